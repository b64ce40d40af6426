import type { DeadlineRow } from '../contract/deadlines'
import type { Block, DocumentModel } from '../reports/document'
import { type Urgency, urgencyLabels } from './urgency'

export interface WeeklyList {
  /** Sorted by their last day. */
  readonly rows: readonly DeadlineRow[]
  readonly unitName: string
  /** `YYYY-MM-DD`, both. */
  readonly today: string
  readonly until: string
}

const numerals = ['一', '二', '三', '四', '五'] as const

const columns = [
  { label: '到期日', width: 6, align: 'left' },
  { label: '事项', width: 5, align: 'left' },
  { label: '记录', width: 9, align: 'left' },
  { label: '单位', width: 4, align: 'left' },
  { label: '由谁办', width: 4, align: 'left' },
] as const

/** The deadlines of a week on paper, one table for each heading of the radar. */
export function deadlineDocument({ rows, unitName, today, until }: WeeklyList): DocumentModel {
  const groups = (Object.keys(urgencyLabels) as Urgency[])
    .map((urgency) => ({ urgency, rows: rows.filter((row) => row.urgency === urgency) }))
    .filter((group) => group.rows.length > 0)
  const span = `截至${today},到${until}为止共有${rows.length}项期限。`
  return {
    title: '办理期限一览',
    blocks: [
      { type: 'heading', level: 0, runs: [{ text: '办理期限一览' }] },
      { type: 'paragraph', runs: [{ text: span }] },
      ...groups.flatMap((group, at) => groupBlocks(`${numerals[at] ?? ''}、`, group.urgency, group.rows)),
      { type: 'signature', unit: unitName, date: dayText(today) },
    ],
    figures: [],
  }
}

/** The last day in words for a list: with its minute, or what is known while a year's notice is missing. */
export function dueText(row: Pick<DeadlineRow, 'due' | 'time' | 'earliest'>): string {
  if (row.due !== null) return row.time === undefined ? row.due : `${row.due} ${row.time}`
  return row.earliest === undefined ? '日历未更新' : `日历未更新,不早于${row.earliest}`
}

function groupBlocks(numeral: string, urgency: Urgency, rows: readonly DeadlineRow[]): Block[] {
  return [
    {
      type: 'heading',
      level: 1,
      runs: [{ text: `${numeral}${urgencyLabels[urgency]}(${rows.length}项)` }],
    },
    {
      type: 'table',
      caption: urgencyLabels[urgency],
      columns: [...columns],
      rows: rows.map((row) => ({
        role: 'plain',
        cells: [
          { text: dueText(row) },
          { text: row.label },
          { text: row.number === null ? row.title : `${row.number} ${row.title}` },
          { text: row.unitName },
          { text: row.whose },
        ],
      })),
    },
  ]
}

function dayText(date: string): string {
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`
}
