import { Button, Checkbox, Drawer } from 'antd'
import type { ReactNode } from 'react'
import type { Choosing } from './use-chosen'

interface OrderDrawerProps {
  readonly title: string
  readonly help: string
  readonly items: readonly { readonly key: string; readonly label: string }[]
  /** The keys of `items` that are chosen. */
  readonly choosing: Choosing
  /** No more than these may be chosen. */
  readonly most?: number
  readonly onClose: () => void
  /** Over the list: what went wrong. */
  readonly children?: ReactNode
}

/** Some of many things, in an order: columns of a ledger, measures of a table. */
export function OrderDrawer(props: OrderDrawerProps) {
  const { title, help, items, choosing, most, onClose, children } = props
  const { chosen, change, forget } = choosing
  const labels = new Map(items.map(({ key, label }) => [key, label]))
  const others = items.filter(({ key }) => !chosen.includes(key))
  const full = most !== undefined && chosen.length >= most
  const move = (at: number, by: -1 | 1): void => {
    const order = [...chosen]
    const [taken] = order.splice(at, 1)
    if (taken === undefined) return
    order.splice(at + by, 0, taken)
    change(order)
  }
  return (
    <Drawer open title={title} size="min(30rem, 90vw)" onClose={onClose}>
      {children}
      <p className="help">{help}</p>
      <ul className="column-list" aria-label="已选">
        {chosen.map((key, at) => {
          const label = labels.get(key) ?? key
          return (
            <li key={key}>
              <Checkbox
                checked
                disabled={chosen.length === 1}
                onChange={() => change(chosen.filter((one) => one !== key))}
              >
                {label}
              </Checkbox>
              <span className="column-moves">
                <Button
                  size="small"
                  disabled={at === 0}
                  title={at === 0 ? '已经在最前面' : undefined}
                  aria-label={`${label}前移`}
                  onClick={() => move(at, -1)}
                >
                  前移
                </Button>
                <Button
                  size="small"
                  disabled={at + 1 === chosen.length}
                  title={at + 1 === chosen.length ? '已经在最后面' : undefined}
                  aria-label={`${label}后移`}
                  onClick={() => move(at, 1)}
                >
                  后移
                </Button>
              </span>
            </li>
          )
        })}
      </ul>
      {others.length > 0 && (
        <>
          <h3>{full ? `最多选 ${most} 项，取消一项后才能再选` : '还可以选'}</h3>
          <ul className="column-list" aria-label="未选">
            {others.map(({ key, label }) => (
              <li key={key}>
                <Checkbox checked={false} disabled={full} onChange={() => change([...chosen, key])}>
                  {label}
                </Checkbox>
              </li>
            ))}
          </ul>
        </>
      )}
      <Button onClick={forget}>恢复默认选择</Button>
    </Drawer>
  )
}
