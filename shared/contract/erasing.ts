import { z } from 'zod'
import { call, defineCalls } from './define'
import { id } from './types'

/** What of one record goes for good. */
const leaving = z.object({
  id: z.string(),
  kind: z.string(),
  number: z.string().nullable(),
  /** With masked values shortened. */
  title: z.string(),
  /** Labels of the fields that hold something. */
  fields: z.array(z.string()),
  changes: z.number(),
  files: z.number(),
})
export type LeavingRecord = z.infer<typeof leaving>

/** Erasing what was typed of a record, for good and everywhere: only the district's word does that. */
export const erasingCalls = defineCalls('records', {
  /** What erasing a record would take away: the record, and those that were merged into it. */
  erasePreview: call({
    input: z.object({ id }),
    output: z.object({
      records: z.array(leaving),
      /** Other records that name one of them: they stay, and name what is no more. */
      namedBy: z.number(),
    }),
    effect: 'read',
    right: 'profile.manage',
  }),
  /** Erases a record and those that were merged into it; the word goes to the other computers with the next bundles. */
  erase: call({
    input: z.object({ id, reason: z.string().trim().min(2).max(200) }),
    output: z.object({ erased: z.array(z.string()), changes: z.number() }),
    effect: 'task',
    inWorker: true,
    right: 'profile.manage',
  }),
})
