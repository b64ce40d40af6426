import { printable } from '../paper/document'
import { marksOf } from '../paper/marks'
import type { PaperNumber } from '../paper/paper-number'
import { filledBy, type Sheet, type SheetColumn, type SheetRow, textCell } from '../paper/sheet/model'
import type { Variant } from '../privacy/variant'
import { unsettledText } from './explain'
import type { DeadlineRow } from './row'
import type { Whose } from './rule'
import { spanText } from './spans'
import { type Urgency, urgencyLabels } from './urgency'

/** What rows stand under one heading by. */
export type ListedBy = 'urgency' | 'clock'

export interface DueList {
  /** The most urgent first, their titles as the variant shows them. */
  readonly rows: readonly DeadlineRow[]
  /** How many there are of each urgency, whether they stand in `rows` or not. */
  readonly totals: Readonly<Record<Urgency, number>>
  readonly by: ListedBy
  /** How many run by each clock, likewise. */
  readonly clocks: readonly { readonly clock: Whose; readonly total: number }[]
  /** The one clock that was asked for. */
  readonly clock?: Whose | undefined
  readonly unitName: string
  /** `YYYY-MM-DD`, both. */
  readonly today: string
  readonly until: string
  readonly variant: Variant
  /** Its row in the audit log; absent: a preview. */
  readonly audit?: PaperNumber | undefined
  /** Whether the district marks what goes up. */
  readonly marked?: boolean | undefined
}

interface DueColumn extends Pick<SheetColumn, 'label' | 'width'> {
  readonly text: (row: DeadlineRow) => string
}

const whose: DueColumn = { label: '责任主体', width: 4, text: (row) => row.whose }

/** Wide enough that a line each is the rule. */
const columns: readonly DueColumn[] = [
  { label: '紧急程度', width: 4, text: (row) => urgencyLabels[row.urgency] },
  {
    label: '到期日',
    width: 5.5,
    text: (row) => `${plainDue(row)}${row.unsettledBy === undefined ? '' : '*'}`,
  },
  { label: '事项', width: 8, text: (row) => row.label },
  { label: '编号', width: 8.5, text: (row) => row.number ?? '' },
  { label: '记录', width: 15, text: (row) => printable(row.title) },
  { label: '单位', width: 7, text: (row) => printable(row.unitName) },
]

/** 到期清单: the deadlines of a week or longer on paper, one line each, the most urgent first, or clock by clock. */
export function deadlineSheet(list: DueList): Sheet {
  const { rows, by, clock, unitName, today, until, variant, audit, marked } = list
  const order = by === 'clock' ? [{ ...whose, width: 7 }, ...columns] : [...columns, whose]
  const lineOf =
    (role: SheetRow['role']) =>
    (row: DeadlineRow): SheetRow => ({ role, cells: order.map(({ text }) => textCell(text(row))) })
  return {
    title: `${unitName}到期清单（${clock === undefined ? '' : `${clock}，`}${spanText(until, today)}）`,
    orientation: 'portrait',
    ...filledBy(unitName, today),
    columns: order.map(({ label, width }) => ({ label, width, align: 'left', format: 'text' })),
    rows:
      by === 'urgency'
        ? rows.map(lineOf('plain'))
        : byClock(rows).flatMap(({ clock: name, own }) => [
            { role: 'group', cells: order.map((_, at) => textCell(at === 0 ? headOf(name, list) : '')) },
            ...own.map(lineOf('item')),
          ]),
    notes: notesOf(list),
    ...marksOf(variant, audit, marked),
  }
}

/** Clocks as the most urgent of their deadlines come. */
export function byClock(
  rows: readonly DeadlineRow[],
): readonly { readonly clock: Whose; readonly own: readonly DeadlineRow[] }[] {
  return [...new Set(rows.map(({ whose: clock }) => clock))].map((clock) => ({
    clock,
    own: rows.filter((row) => row.whose === clock),
  }))
}

/** The clock, and how many run by it whether all are listed or not. */
function headOf(name: Whose, { clocks }: DueList): string {
  return `${name}（${clocks.find(({ clock }) => clock === name)?.total ?? 0}项）`
}

function notesOf({ rows, totals, today, until }: DueList): readonly string[] {
  const total = totalOf(totals)
  const overdue = totals.overdue > 0 ? `，其中已逾期${totals.overdue}项` : ''
  return [
    `截至${today}，到${until}为止共有${total}项期限${overdue}。`,
    ...(rows.length < total
      ? [`本单列出最紧急的${rows.length}项，另有${total - rows.length}项未列出。`]
      : []),
    ...(rows.some(({ unsettledBy }) => unsettledBy !== undefined) ? [`标*的到期日：${unsettledText}。`] : []),
  ]
}

/** All of them together. */
export function totalOf(totals: Readonly<Record<Urgency, number>>): number {
  return Object.values(totals).reduce((sum, count) => sum + count, 0)
}

type Due = Pick<DeadlineRow, 'due' | 'time' | 'ends' | 'earliest' | 'urgency' | 'unsettledBy'>

/** The last day in words for a list: with its minute, when a limitation runs out, or what is known while a year's notice is missing. */
export function dueText(row: Due): string {
  return row.unsettledBy === undefined ? plainDue(row) : `${plainDue(row)}（${unsettledText}）`
}

function plainDue(row: Due): string {
  if (row.urgency === 'alert' && row.ends !== undefined) return `${row.ends}届满`
  if (row.due !== null) return row.time === undefined ? row.due : `${row.due} ${row.time}`
  return row.earliest === undefined ? '日历未更新' : `日历未更新（不早于${row.earliest}）`
}
