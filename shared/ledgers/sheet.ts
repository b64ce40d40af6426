import { isDate } from '../dates'
import { decimalText, scaledDecimal } from '../decimal'
import type { PrintedRecord } from '../disclosure/printed-record'
import { marksOf } from '../paper/marks'
import type { PaperNumber } from '../paper/paper-number'
import {
  countCell,
  dateCell,
  decimalCell,
  filledBy,
  moneyCell,
  type Sheet,
  type SheetCell,
  type SheetColumn,
  type SheetRow,
  textCell,
} from '../paper/sheet/model'
import type { Variant } from '../privacy/variant'
import type { Body } from '../shapes'
import { type LedgerColumn, NUMBER_COLUMN } from './columns'
import type { Ledger } from './define'

/** What stands around a ledger's rows. */
export interface LedgerFrame {
  readonly ledger: Ledger
  readonly columns: readonly LedgerColumn[]
  readonly unitName: string
  /** `2026年11月`; absent: all times. */
  readonly periodLabel?: string
  readonly variant: Variant
  /** Its row in the audit log; absent: a preview. */
  readonly audit?: PaperNumber
  /** Whether the district marks what goes up. */
  readonly marked?: boolean
  /** `YYYY-MM-DD`: 填报日期. */
  readonly date: string
  /** Filters in words, when it is not everything of the period. */
  readonly filters?: string
  /** What else is said under the table. */
  readonly notes?: readonly string[]
}

/** A record on its way into a ledger: its own number and its fields as the variant shows them. */
export interface LedgerRecord {
  readonly number: string | null
  readonly printed: PrintedRecord
}

const serial: SheetColumn = { label: '序号', width: 2.5, align: 'center', format: 'count' }

/** The sheet of a ledger, but for its rows. */
export function ledgerSheet(frame: LedgerFrame): Omit<Sheet, 'rows'> {
  const { ledger, columns, unitName, periodLabel, variant, audit, marked, date, filters, notes = [] } = frame
  return {
    title: `${unitName}${ledger.label}${periodLabel === undefined ? '' : `（${periodLabel}）`}`,
    orientation: 'landscape',
    ...filledBy(unitName, date),
    columns: [serial, ...columns],
    signers: ledger.signers,
    ...marksOf(variant, audit, marked),
    ...notesOf(filters, notes),
  }
}

/** One row a record in the order given, numbered, and the 合计 of what can be added. */
export function* ledgerRows(
  columns: readonly LedgerColumn[],
  records: Iterable<LedgerRecord>,
): Generator<SheetRow> {
  const sums = columns.map(() => 0)
  let count = 0
  for (const record of records) {
    count += 1
    const cells = columns.map((column) => cellOf(column, record))
    columns.forEach(({ key, total, scale }, at) => {
      const value = total ? record.printed.body[key] : undefined
      const number = scale !== undefined && typeof value === 'string' ? scaledDecimal(value, scale) : value
      if (typeof number === 'number') sums[at] = (sums[at] ?? 0) + number
    })
    yield { role: 'plain', cells: [countCell(count), ...cells] }
  }
  if (count === 0 || columns.every(({ total }) => !total)) return
  yield {
    role: 'total',
    cells: [
      textCell('合计'),
      ...columns.map((column, at) => (column.total ? sumCell(column, sums[at] ?? 0) : textCell(''))),
    ],
  }
}

function sumCell({ format, scale }: LedgerColumn, sum: number): SheetCell {
  if (scale !== undefined) return decimalCell(decimalText(sum, scale))
  return (format === 'money' ? moneyCell : countCell)(sum)
}

function cellOf({ key, format }: LedgerColumn, { number, printed }: LedgerRecord): SheetCell {
  if (key === NUMBER_COLUMN) return textCell(number ?? '')
  const value: Body[string] | undefined = printed.body[key]
  if (format === 'count' && typeof value === 'number') return countCell(value)
  if (format === 'money' && typeof value === 'number') return moneyCell(value)
  if (format === 'number' && typeof value === 'string') return decimalCell(value)
  if (format === 'date' && typeof value === 'string' && isDate(value)) return dateCell(value)
  return textCell(printed.text(key))
}

function notesOf(filters: string | undefined, notes: readonly string[]): Pick<Sheet, 'notes'> {
  const all = [...(filters === undefined ? [] : [`只含：${filters}。`]), ...notes]
  return all.length === 0 ? {} : { notes: all }
}
