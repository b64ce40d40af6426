import { useHashPath } from '../ui/hash-route'
import { navigationGroups } from './navigation-groups'

/** The left column: daily kinds first, then reports and exchange, then the tables behind them. */
export function Navigation() {
  const [path] = useHashPath()
  return (
    <nav className="navigation" aria-label="目录">
      {navigationGroups.map((group) => (
        <div key={group.label} className="nav-group">
          <h2>{group.label}</h2>
          <ul>
            {group.items.map((item) => {
              const current = path === item.path || (item.path !== '/' && path.startsWith(`${item.path}/`))
              return (
                <li key={item.path}>
                  <a href={`#${item.path}`} aria-current={current ? 'page' : undefined}>
                    {item.label}
                  </a>
                </li>
              )
            })}
          </ul>
        </div>
      ))}
    </nav>
  )
}
