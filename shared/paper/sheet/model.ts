import { z } from 'zod'
import { formatMoney } from '../../money'

/** How a table file holds the column's values: text, a whole number, 元 with two decimals, a date, a share of 1, any number as it is. */
const sheetFormat = z.enum(['text', 'count', 'money', 'date', 'percent', 'number'])
export type SheetFormat = z.infer<typeof sheetFormat>

const sheetColumn = z
  .object({
    /** A line feed is a chosen line break. */
    label: z.string(),
    /** Adjacent columns of one group stand under a common head. */
    group: z.string().optional(),
    /** In Chinese characters: a column asks for no more, however long its texts are. */
    width: z.number(),
    align: z.enum(['left', 'center', 'right']),
    format: sheetFormat,
    /** Short words of a list or a time of day: one line each, as numbers and dates always are. */
    whole: z.boolean().optional(),
    /** Somebody writes into it by hand: it keeps its width though nothing stands there. */
    toWrite: z.boolean().optional(),
    /** Left out on paper where no row has anything in it. */
    spare: z.boolean().optional(),
    /** Its number in the 合计 row is the sum of those above: not of different things, shares or dates. */
    total: z.boolean().optional(),
  })
  .readonly()
export type SheetColumn = z.infer<typeof sheetColumn>

const sheetCell = z
  .object({
    /** As printed. */
    text: z.string(),
    /** What a table file gets instead of the text: a count, an amount in 元, a share of 1, a date as `YYYY-MM-DD`. */
    value: z.union([z.number(), z.string()]).optional(),
    /** The id of the figure that this number is: it can be clicked in the preview. */
    figure: z.string().optional(),
  })
  .readonly()
export type SheetCell = z.infer<typeof sheetCell>

const sheetRow = z
  .object({
    /** `group` heads the `item` rows under it and already contains them; `total` closes the table. */
    role: z.enum(['plain', 'group', 'item', 'total']),
    cells: z.array(sheetCell).readonly(),
  })
  .readonly()
export type SheetRow = z.infer<typeof sheetRow>

const orientation = z.enum(['landscape', 'portrait'])
export type Orientation = z.infer<typeof orientation>

/**
 * A printed table on A4, across or upright: ledgers, statistics, lists and slips. One model behind preview, print, PDF,
 * .html, .docx and .xlsx; pure data, so that whoever has rows can have them on paper.
 */
export const sheetModel = z
  .object({
    /** 「××街道××台账(2026年×月)」, on the first page. */
    title: z.string(),
    orientation,
    /** Over the table, left: 「填报单位(盖章):××街道」. */
    left: z.string().optional(),
    /** Over the table, right: 「填报日期:2026年11月30日」. */
    right: z.string().optional(),
    columns: z.array(sheetColumn).readonly(),
    rows: z.array(sheetRow).readonly(),
    /** Under the table, a paragraph each: 说明, 口径. */
    notes: z.array(z.string()).readonly().optional(),
    /** Under the table, each with a line to write on: `signers`, or others. */
    signers: z.array(z.string()).readonly().optional(),
    /** At the foot of every page: variant and audit number, 「内部资料 第128号」. */
    stamp: z.string().optional(),
    /** Pale across every page: 「内部资料 注意保密」. */
    watermark: z.string().optional(),
    /** A small line at the head of every page. */
    header: z.string().optional(),
  })
  .readonly()
export type Sheet = z.infer<typeof sheetModel>

/** The sheet without its spare columns in which no row has anything; a sheet without rows keeps them, to be filled by hand. */
export function withoutSpare(sheet: Sheet): Sheet {
  const kept = sheet.columns.map(
    ({ spare }, at) => !spare || sheet.rows.length === 0 || sheet.rows.some(({ cells }) => cells[at]?.text),
  )
  if (kept.every(Boolean)) return sheet
  return {
    ...sheet,
    columns: sheet.columns.filter((_, at) => kept[at]),
    rows: sheet.rows.map((row) => ({ ...row, cells: row.cells.filter((_, at) => kept[at]) })),
  }
}

/** 填报人 审核人 负责人 联系电话. */
export const signers: readonly string[] = ['填报人', '审核人', '负责人', '联系电话']

/** 「填报单位(盖章):××」 and 「填报日期:2026年11月3日」 for `left` and `right`; `date` is `YYYY-MM-DD`. */
export function filledBy(unitName: string, date: string): { readonly left: string; readonly right: string } {
  const [year, month, day] = date.split('-').map(Number)
  return { left: `填报单位（盖章）：${unitName}`, right: `填报日期：${year}年${month}月${day}日` }
}

export const textCell = (text: string): SheetCell => ({ text })
/** Nothing for an empty value: 0 is said, not left out. */
export const countCell = (count: number | null): SheetCell =>
  count === null ? { text: '' } : { text: String(count), value: count }
/** `amount` in whole 分; printed and written in 元. */
export const moneyCell = (amount: number | null): SheetCell =>
  amount === null ? { text: '' } : { text: formatMoney(amount), value: amount / 100 }
/** A decimal as it is kept; a table file gets its number, which has the same digits. */
export const decimalCell = (kept: string): SheetCell => ({ text: kept, value: Number(kept) })
/** `date` as `YYYY-MM-DD`. */
export const dateCell = (date: string): SheetCell =>
  date === '' ? { text: '' } : { text: date, value: date }
