import { overPage, type PageMarks } from './markup'
import { escapeHtml, standaloneHtml } from './print-style'

/** A photo to be printed, its content in base64. */
export interface SheetPhoto {
  readonly type: string
  readonly base64: string
  readonly caption: string
  /** Pixels as it is shown; absent where nobody knows them: then it counts as four to three. */
  readonly width?: number
  readonly height?: number
}

/** Millimetres: the area for photos on A4 upright and across, under the title and above the foot. */
const areas = {
  upright: { width: 180, height: 240 },
  across: { width: 267, height: 153 },
} as const
type Way = keyof typeof areas

const gap = 5
/** Two lines of 12 pt under each photo. */
const captionHeight = 14

/** A page of photos: which way the paper lies, how many stand side by side, and what each one measures, millimetres. */
export interface PhotoPage {
  readonly way: Way
  readonly columns: 1 | 2
  readonly boxes: readonly { readonly width: number; readonly height: number }[]
}

const shapeOf = ({ width, height }: Pick<SheetPhoto, 'width' | 'height'>): number =>
  width !== undefined && height !== undefined && width > 0 && height > 0 ? width / height : 4 / 3

/**
 * Lays two or four photos out so that they take as much of the paper as can be: the paper lies as most of them do. Nothing is
 * cut off: each box has its photo's own shape.
 */
export function placePhotos(
  photos: readonly Pick<SheetPhoto, 'width' | 'height'>[],
  perPage: 2 | 4,
): PhotoPage {
  const tried = (['upright', 'across'] as const).flatMap((way) =>
    ([1, 2] as const).map((columns) => placed(photos, perPage, way, columns)),
  )
  const covered = ({ boxes }: PhotoPage): number =>
    boxes.reduce((sum, { width, height }) => sum + width * height, 0)
  return tried.reduce((best, page) => (covered(page) > covered(best) ? page : best))
}

function placed(
  photos: readonly Pick<SheetPhoto, 'width' | 'height'>[],
  perPage: 2 | 4,
  way: Way,
  columns: 1 | 2,
): PhotoPage {
  const rows = Math.ceil(perPage / columns)
  const area = areas[way]
  const cell = {
    width: (area.width - (columns - 1) * gap) / columns,
    height: (area.height - (rows - 1) * gap) / rows - captionHeight,
  }
  const boxes = photos.map((photo) => {
    const shape = shapeOf(photo)
    const width = Math.min(cell.width, cell.height * shape)
    return { width, height: width / shape }
  })
  return { way, columns, boxes }
}

const SHEET_CSS = `
.photo-area { position: absolute; top: 18mm; left: 15mm; right: 15mm; }
.photo-title {
  margin: 0 0 4mm; font-size: 16pt; line-height: 22pt; letter-spacing: 0; text-align: center;
  font-weight: 700; white-space: nowrap; overflow: hidden; text-overflow: ellipsis;
}
.photos { display: grid; gap: ${gap}mm; justify-content: space-evenly; justify-items: center; }
.photos.two { grid-template-columns: auto auto; }
.photo { margin: 0; }
.photo img { display: block; width: 100%; height: 100%; object-fit: contain; }
.photo figcaption {
  margin-top: 2mm; font-size: 12pt; line-height: 16pt; height: 32pt; overflow: hidden; letter-spacing: 0; text-align: center;
}
.page.landscape { page: across; width: 297mm; height: calc(210mm - 1px); }
`

/** A whole HTML document of A4 pages with two or four photos each, every one with its number and caption. */
export function photoSheet(
  title: string,
  photos: readonly SheetPhoto[],
  perPage: 2 | 4,
  marks: PageMarks,
): string {
  const pages: string[] = []
  const rules: string[] = []
  for (let from = 0; from < photos.length; from += perPage) {
    const own = photos.slice(from, from + perPage)
    const laid = placePhotos(own, perPage)
    own.forEach((_, at) => {
      const { width = 0, height = 0 } = laid.boxes[at] ?? {}
      // A page's policy forbids inline style: each photo's measures are a rule of its own.
      rules.push(
        `.p${from + at + 1}{width:${mm(width)}}.p${from + at + 1} .photo-frame{height:${mm(height)}}`,
      )
    })
    pages.push(page(title, own, from, perPage, laid, marks))
  }
  return standaloneHtml(title, pages.join('\n'), `${SHEET_CSS}${rules.join('\n')}`)
}

const mm = (length: number): string => `${Number(length.toFixed(2))}mm`

function page(
  title: string,
  photos: readonly SheetPhoto[],
  from: number,
  perPage: 2 | 4,
  { way, columns }: PhotoPage,
  { note, ...marks }: PageMarks,
): string {
  const number = from / perPage + 1
  const figures = photos.map((photo, at) => figure(photo, from + at + 1)).join('')
  const side = number % 2 === 1 ? 'odd' : 'even'
  return (
    `<section class="page ${side}${way === 'across' ? ' landscape' : ''}" lang="zh-CN">${overPage(marks)}<div class="photo-area">` +
    `<h1 class="photo-title">${escapeHtml(title)}</h1><div class="photos${columns === 2 ? ' two' : ''}">${figures}</div></div>` +
    `<div class="sfoot"><span>${escapeHtml(note)}</span><span>— ${number} —</span></div></section>`
  )
}

function figure({ type, base64, caption }: SheetPhoto, number: number): string {
  const words = escapeHtml(caption === '' ? `图${number}` : `图${number} ${caption}`)
  const source = `data:${escapeHtml(type)};base64,${escapeHtml(base64)}`
  return (
    `<figure class="photo p${number}"><div class="photo-frame"><img alt="${words}" src="${source}"></div>` +
    `<figcaption>${words}</figcaption></figure>`
  )
}
