import { overPage, type PageMarks } from './markup'
import { escapeHtml, standaloneHtml } from './print-style'

/** A photo to be printed, its content in base64. */
export interface SheetPhoto {
  readonly type: string
  readonly base64: string
  readonly caption: string
}

const SHEET_CSS = `
.photos { display: grid; gap: 5mm; grid-template-rows: auto repeat(2, minmax(0, 1fr)); }
.four { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.photo-title {
  grid-column: 1 / -1; margin: 0; font-size: 16pt; line-height: 22pt; letter-spacing: 0; text-align: center;
  font-weight: 700; white-space: nowrap; overflow: hidden; text-overflow: ellipsis;
}
.photo { margin: 0; min-height: 0; display: flex; flex-direction: column; }
.photo-frame { position: relative; flex: 1; min-height: 0; }
.photo-frame img { position: absolute; left: 0; top: 0; width: 100%; height: 100%; object-fit: contain; object-position: center bottom; }
.photo figcaption {
  margin-top: 2mm; font-size: 12pt; line-height: 16pt; height: 32pt; overflow: hidden; letter-spacing: 0; text-align: center;
}
`

/** A whole HTML document of A4 pages with two or four photos each, every one with its number and caption. */
export function photoSheet(
  title: string,
  photos: readonly SheetPhoto[],
  perPage: 2 | 4,
  marks: PageMarks,
): string {
  const pages: string[] = []
  for (let from = 0; from < photos.length; from += perPage)
    pages.push(page(title, photos.slice(from, from + perPage), from, perPage, marks))
  return standaloneHtml(title, pages.join('\n'), SHEET_CSS)
}

function page(
  title: string,
  photos: readonly SheetPhoto[],
  from: number,
  perPage: 2 | 4,
  { note, ...marks }: PageMarks,
): string {
  const number = from / perPage + 1
  const figures = photos.map((photo, at) => figure(photo, from + at + 1)).join('')
  return (
    `<section class="page ${number % 2 === 1 ? 'odd' : 'even'}" lang="zh-CN">${overPage(marks)}<div class="area photos${perPage === 4 ? ' four' : ''}">` +
    `<h1 class="photo-title">${escapeHtml(title)}</h1>${figures}</div><div class="stamp">${escapeHtml(note)}</div><div class="pageno">— ${number} —</div></section>`
  )
}

function figure({ type, base64, caption }: SheetPhoto, number: number): string {
  const words = escapeHtml(caption === '' ? `图${number}` : `图${number} ${caption}`)
  const source = `data:${escapeHtml(type)};base64,${escapeHtml(base64)}`
  return (
    `<figure class="photo"><div class="photo-frame"><img alt="${words}" src="${source}"></div>` +
    `<figcaption>${words}</figcaption></figure>`
  )
}
