import { useEffect, useRef } from 'react'
import { type OfficialFace, PRINT_CSS } from '../../shared/paper/print-style'
import { constructedSheet } from './constructed-sheet'
import { MissingFonts } from './missing-fonts'

/** Forced colours know no pale: the mark across a page would cover what it lies on. */
export const NO_MARK = '@media (forced-colors: active) { .watermark { display: none; } }'

/** On the screen the sheets lie on the page's grey, and numbers show that they can be clicked. Paper stays paper in the dark. */
const screenCss = `
:host { display: block; }
.page { margin: 0 auto 16px !important; border: 1px solid var(--sheet-edge); }
.watermark::before { content: attr(data-words); }
${NO_MARK}
.page { zoom: var(--upright, 1); }
.page.landscape { zoom: var(--across, 1); }
.fig { cursor: pointer; text-decoration: underline dotted var(--accent); text-underline-offset: 3px; }
.fig:hover { background: var(--pale) !important; }
.fig:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`

interface A4PreviewProps {
  /** Pages as `shared/paper/markup` writes them: escaped, classes only. */
  readonly markup: string
  /** Those of the pages' official faces that they use; absent: all. */
  readonly faces?: readonly OfficialFace[]
  readonly onFigure?: (id: string) => void
  /** Shows upright pages so small that one is seen whole; absent: in their own size. */
  readonly fits?: boolean
  /** The page that is brought into view, from 1; `time` tells one wish from the next. */
  readonly at?: { readonly page: number; readonly time: number } | undefined
}

/** Pages that lie across are shown no wider than there is room for, down to this part of their size. */
const smallestZoom = 0.6
/** 297 mm and the sheet's edges, in pixels; upright 210 mm by 297. */
const landscapeWidth = 1126
const upright = { width: 798, height: 1126 } as const
/** Smaller than this nobody reads a page. */
const smallestFit = 0.4

/**
 * The printed pages, exactly, inside a shadow root: the app's styles do not reach them and theirs do not leak. Says above
 * them which faces this computer does not have.
 */
export function A4Preview({ markup, faces, onFigure, fits = false, at }: A4PreviewProps) {
  const host = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = host.current
    if (!element) return
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    if (root.adoptedStyleSheets.length === 0)
      root.adoptedStyleSheets = [constructedSheet(PRINT_CSS), constructedSheet(screenCss)]
    const parsed = new DOMParser().parseFromString(markup, 'text/html')
    // A mark across the page is decoration (WCAG 1.4.3), pale on purpose: on the screen it is drawn and not written.
    for (const mark of parsed.querySelectorAll<HTMLElement>('.watermark')) {
      mark.dataset.words = mark.textContent
      mark.replaceChildren()
    }
    root.replaceChildren(...parsed.body.childNodes)
  }, [markup])
  useEffect(() => {
    const element = host.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      const zoom = Math.min(1, element.clientWidth / landscapeWidth)
      element.style.setProperty('--across', Math.max(smallestZoom, zoom).toFixed(3))
      const whole = Math.min(1, element.clientWidth / upright.width, element.clientHeight / upright.height)
      element.style.setProperty('--upright', fits ? Math.max(smallestFit, whole).toFixed(3) : '1')
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [fits])
  useEffect(() => {
    if (at)
      host.current?.shadowRoot?.querySelectorAll('.page')[at.page - 1]?.scrollIntoView({ block: 'start' })
  }, [at])
  useEffect(() => {
    const root = host.current?.shadowRoot
    if (!root || !onFigure) return
    const onClick = (event: Event): void => {
      const target = event.target
      const figure = target instanceof Element ? target.closest<HTMLElement>('[data-figure]') : null
      if (figure?.dataset.figure) onFigure(figure.dataset.figure)
    }
    root.addEventListener('click', onClick)
    return () => root.removeEventListener('click', onClick)
  }, [onFigure])
  return (
    <>
      <MissingFonts faces={faces} />
      <section ref={host} className="a4-preview" aria-label="A4 预览" />
    </>
  )
}
