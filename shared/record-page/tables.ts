import { decimalText, scaledDecimal } from '../decimal'
import type { Kind, NameOf } from '../definition/define'
import type { CellField, RowsField } from '../definition/fields'
import type { WordsOf } from '../definition/words'
import { allowedIn, type PrintedRecord } from '../disclosure/printed-record'
import type { Json } from '../json'
import { knownKind } from '../kinds'
import { formatMoney } from '../money'
import { type Block, printable } from '../paper/document'
import { authorIn, type Variant } from '../privacy/variant'
import { displayValue } from '../records/display'
import type { ChainEntry, HistoryEntry } from '../records/history'
import type { RecordView } from '../records/view'
import { asRows } from '../shapes'
import { fittedColumns } from './columns'

type Table = Extract<Block, { type: 'table' }>

interface RowsOnPaper {
  readonly field: RowsField
  /** As the printed body has them. */
  readonly rows: Json | undefined
  readonly variant: Variant
  readonly nameOf: NameOf
  readonly wordsOf: WordsOf
  readonly printed: PrintedRecord
}

/** The rows of one of a record's rows fields: columns that somebody filled, and the totals of what can be added up. */
export function rowsTable({ field, rows: value, ...page }: RowsOnPaper): Table | null {
  const { variant, printed } = page
  const rows = asRows(value)
  if (rows.length === 0) return null
  const cells = Object.entries(field.of).filter(([, of]) => allowedIn(variant, of))
  const texts = rows.map((row, at) => [
    String(at + 1),
    ...cells.map(([cell, of]) => {
      const text = cellText(of, row[cell], page)
      return of.mask === undefined ? printed.tell(text) : text
    }),
  ])
  const sums = cells.map(([cell, of]) =>
    unitOf(of) === ''
      ? ''
      : cellText(
          of,
          total(
            of,
            rows.map((row) => row[cell]),
          ),
          page,
        ),
  )
  const totals = rows.length > 1 && sums.some((text) => text !== '') ? ['合计', ...sums] : null
  const columns = [
    { label: '序号', align: 'center' },
    ...cells.map(([, of]) => {
      const unit = unitOf(of)
      return { label: `${of.label}${unit && `（${unit}）`}`, align: unit ? 'right' : 'left' } as const
    }),
  ] as const
  return tableOf(`${field.label}（${rows.length}条）`, columns, texts, totals)
}

/** What stands in the head instead of behind every number; '' for a cell that is no amount. */
function unitOf(field: CellField): string {
  if (field.type === 'money') return '元'
  return field.type === 'count' || field.type === 'decimal' ? field.unit : ''
}

function cellText(
  field: CellField,
  value: Json | undefined,
  { nameOf, wordsOf }: Pick<RowsOnPaper, 'nameOf' | 'wordsOf'>,
): string {
  if (typeof value === 'number' && field.type === 'money') return formatMoney(value)
  if (field.type === 'decimal' && typeof value === 'string') return value
  if (typeof value === 'number' && field.type === 'count') return String(value)
  return printable(displayValue(field, value, nameOf, wordsOf))
}

function total(field: CellField, values: readonly (Json | undefined)[]): Json {
  const numberOf = (value: Json | undefined): number => {
    if (field.type === 'decimal') return scaledDecimal(String(value ?? ''), field.scale) ?? 0
    return typeof value === 'number' ? value : 0
  }
  const sum = values.reduce<number>((all, value) => all + numberOf(value), 0)
  return field.type === 'decimal' ? decimalText(sum, field.scale) : sum
}

interface Walked {
  readonly kind: Kind
  readonly history: readonly HistoryEntry[]
  readonly dayOf: (at: string) => string
  readonly printed: PrintedRecord
  readonly variant: Variant
}

/** When and by whom a record came into each of its states. */
export function pathTable({ kind, history, dayOf, printed, variant }: Walked): Table | null {
  const flows = kind.flows ?? []
  const steps = history.flatMap((entry) =>
    flows.flatMap((flow) =>
      entry.fields
        .filter(({ key }) => key === flow.field)
        .map(({ newText }) => [
          dayOf(entry.at),
          flow.label,
          newText,
          `${authorIn(variant, entry.author)}（${entry.siteName}）`,
          printed.tell(entry.reason ?? ''),
        ]),
    ),
  )
  if (steps.length === 0) return null
  return tableOf('办理经过', leftColumns(['日期', '流程', '到达', '经办人', '说明']), steps)
}

/** What the record came from and what was made out of it. */
export function chainTable(id: string, entries: readonly ChainEntry[], printed: PrintedRecord): Table | null {
  const above = ancestors(id, entries)
  const rows = entries
    .filter(({ record }) => record !== id)
    .map((entry) => [
      above.has(entry.record) ? '来源' : ancestors(entry.record, entries).has(id) ? '后续' : '同源',
      entry.date,
      knownKind(entry.kind)?.label ?? entry.kind,
      [entry.number, printed.tell(entry.title)].filter(Boolean).join(' '),
      entry.deleted ? '在回收站' : entry.states.map(({ state }) => state).join('、'),
    ])
  if (rows.length === 0) return null
  return tableOf('来源和后续', leftColumns(['关系', '日期', '种类', '记录', '状态']), rows)
}

function ancestors(id: string, entries: readonly ChainEntry[]): ReadonlySet<string> {
  const byId = new Map(entries.map((entry) => [entry.record, entry]))
  const found = new Set<string>()
  for (let up = byId.get(id)?.from; up && !found.has(up.record); up = byId.get(up.record)?.from)
    found.add(up.record)
  return found
}

export function filesTable(files: RecordView['files'], printed: PrintedRecord): Table | null {
  if (files.length === 0) return null
  const rows = files.map(({ name, caption }, at) => [
    String(at + 1),
    printed.tell(name),
    printed.tell(caption),
  ])
  return tableOf(`附件（${files.length}个）`, leftColumns(['序号', '名称', '说明']), rows)
}

function leftColumns(labels: readonly string[]) {
  return labels.map((label) => ({ label, align: 'left' }) as const)
}

/** Columns in which nobody wrote anything are left out. */
function tableOf(
  caption: string,
  columns: Parameters<typeof fittedColumns>[0],
  rows: readonly (readonly string[])[],
  totals: readonly string[] | null = null,
): Table {
  const isFilled = (_: unknown, at: number): boolean => rows.some((texts) => (texts[at] ?? '') !== '')
  const lines = rows.map((texts) => texts.filter(isFilled))
  const last = totals?.filter(isFilled)
  const cells = (texts: readonly string[]) => texts.map((text) => ({ text }))
  return {
    type: 'table',
    caption,
    dense: true,
    columns: fittedColumns(columns.filter(isFilled), last ? [...lines, last] : lines),
    rows: [
      ...lines.map((texts) => ({ role: 'plain' as const, cells: cells(texts) })),
      ...(last ? [{ role: 'total' as const, cells: cells(last) }] : []),
    ],
  }
}
