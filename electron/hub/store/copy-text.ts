import type { CopiedRows } from './store'

/** Rows as COPY reads them in its text format, in pieces of about this many characters. */
const PIECE = 64 * 1024

/** @see PIECE. `counted` hears of every row. */
export async function* copyText(rows: CopiedRows, counted: () => void): AsyncGenerator<string> {
  let piece = ''
  for await (const row of rows) {
    piece += `${row.map(copyValue).join('\t')}\n`
    counted()
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

function copyValue(value: unknown): string {
  if (value === null || value === undefined) return String.raw`\N`
  return escaped(written(value))
}

function written(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  return `"${written(value).replaceAll(/["\\]/g, String.raw`\$&`)}"`
}

const escapes: Readonly<Record<string, string>> = {
  '\\': String.raw`\\`,
  '\t': String.raw`\t`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
}

/** Most values have none of these: they are looked at only. */
const escaped = (text: string): string =>
  /[\\\t\n\r]/.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (found) => escapes[found] ?? found) : text

/** The statement for `copyInto`. Names of tables and columns are the program's own and are quoted. */
export function copyStatement(table: string, columns: readonly string[], source: string): string {
  return `COPY ${quoted(table)} (${columns.map(quoted).join(', ')}) FROM ${source}`
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
