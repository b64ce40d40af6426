import type { ReactNode } from 'react'

/** What scrolls must be reachable by keyboard (WCAG 2.1.1), although it is no widget. */
const reachable = { tabIndex: 0 }

/** A wide table scrolls inside this. */
export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="table-scroll" aria-label={`${label}表格`} {...reachable}>
      {children}
    </section>
  )
}
