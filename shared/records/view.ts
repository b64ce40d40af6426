import { z } from 'zod'
import { fileView } from '../attachments/entry'
import { bodySchema } from '../json-schema'
import { receipt } from './receipt'

/**
 * A record on a screen or in JSON. Masked fields hold the shortened value unless the call says otherwise; `masked` names
 * them (`demands/<rowId>/phone` inside rows).
 */
export const recordView = z.object({
  id: z.string(),
  kind: z.string(),
  /** The human number, e.g. `510-YB-2026-A0001`; null for kinds without one. */
  number: z.string().nullable(),
  /** Numbers that it had before and are void now (作废号). */
  voided: z.array(z.string()),
  scope: z.string(),
  title: z.string(),
  body: bodySchema,
  masked: z.array(z.string()),
  /** Photos and scans, in the order they were added; `attachments.list` knows whether their content is here. */
  files: z.array(fileView),
  deleted: z.boolean(),
  /** The record that this one was merged into; only for one in the recycle bin. */
  mergedInto: z.string().nullable(),
  /** Records that were merged into this one and can be taken out again. */
  merged: z.array(z.string()),
  /** How many keys hold several different values. */
  conflicts: z.number(),
  /** How far it has come on its way to the district; only on a street's laptop, in the answers to `get` and `list`. */
  receipt: receipt.nullable(),
  /** The first report signed off that counts it by its day and unit; only in the answers to `get`. */
  signedOff: z
    .object({
      title: z.string(),
      at: z.string(),
      /** Something that people type was changed since. */
      changedSince: z.boolean(),
      /** It is approved: an edit must say why. */
      asksReason: z.boolean(),
    })
    .nullable(),
  /** The laptop that it was made on and the version of its kind then; only in the answers to `get`. */
  made: z.object({ site: z.string(), siteName: z.string(), version: z.number() }).nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  updatedAt: z.string(),
  /** The newest change of the record: what `undo` takes, and what a save may name as the state it saw. */
  lastChange: z.string(),
})
export type RecordView = z.infer<typeof recordView>
