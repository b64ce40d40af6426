import { anomaliesPath, conflictsPath, duplicatesPath } from '../../paths'

const tabs = [
  { label: '差异', path: conflictsPath },
  { label: '重复', path: duplicatesPath },
  { label: '异常数据', path: anomaliesPath },
] as const

/** 核对 is one place: what was filled in differently, what may be logged twice, and what no field can hold. */
export function CheckTabs({ current }: { current: (typeof tabs)[number]['path'] }) {
  return (
    <nav className="list-bar" aria-label="核对">
      {tabs.map(({ label, path }) => (
        <a key={path} className="chip" href={`#${path}`} aria-current={path === current ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  )
}
