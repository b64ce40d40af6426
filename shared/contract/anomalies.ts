import { z } from 'zod'
import { arrivedWith } from './arrival'
import { call, defineCalls } from './define'
import { kindName } from './types'

/** One value that is none of its field: it stands in no figure, order or filter. */
export const anomalyEntry = z.object({
  record: z.string(),
  kind: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  /** A key of the record, or `rows/<rowId>/cell`. */
  field: z.string(),
  /** What the field is called; of a cell its rows' name too. */
  label: z.string(),
  /** What stands there, shortened where the field is masked. */
  text: z.string(),
  /** Why it is none of the field, as of a refused one (`field-problems.ts`). */
  reason: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  author: z.string(),
  siteName: z.string(),
  at: z.string(),
  bundle: arrivedWith.nullable(),
})
export type AnomalyEntry = z.infer<typeof anomalyEntry>

export const anomalyCalls = defineCalls('anomalies', {
  /** Wrong values in living records, the newest records first, a page of records at a time. */
  list: call({
    input: z.object({
      kind: kindName.optional(),
      /** Counts records. */
      limit: z.number().int().min(1).max(1000).default(100),
      /** The cursor that the page before answered. */
      after: z.number().int().optional(),
    }),
    /** `records`: how many records of any kind have some. */
    output: z.object({
      anomalies: z.array(anomalyEntry),
      records: z.number(),
      next: z.number().nullable(),
    }),
    effect: 'read',
    right: 'record.read',
  }),
})
