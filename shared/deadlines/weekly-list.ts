import type { DeadlineRow } from '../contract/deadlines'
import { type Sheet, type SheetRow, textCell } from '../reports/sheet/model'
import { unsettledText } from './explain'
import { urgencyLabels } from './urgency'

export interface WeeklyList {
  /** Sorted by their last day. */
  readonly rows: readonly DeadlineRow[]
  readonly unitName: string
  /** `YYYY-MM-DD`, both. */
  readonly today: string
  readonly until: string
}

/** Wide enough that a line each is the rule. */
const columns = [
  { label: '缓急', width: 4 },
  { label: '到期日', width: 5.5 },
  { label: '事项', width: 8 },
  { label: '编号', width: 8.5 },
  { label: '记录', width: 15 },
  { label: '单位', width: 7 },
  { label: '由谁办', width: 4 },
].map((column) => ({ ...column, align: 'left', format: 'text' }) as const)

/** The deadlines of a week on paper: one line each, overdue ones first. */
export function deadlineSheet({ rows, unitName, today, until }: WeeklyList): Sheet {
  return {
    title: `${unitName}办理期限一览`,
    orientation: 'portrait',
    left: `截至${today},到${until}为止共有${rows.length}项期限`,
    right: `打印日期:${today}`,
    columns,
    rows: rows.map(
      (row): SheetRow => ({
        role: 'plain',
        cells: [
          urgencyLabels[row.urgency],
          row.unsettledBy === undefined ? dueText(row) : `${plainDue(row)}*`,
          row.label,
          row.number ?? '',
          row.title,
          row.unitName,
          row.whose,
        ].map(textCell),
      }),
    ),
    ...(rows.some(({ unsettledBy }) => unsettledBy !== undefined) && {
      notes: [`标*的到期日:${unsettledText}。`],
    }),
  }
}

type Due = Pick<DeadlineRow, 'due' | 'time' | 'ends' | 'earliest' | 'urgency' | 'unsettledBy'>

/** The last day in words for a list: with its minute, when a limitation runs out, or what is known while a year's notice is missing. */
export function dueText(row: Due): string {
  return row.unsettledBy === undefined ? plainDue(row) : `${plainDue(row)}(${unsettledText})`
}

function plainDue(row: Due): string {
  if (row.urgency === 'alert' && row.ends !== undefined) return `${row.ends}届满`
  if (row.due !== null) return row.time === undefined ? row.due : `${row.due} ${row.time}`
  return row.earliest === undefined ? '日历未更新' : `日历未更新,不早于${row.earliest}`
}
