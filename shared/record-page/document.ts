import type { Kind, NameOf } from '../definition/define'
import type { WordsOf } from '../definition/words'
import { REVIEW, type Workflow } from '../definition/workflow'
import { allowedIn, type PrintedRecord } from '../disclosure/printed-record'
import { capitalMoney } from '../language/money-in-capitals'
import { type Block, type DocumentModel, printable } from '../paper/document'
import { authorIn, type Variant } from '../privacy/variant'
import type { ChainEntry, HistoryEntry } from '../records/history'
import { stateIn, stateLabel } from '../records/states'
import type { RecordView } from '../records/view'
import { chainTable, filesTable, pathTable, rowsTable } from './tables'

/** Everything that a record's page is made of. */
export interface RecordPage {
  readonly kind: Kind
  /** What is about the record: number, states, files. */
  readonly record: RecordView
  /** Its values, masked as the variant asks. */
  readonly printed: PrintedRecord
  readonly variant: Variant
  /** The office that keeps the record: the street, or the district. */
  readonly unitName: string
  readonly history: readonly HistoryEntry[]
  readonly chain: readonly ChainEntry[]
  readonly nameOf: NameOf
  readonly wordsOf: WordsOf
  /** The date on this laptop's calendar of a moment in ISO 8601. */
  readonly dayOf: (at: string) => string
}

type Rows = Extract<Block, { type: 'form' }>['rows']
type Row = Rows[number]

/**
 * A record on paper, derived from its definition. It holds, in this order:
 * - its number and where its case stands, and what a reader must know before trusting the rest;
 * - its fields in the rows of the form, and its sub-rows as tables;
 * - how it got where it stands, and what it belongs to;
 * - who entered it, when, where, and how far its review is;
 * - room for the signatures.
 * Rows of the form in which nobody filled anything are left out.
 */
export function recordDocument(page: RecordPage): DocumentModel {
  const { kind, record, printed } = page
  const title = [page.unitName, `${kind.label}记录表`].filter(Boolean).join(' ')
  const tables = [
    ...kind.form.flat().map((key) => {
      const field = kind.fields[key]
      return field?.type === 'rows' ? rowsTable({ ...page, field, rows: printed.body[key] }) : null
    }),
    pathTable(page),
    chainTable(record.id, page.chain, printed),
    filesTable(filesIn(page), printed),
  ]
  return {
    title,
    figures: [],
    blocks: [
      { type: 'heading', level: 0, runs: [{ text: title }] },
      { type: 'form', name: title, rows: [...headRows(page), ...filledRows(page)] },
      ...tables.filter((table) => table !== null),
      { type: 'form', name: '登记信息', rows: entryRows(page) },
      { type: 'form', name: '签字', rows: [signatures] },
    ],
  }
}

/** A scan of somebody's papers is often called after them: what leaves the office does not name it. */
function filesIn({ record, variant }: RecordPage): RecordView['files'] {
  return variant === 'internal' ? record.files : record.files.filter(({ sensitive }) => !sensitive)
}

const signatures: Row = ['填报人', '审核人', '负责人'].map((label) => ({ label, text: '\n' }))

const statesOf = ({ kind, record }: RecordPage, wanted: (flow: Workflow) => boolean): Row =>
  (kind.flows ?? [])
    .filter(wanted)
    .map((flow) => ({ label: flow.label, text: stateLabel(flow, stateIn(flow, record.body)) }))

/** The number, where the case stands, and what a reader must know before trusting the rest. */
function headRows(page: RecordPage): Rows {
  const { record } = page
  const numbered = record.number === null ? [] : [{ label: '编号', text: record.number }]
  const warnings: Row = [
    ...(record.deleted ? [{ label: '回收站', text: '这条记录在回收站里，不计入任何统计。' }] : []),
    ...(record.conflicts > 0
      ? [
          {
            label: '待核对',
            text: `有${record.conflicts}处内容不一致，本页为较晚填写的内容，各方内容均保留在系统中。`,
          },
        ]
      : []),
  ]
  const standing = [...numbered, ...statesOf(page, ({ field }) => field !== REVIEW)]
  return [standing, ...warnings.map((entry) => [entry])].filter((row) => row.length > 0)
}

/** Who entered the record, when and on which computer, and how far its review is: what the office wants, not its reader. */
function entryRows(page: RecordPage): Rows {
  const { record, variant, dayOf } = page
  const made = record.made
    ? [
        { label: '录入设备', text: record.made.siteName },
        { label: '表单版本', text: String(record.made.version) },
      ]
    : []
  return [
    [
      ...statesOf(page, ({ field }) => field === REVIEW),
      { label: '录入人', text: authorIn(variant, record.createdBy) },
      { label: '录入日期', text: dayOf(record.createdAt) },
    ],
    made,
  ].filter((row) => row.length > 0)
}

function filledRows({ kind, printed, variant }: RecordPage): Rows {
  return kind.form.flatMap((keys) => {
    const row = keys.flatMap((key) => {
      const field = kind.fields[key]
      if (!field || field.type === 'rows' || !allowedIn(variant, field)) return []
      return [{ label: field.label, text: valueText(kind, key, printed) }]
    })
    return row.some(({ text }) => text !== '') ? [row] : []
  })
}

/** A value in words; the one amount that matters most also in capitals, as on a receipt. */
function valueText(kind: Kind, key: string, { body, text }: PrintedRecord): string {
  const words = printable(text(key))
  const value = body[key]
  const inCapitals = kind.mainAmount === key && typeof value === 'number' && value >= 0
  return inCapitals ? `${words}（${capitalMoney(value)}）` : words
}
