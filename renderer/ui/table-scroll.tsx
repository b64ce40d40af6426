import { Children, cloneElement, isValidElement, type ReactElement, type ReactNode } from 'react'

/** What scrolls must be reachable by keyboard (WCAG 2.1.1), although it is no widget. */
const reachable = { tabIndex: 0 }

const isTable = (node: ReactNode): node is ReactElement<{ readonly 'aria-label'?: string }> =>
  isValidElement(node) && node.type === 'table'

/** A wide table scrolls inside this, and is called as it is. */
export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="table-scroll" aria-label={`${label}表格`} {...reachable}>
      {Children.map(children, (child) =>
        isTable(child) ? cloneElement(child, { 'aria-label': child.props['aria-label'] ?? label }) : child,
      )}
    </section>
  )
}
