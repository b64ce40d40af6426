import { cellText } from '../../../../shared/paper/table-file'
import { cellXml, xml } from './text'

/** One worksheet; its rows may be made while they are written. */
export interface Worksheet {
  readonly name: string
  readonly orientation: 'landscape' | 'portrait'
  /** Column widths in half characters. */
  readonly widths: readonly number[]
  readonly rows: Iterable<WorksheetRow>
  /** Rows that stay in view; those from `titleFrom` (from 1) on are printed on every page. */
  readonly frozen?: { readonly rows: number; readonly columns: number; readonly titleFrom: number }
  /** On every printed page: in the middle above, and left below beside the page number. */
  readonly header?: string
  readonly footer?: string
}

export interface WorksheetRow {
  /** Points; absent: as high as its text. */
  readonly height?: number
  readonly cells: readonly WorksheetCell[]
}

export interface WorksheetCell {
  /** A style's number. */
  readonly style: number
  /** Text, a number, or nothing but the style. */
  readonly value?: string | number
  /** Only for totals; `value` is what it comes to. */
  readonly formula?: string
  /** How many columns and rows the cell takes, when more than its own. */
  readonly across?: number
  readonly down?: number
}

/** No spreadsheet holds more rows. */
export const mostRows = 1_048_576
const blankEnds = /^\s|\s$|\n/
/** About so many characters are handed on at once. */
const portion = 64 * 1024

/** The XML of a worksheet, piece by piece. @throws RangeError beyond `mostRows` */
export function* worksheetXml(sheet: Worksheet): Generator<string> {
  yield head(sheet)
  const merged: string[] = []
  let text = ''
  let number = 0
  for (const row of sheet.rows) {
    number += 1
    if (number > mostRows) throw new RangeError('too many rows for a worksheet')
    text += rowXml(row, number, merged)
    if (text.length < portion) continue
    yield text
    text = ''
  }
  yield `${text}</sheetData>${tail(sheet, merged, number)}`
}

/** A, B … Z, AA: the name of a column, from 0. */
export function columnName(at: number): string {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : columnName(Math.floor(at / 26) - 1) + last
}

const names = Array.from({ length: 256 }, (_, at) => columnName(at))

function rowXml(row: WorksheetRow, number: number, merged: string[]): string {
  let text =
    row.height === undefined
      ? `<row r="${number}">`
      : `<row r="${number}" ht="${row.height}" customHeight="1">`
  for (let at = 0; at < row.cells.length; at++) {
    const cell = row.cells[at]
    if (!cell) continue
    const place = `${names[at] ?? columnName(at)}${number}`
    text += cellXmlAt(place, cell)
    if ((cell.across ?? 1) > 1 || (cell.down ?? 1) > 1)
      merged.push(`${place}:${columnName(at + (cell.across ?? 1) - 1)}${number + (cell.down ?? 1) - 1}`)
  }
  return `${text}</row>`
}

function cellXmlAt(place: string, { style, value, formula }: WorksheetCell): string {
  if (value === undefined || value === '') return `<c r="${place}" s="${style}"/>`
  if (typeof value === 'number') {
    const sum = formula === undefined ? '' : `<f>${xml(formula)}</f>`
    return `<c r="${place}" s="${style}">${sum}<v>${value}</v></c>`
  }
  // Blanks at the ends and line feeds are lost without it; on every cell it would be a fifth of the file.
  const kept = blankEnds.test(value) ? ' xml:space="preserve"' : ''
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t${kept}>${cellXml(cellText(value))}</t></is></c>`
}

function head(sheet: Worksheet): string {
  const columns = sheet.widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<sheetViews><sheetView showGridLines="0" workbookViewId="0">${pane(sheet)}</sheetView></sheetViews>` +
    '<sheetFormatPr defaultRowHeight="18"/>' +
    `<cols>${columns.join('')}</cols><sheetData>`
  )
}

function pane({ frozen }: Worksheet): string {
  if (!frozen) return ''
  const corner = `${columnName(frozen.columns)}${frozen.rows + 1}`
  const across = frozen.columns > 0 ? ` xSplit="${frozen.columns}"` : ''
  const which = frozen.columns > 0 ? 'bottomRight' : 'bottomLeft'
  return `<pane${across} ySplit="${frozen.rows}" topLeftCell="${corner}" activePane="${which}" state="frozen"/><selection pane="${which}"/>`
}

/** In the order that the format wants. */
function tail(sheet: Worksheet, merged: readonly string[], rows: number): string {
  const merges = merged.map((range) => `<mergeCell ref="${range}"/>`).join('')
  const everything = `A1:${columnName(Math.max(0, sheet.widths.length - 1))}${Math.max(1, rows)}`
  return (
    (merged.length > 0 ? `<mergeCells count="${merged.length}">${merges}</mergeCells>` : '') +
    '<printOptions horizontalCentered="1"/>' +
    '<pageMargins left="0.59" right="0.59" top="0.63" bottom="0.67" header="0.3" footer="0.3"/>' +
    `<pageSetup paperSize="9" orientation="${sheet.orientation}" fitToWidth="1" fitToHeight="0"/>` +
    `<headerFooter>${headerFooter(sheet)}</headerFooter>` +
    // IDs and telephones are text on purpose.
    `<ignoredErrors><ignoredError sqref="${everything}" numberStoredAsText="1"/></ignoredErrors>` +
    '</worksheet>'
  )
}

function headerFooter({ header, footer }: Worksheet): string {
  const literal = (text: string): string => xml(text.replaceAll('&', '&&'))
  const left = footer === undefined ? '' : `&amp;L${literal(footer)}`
  return (
    (header === undefined ? '' : `<oddHeader>&amp;C${literal(header)}</oddHeader>`) +
    `<oddFooter>${left}&amp;R第&amp;P页 共&amp;N页</oddFooter>`
  )
}
