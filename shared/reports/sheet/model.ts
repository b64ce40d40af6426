import { formatMoney } from '../../money'

/**
 * A printed table on A4, across or upright: ledgers, statistics, lists and slips. One model behind preview, print, PDF,
 * .html, .docx and .xlsx; pure data, so that whoever has rows can have them on paper.
 */
export interface Sheet {
  /** 「××街道××台账(2026年×月)」, on the first page. */
  readonly title: string
  readonly orientation: Orientation
  /** Over the table, left: 「填报单位(盖章):××街道」. */
  readonly left?: string
  /** Over the table, right: 「填报日期:2026年11月30日」. */
  readonly right?: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly SheetRow[]
  /** Under the table, a paragraph each: 说明, 口径. */
  readonly notes?: readonly string[]
  /** Under the table, each with a line to write on: `signers`, or others. */
  readonly signers?: readonly string[]
  /** At the foot of every page: variant and audit number, 「内部资料 第128号」. */
  readonly stamp?: string
  /** Pale across every page: 「内部资料 注意保密」. */
  readonly watermark?: string
}

export type Orientation = 'landscape' | 'portrait'

export interface SheetColumn {
  /** A line feed is a chosen line break. */
  readonly label: string
  /** Adjacent columns of one group stand under a common head. */
  readonly group?: string
  /** Wanted width in Chinese characters; columns with text share what is left of the page by it. */
  readonly width: number
  readonly align: 'left' | 'center' | 'right'
  readonly format: SheetFormat
}

/** How a table file holds the column's values: text, a whole number, 元 with two decimals, a date, a share of 1, any number as it is. */
export type SheetFormat = 'text' | 'count' | 'money' | 'date' | 'percent' | 'number'

export interface SheetRow {
  /** `group` heads the `item` rows under it and already contains them; `total` closes the table. */
  readonly role: 'plain' | 'group' | 'item' | 'total'
  readonly cells: readonly SheetCell[]
}

export interface SheetCell {
  /** As printed. */
  readonly text: string
  /** What a table file gets instead of the text: a count, an amount in 元, a share of 1, a date as `YYYY-MM-DD`. */
  readonly value?: number | string
  /** The id of the figure that this number is: it can be clicked in the preview. */
  readonly figure?: string
}

/** 填报人 审核人 负责人 联系电话. */
export const signers: readonly string[] = ['填报人', '审核人', '负责人', '联系电话']

/** 「填报单位(盖章):××」 and 「填报日期:2026年11月3日」 for `left` and `right`; `date` is `YYYY-MM-DD`. */
export function filledBy(unitName: string, date: string): { readonly left: string; readonly right: string } {
  const [year, month, day] = date.split('-').map(Number)
  return { left: `填报单位(盖章):${unitName}`, right: `填报日期:${year}年${month}月${day}日` }
}

export const textCell = (text: string): SheetCell => ({ text })
/** Nothing for an empty value: 0 is said, not left out. */
export const countCell = (count: number | null): SheetCell =>
  count === null ? { text: '' } : { text: String(count), value: count }
/** `amount` in whole 分; printed and written in 元. */
export const moneyCell = (amount: number | null): SheetCell =>
  amount === null ? { text: '' } : { text: formatMoney(amount), value: amount / 100 }
/** `date` as `YYYY-MM-DD`. */
export const dateCell = (date: string): SheetCell =>
  date === '' ? { text: '' } : { text: date, value: date }
