import { cellText } from '../../shared/paper/table-file'
import { showToast } from './toasts'

/** A table as a spreadsheet and a text take it. Pure. */
export function asCells(rows: readonly (readonly string[])[]): {
  readonly text: string
  readonly html: string
} {
  const cells = rows.map((row) => row.map((cell) => cellText(cell.replaceAll(/[\t\r\n]+/g, ' ').trim())))
  const escaped = (cell: string): string =>
    cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const line = (row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`
  return {
    text: cells.map((row) => row.join('\t')).join('\n'),
    html: `<table>${cells.map(line).join('')}</table>`,
  }
}

/**
 * Puts a table on the clipboard, as text and as cells. By the browser's own copying: the window grants nobody a permission for
 * its clipboard.
 */
export function copyCells(rows: readonly (readonly string[])[]): void {
  const { text, html } = asCells(rows)
  const fill = (event: ClipboardEvent): void => {
    event.preventDefault()
    event.clipboardData?.setData('text/plain', text)
    event.clipboardData?.setData('text/html', html)
  }
  document.addEventListener('copy', fill, { once: true })
  const isDone = document.execCommand('copy')
  document.removeEventListener('copy', fill)
  showToast(
    isDone
      ? `已复制 ${(rows.length - 1).toLocaleString('zh-CN')} 行，可以粘贴到 WPS 表格或文档里`
      : '复制未成功，请再点一次“复制”。',
  )
}

/** The rows of a sheet's pages: its head once, and what stands under it. Pure, but for the parser. */
export function cellsOfPages(markup: string): readonly (readonly string[])[] {
  const page = new DOMParser().parseFromString(markup, 'text/html')
  const texts = (of: string): string[][] =>
    [...page.querySelectorAll(of)].map((row) =>
      [...row.querySelectorAll('th, td, [role=cell], [role=columnheader], [role=rowheader]')].map(
        (cell) => cell.textContent?.trim() ?? '',
      ),
    )
  const rows = texts('tr, [role=row]').filter((row) => row.length > 0)
  const head = JSON.stringify(rows[0])
  return rows.filter((row, at) => at === 0 || JSON.stringify(row) !== head)
}
