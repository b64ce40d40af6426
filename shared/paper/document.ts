import { z } from 'zod'
import { figure } from '../figures/figure'

/**
 * The one document model behind preview, print, PDF, .docx and .xlsx (DESIGN 7). Text is runs, so that a number can keep
 * the figure it came from and stay clickable.
 */
export const run = z.object({
  text: z.string(),
  /** The id of the figure this number is. */
  figure: z.string().optional(),
  /** The number behind the text, where it is one: a table file gets it as a number. */
  number: z.number().optional(),
  /** Another face than its block's: the heading 「（一）…。」 before its text on one line (GB/T 9704 7.3.3). */
  face: z.literal('kaiti').optional(),
})
export type Run = z.infer<typeof run>

export const tableColumn = z.object({
  /** A line feed is a chosen line break. */
  label: z.string(),
  /** Width in characters of the 28-character line (A4 portrait). */
  width: z.number(),
  align: z.enum(['left', 'center', 'right']),
  /** Its number in the `total` row is the sum of those above: not of different things, nor a share. */
  total: z.boolean().optional(),
})

export const block = z.discriminatedUnion('type', [
  /** Level 0 is the title (小标宋), 1 一、(黑体), 2 (一)(楷体), 3 1. (仿宋). */
  z.object({ type: z.literal('heading'), level: z.number().int().min(0).max(3), runs: z.array(run) }),
  z.object({
    type: z.literal('paragraph'),
    runs: z.array(run),
    /** `flush`: without the indent of two characters (主送机关); `center`: in the middle of the line (发文字号). */
    align: z.enum(['flush', 'center']).optional(),
  }),
  z.object({
    type: z.literal('table'),
    caption: z.string(),
    /** Rows close to one another, as in a form. */
    dense: z.boolean().optional(),
    columns: z.array(tableColumn),
    /** `group` heads the `item` rows under it and already contains them; `total` closes the table. */
    rows: z.array(z.object({ cells: z.array(run), role: z.enum(['plain', 'group', 'item', 'total']) })),
  }),
  /**
   * A form on paper: each row holds labels with their values side by side; a line feed in a value is kept. `name` is for
   * screen readers, nothing is printed above it.
   */
  z.object({
    type: z.literal('form'),
    name: z.string(),
    rows: z.array(z.array(z.object({ label: z.string(), text: z.string() })).min(1)),
  }),
  /** 落款: the unit's name and, below it, the date in Arabic numerals. */
  z.object({ type: z.literal('signature'), unit: z.string(), date: z.string() }),
])
export type Block = z.infer<typeof block>

export const documentModel = z.object({
  title: z.string(),
  blocks: z.array(block),
  figures: z.array(figure),
})
export type DocumentModel = z.infer<typeof documentModel>

/** Text without control characters, which no file format of ours may hold; line feeds stay. */
export function printable(text: string): string {
  return text.replace(/(?!\n)\p{Cc}/gu, '')
}
