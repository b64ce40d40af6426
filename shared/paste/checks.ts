import { decimalText, scaledDecimal } from '../decimal'
import type { CellField, RowsField } from '../definition/fields'
import type { WordsOf } from '../definition/words'
import type { FieldProblem } from '../errors'
import type { ProblemReason } from '../field-problems'
import type { Json } from '../json'
import { formatMoney } from '../money'
import { maskText } from '../privacy/masks'
import { cleanValue, warningInValue } from '../records/value'
import type { Cells } from '../shapes'
import { type ReadRow, readCell, type TypedReaders } from './cells'
import type { Column } from './headings'
import type { PastedLine } from './lines'

/** Something a person should look at, with the line it is about, if it is about one. */
export interface PasteNotice {
  readonly at?: number
  readonly problem: FieldProblem
}

const TOTAL = /^(本页|本表|全部|以上|本组|本班组)?(合计|小计|总计|共计|累计|总额)([:(\d¥].*)?$/

/** Makes the notice of a reason. */
export function notice(
  reason: ProblemReason,
  params: Readonly<Record<string, string | number>>,
  field = '',
  at?: number,
): PasteNotice {
  return { problem: { field, reason, params }, ...(at === undefined ? {} : { at }) }
}

/** Whether a line sums up those above it: its first word, or that of a column of names, says so. */
export function isTotalLine(field: RowsField, columns: readonly Column[], { words }: PastedLine): boolean {
  const first = words.findIndex((word) => word !== '')
  const said = words.filter((_, at) => {
    const of = field.of[columns[at]?.cell ?? '']
    return at === first || (of?.required && of.type === 'text')
  })
  return said.some((word) => TOTAL.test(plain(word)))
}

/**
 * Compares what the lines of totals say with what the lines above them come to, also the refused ones: 小计 with those since
 * the last 小计, others with all.
 */
export function totalNotices(
  field: RowsField,
  columns: readonly Column[],
  totals: readonly PastedLine[],
  lines: readonly PastedLine[],
  read: TypedReaders,
  wordsOf: WordsOf,
): readonly PasteNotice[] {
  let from = 0
  return totals.flatMap((total) => {
    const isPart = /小计|本页|本组|本班组/.test(plain(total.words.find((word) => word !== '') ?? ''))
    const above = lines.filter(({ at }) => at < total.at && (!isPart || at > from))
    if (isPart) from = total.at
    return columns.flatMap(({ cell = '', tenThousands = false }, at) => {
      const of = field.of[cell]
      if (of?.type !== 'money' && of?.type !== 'count' && of?.type !== 'decimal') return []
      const numberIn = ({ words }: PastedLine): number | undefined => {
        const value = readCell(of, words[at] ?? '', tenThousands, read, wordsOf)
        if (of.type === 'decimal') return scaledDecimal(String(value), of.scale) ?? undefined
        return typeof value === 'number' ? value : undefined
      }
      const [said, sum] = [numberIn(total), above.reduce((all, line) => all + (numberIn(line) ?? 0), 0)]
      if (said === undefined || said === sum) return []
      const params = { said: shown(of, said), sum: shown(of, sum) }
      return [notice('paste.total-differs', params, cell, total.at)]
    })
  })
}

function shown(of: CellField, value: number): string {
  if (of.type === 'decimal') return `${decimalText(value, of.scale)} ${of.unit}`
  return of.type === 'money' ? `${formatMoney(value)} 元` : `${value} ${of.type === 'count' ? of.unit : ''}`
}

function plain(word: string): string {
  return word.normalize('NFKC').replace(/\s/g, '')
}

/** Rows whose ID number another row of the table has, or one that stood in the list before. */
export function twiceNotices(
  field: RowsField,
  rows: readonly ReadRow[],
  existing: readonly Cells[],
): readonly PasteNotice[] {
  const cells = Object.entries(field.of).filter(([, of]) => of.type === 'text' && of.format === 'idNumber')
  return cells.flatMap(([cell, of]) => {
    const seen = new Map<Json, number>()
    return rows.flatMap(({ line, row }) => {
      const value = row[cell]
      if (typeof value !== 'string') return []
      const found: PasteNotice[] = []
      const other = seen.get(value)
      if (other === undefined) seen.set(value, line.at)
      else found.push(notice('paste.same-line', { other }, cell, line.at))
      existing.forEach((one, at) => {
        const same = sameAs(of, value, one[cell])
        if (same) found.push(notice(same, { other: at + 1 }, cell, line.at))
      })
      return found
    })
  })
}

/** What is stored stands in a form shortened: all that can be said then is that it may be the same. */
function sameAs(of: CellField, value: string, other: Json | undefined): ProblemReason | undefined {
  if (typeof other !== 'string' || other === '') return undefined
  if (!other.includes('*')) return cleanValue(of, other) === value ? 'paste.same-row' : undefined
  return of.mask && maskText(of.mask, value) === other ? 'paste.maybe-same-row' : undefined
}

/** Of the numbers that a spreadsheet kept 15 digits of, one in ten still fits its check digit by chance. */
function isLikeRounded(of: CellField, value: Json | undefined): boolean {
  const hasCheck = of.type === 'text' && (of.format === 'idNumber' || of.format === 'bankCard')
  return hasCheck && /^\d{15}0{3,4}$/.test(String(value))
}

/** What is doubtful in rows that were taken: the form says it of a field only once somebody has been in it. */
export function doubtNotices(field: RowsField, rows: readonly ReadRow[]): readonly PasteNotice[] {
  return rows.flatMap(({ line, row }) =>
    Object.entries(field.of).flatMap(([cell, of]) => {
      const doubt = isLikeRounded(of, row[cell]) ? 'paste.maybe-rounded' : warningInValue(of, row[cell])
      return doubt === null ? [] : [notice(doubt, {}, cell, line.at)]
    }),
  )
}
