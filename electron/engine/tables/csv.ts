import { detectDelimiter, stripBom } from 'hucre/csv'
import { AppError } from '../../../shared/errors'
import { MOST_COLUMNS, MOST_LINES } from '../../../shared/paste/workbook'
import { trimmed } from './cell-words'

/**
 * The cells of a csv file: UTF-8 with and without its mark, UTF-16 with its mark, otherwise GB18030, which GBK and GB2312 are part
 * of. @throws AppError `table.unreadable` for what is no text
 */
export function csvRows(bytes: Uint8Array): {
  readonly rows: readonly (readonly string[])[]
  /** Whether something stands below the lines that are read. */
  readonly isCut: boolean
} {
  const text = stripBom(textOf(bytes))
  if (text.includes('\0')) throw new AppError('table.unreadable')
  const { rows, end } = rowsOf(text, detectDelimiter(text.slice(0, 20_000)))
  return { rows: trimmed(rows), isCut: /[^\s,;|"]/.test(text.slice(end)) }
}

/** Rows of cells as RFC 4180 has them, of which no more is kept than one sheet holds; and where the reading ended. */
function rowsOf(text: string, delimiter: string): { readonly rows: string[][]; readonly end: number } {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length && rows.length < MOST_LINES) {
    const quoted = quotedAt(text, at, delimiter)
    const from = quoted?.end ?? at
    let end = from
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
    const cell = (quoted?.text ?? '') + text.slice(from, end)
    if (row.length < MOST_COLUMNS) row.push(plainCell(cell))
    if (text[end] === '\r' && text[end + 1] === '\n') end += 1
    at = end + 1
    if (text[end] === delimiter && at < text.length) continue
    rows.push(row)
    row = []
  }
  return { rows, end: at }
}

/** A cell in quotes, where it is one: a quote that nobody closed, or that ends inside the cell, is a sign like others. */
function quotedAt(
  text: string,
  at: number,
  delimiter: string,
): { readonly text: string; readonly end: number } | undefined {
  if (text[at] !== '"') return undefined
  let close = text.indexOf('"', at + 1)
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close < 0) return undefined
  const behind = /[^ ]/.exec(text.slice(close + 1, close + 100))?.[0] ?? '\n'
  if (behind !== delimiter && behind !== '\n' && behind !== '\r') return undefined
  return { text: text.slice(at + 1, close).replaceAll('""', '"'), end: close + 1 }
}

/** A number that is to stay as it is written stands as `="0012"`. */
const plainCell = (cell: string): string => cell.replace(/^="([^"]*)"$/, '$1')

function textOf(bytes: Uint8Array): string {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decodedAs('gb18030', bytes)
  }
}

/** @throws AppError `table.unreadable` */
function decodedAs(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('table.unreadable', {}, { cause })
  }
}
