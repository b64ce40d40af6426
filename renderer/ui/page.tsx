import { type ReactNode, type Ref, useEffect } from 'react'

interface PageProps {
  readonly title: string
  /** What the window is called where the title says what a record holds: a browser keeps the titles of its pages. */
  readonly windowTitle?: string
  readonly detail?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** The page fills the window and scrolls inside itself. */
  readonly filled?: boolean
  /** The heading is there for who listens, and takes no room from who looks. */
  readonly untitled?: boolean
}

/** One screen: heading, actions beside it, content below; names the window after itself. */
export function Page({
  title,
  windowTitle = title,
  detail,
  actions,
  children,
  filled = false,
  untitled = false,
}: PageProps) {
  useEffect(() => {
    document.title = `${windowTitle} · 院坝普法台`
  }, [windowTitle])
  return (
    <div className={filled ? 'page page-filled' : 'page'}>
      <div className={untitled ? 'visually-hidden' : 'page-head'}>
        <div className="page-title">
          <h1>{title}</h1>
          {detail && <div className="page-detail">{detail}</div>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  )
}

/** A titled box on a page. */
export function Section({
  title,
  children,
  extra,
  ref,
}: {
  title: string
  children: ReactNode
  extra?: ReactNode
  ref?: Ref<HTMLElement>
}) {
  return (
    <section className="section" aria-label={title} ref={ref}>
      <div className="section-head">
        <h2>{title}</h2>
        {extra}
      </div>
      {children}
    </section>
  )
}
