import { z } from 'zod'
import { jsonValue } from '../json-schema'

/** One change of a record as people read it: who, when, why, and each field before and after. */
export const historyEntry = z.object({
  change: z.string(),
  author: z.string(),
  site: z.string(),
  siteName: z.string(),
  at: z.string(),
  reason: z.string().nullable(),
  /** Its computer's clock was far ahead when it was written. */
  clockAhead: z.boolean(),
  action: z.enum(['create', 'edit', 'delete', 'restore']),
  fields: z.array(
    z.object({
      /** A field key, or `demands/<rowId>`. */
      key: z.string(),
      label: z.string(),
      old: jsonValue,
      new: jsonValue,
      oldText: z.string(),
      newText: z.string(),
    }),
  ),
})
export type HistoryEntry = z.infer<typeof historyEntry>

/** One change of today, or one step on many records: of which record, what it did, and whether it still stands. */
export const ownChange = z.object({
  ...historyEntry.pick({ change: true, at: true, action: true, fields: true }).shape,
  record: z.string(),
  kind: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  /** Of a step on many records: how many it changed; the rest is told of one of them. */
  records: z.number(),
  /** It was taken back, and nothing of it stands any more. */
  undone: z.boolean(),
  /** What is to be taken back to undo it or, where it is undone, to do it again; null where somebody has built on it. */
  back: z
    .discriminatedUnion('by', [
      z.object({ by: z.literal('change'), change: z.string() }),
      z.object({ by: z.literal('batch'), batch: z.string() }),
    ])
    .nullable(),
})
export type OwnChange = z.infer<typeof ownChange>

/** One record of a journey: what follows what. */
export const chainEntry = z.object({
  record: z.string(),
  kind: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  /** Where the record stands in each of its workflows, in words. */
  states: z.array(z.object({ label: z.string(), state: z.string() })),
  date: z.string(),
  deleted: z.boolean(),
  /** What it was made out of: a record of the chain, and the row with its words when it was one row. */
  from: z.object({ record: z.string(), row: z.string().nullable(), text: z.string().nullable() }).nullable(),
})
export type ChainEntry = z.infer<typeof chainEntry>
