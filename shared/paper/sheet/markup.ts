import { overPage, segments } from '../markup'
import { escapeHtml } from '../print-style'
import {
  hasLine,
  type LaidHead,
  type LaidSheet,
  type LaidSheetCell,
  type LaidSheetPage,
  type LaidSheetRow,
  layOutSheet,
} from './layout'
import type { Sheet } from './model'

/** A sheet's pages as markup for `PRINT_CSS`, and how many there are. */
export function sheetPages(sheet: Sheet): { readonly markup: string; readonly pages: number } {
  const laid = layOutSheet(sheet)
  return { markup: sheetMarkup(laid), pages: laid.pages.length }
}

/**
 * Laid-out pages as HTML: escaped text and classes only, no inline style, no script. `of` says how many pages there are
 * in all where only the first ones are laid out; null: nobody knows.
 */
export function sheetMarkup(laid: LaidSheet, of: number | null = laid.pages.length): string {
  return laid.pages.map((page) => pageMarkup(laid, page, of)).join('\n')
}

function pageMarkup(laid: LaidSheet, page: LaidSheetPage, of: number | null): string {
  const { sheet, fit } = laid
  const name = [sheet.title, sheet.left].filter(Boolean).join(' ')
  const table = `<div role="table" class="stable" aria-label="${escapeHtml(sheet.title)}">${headMarkup(laid)}${page.rows
    .map(rowMarkup)
    .join('')}</div>`
  return (
    `<section class="page sheet ${sheet.orientation} ${fit.type.name}" lang="zh-CN" aria-label="${escapeHtml(name)} 第${page.number}页">` +
    overPage(sheet) +
    `<div class="sarea">${page.first ? above(laid) : ''}${table}${page.last ? below(laid) : ''}</div>` +
    `<div class="sfoot"><span class="sstamp">${escapeHtml(sheet.stamp ?? '')}</span>` +
    `<span>第${page.number}页${of === null ? '' : ` 共${of}页`}</span></div></section>`
  )
}

function above({ sheet, title }: LaidSheet): string {
  const lines = title
    .map((line, at) => {
      const role = at === 0 ? ' role="heading" aria-level="1"' : ''
      return `<div class="stitle"${role}>${segments(line)}</div>`
    })
    .join('')
  if (!hasLine(sheet)) return `${lines}<div class="sgap"></div>`
  return `${lines}<div class="sgap"></div><div class="sline"><span>${escapeHtml(sheet.left ?? '')}</span><span>${escapeHtml(sheet.right ?? '')}</span></div>`
}

function below({ sheet, notes }: LaidSheet): string {
  const lines = notes.map((line) => `<div class="snote">${segments(line)}</div>`).join('')
  if (!sheet.signers?.length) return lines
  return `${lines}<div class="ssign">${sheet.signers.map((who) => `<span>${escapeHtml(who)}：</span>`).join('')}</div>`
}

function headMarkup({ head, headLines }: LaidSheet): string {
  const two = headLines.over > 0
  const tall = two ? `rr${headLines.over + headLines.own}` : `r${headLines.own}`
  const cells = head.map((one) => {
    if (one.under.length === 0) return cellMarkup(one, 'columnheader')
    const under = one.under.map((cell) => cellMarkup(cell, 'columnheader')).join('')
    return `<div class="scommon c${one.width}"><div class="r${headLines.over} sover">${cellMarkup(one, 'columnheader')}</div><div class="sunder">${under}</div></div>`
  })
  return `<div role="row" class="srow shead ${tall}">${cells.join('')}</div>`
}

function rowMarkup(row: LaidSheetRow): string {
  return `<div role="row" class="srow s${row.role} r${row.lines}">${row.cells.map((cell) => cellMarkup(cell, 'cell')).join('')}</div>`
}

function cellMarkup(cell: LaidSheetCell | LaidHead, role: 'columnheader' | 'cell'): string {
  const lines = cell.lines.map((line) => `<span class="stext">${segments(line)}</span>`).join('')
  return `<div role="${role}" class="scell s${cell.align} c${cell.width}">${lines}</div>`
}
