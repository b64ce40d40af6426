import { Button } from 'antd'
import { useEffect, useMemo, useRef } from 'react'
import { PRINT_CSS } from '../../shared/paper/print-style'
import { NO_MARK } from './a4-preview'
import { constructedSheet } from './constructed-sheet'

/** A page of 210 mm at so much of its size is as wide as a thumbnail. */
const thumbCss = `:host { display: block; } .page { zoom: 0.11; pointer-events: none; } ${NO_MARK}`

interface PageThumbsProps {
  /** Pages as `shared/paper/markup` writes them. */
  readonly markup: string
  /** From 1. */
  readonly onPick: (page: number) => void
}

/** The pages in small, each a way to it. */
export function PageThumbs({ markup, onPick }: PageThumbsProps) {
  const pages = useMemo(() => pagesIn(markup), [markup])
  return (
    <nav className="page-thumbs" aria-label="页">
      {pages.map((page, at) => (
        <div key={page} className="page-thumb">
          <Thumb page={page} />
          <Button type="text" size="small" onClick={() => onPick(at + 1)}>
            第{at + 1}页
          </Button>
        </div>
      ))}
    </nav>
  )
}

function Thumb({ page }: { page: string }) {
  const host = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const element = host.current
    if (!element) return
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [constructedSheet(PRINT_CSS), constructedSheet(thumbCss)]
    root.replaceChildren(...new DOMParser().parseFromString(page, 'text/html').body.childNodes)
  }, [page])
  return <span ref={host} className="thumb-paper" aria-hidden="true" />
}

/** Each page's markup; its numbers are pictures here, and nothing to be pressed. */
function pagesIn(markup: string): readonly string[] {
  const body = new DOMParser().parseFromString(markup, 'text/html').body
  return [...body.children].map((page) =>
    page.outerHTML
      .replaceAll('<button type="button" ', '<span ')
      .replaceAll('</button>', '</span>')
      .replaceAll(/ (role|aria-label|data-figure)="[^"]*"/g, ''),
  )
}
