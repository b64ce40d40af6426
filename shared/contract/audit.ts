import { z } from 'zod'
import { call, defineCalls } from './define'
import { dateText, userName } from './types'

export const auditEntry = z.object({
  /** What stands on paper: 「编号 000128」. */
  number: z.number(),
  /** ISO 8601. */
  at: z.string(),
  user: z.string(),
  action: z.string(),
  /** The action in Chinese. */
  label: z.string(),
  /** What the row says beside, in words; never a value. */
  facts: z.array(z.object({ label: z.string(), text: z.string() })),
  /** The records that it names, as far as they are known here; `kind` is null for one that no screen opens. */
  records: z.array(z.object({ id: z.string(), kind: z.string().nullable(), name: z.string() })),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const auditCalls = defineCalls('safety', {
  /**
   * The audit log of this computer, the newest row first. Looking leaves no row of its own: nothing but names of actions
   * stands there, and rows about looking would bury what is looked for.
   */
  audit: call({
    input: z.object({
      number: z.number().int().positive().optional(),
      /** The whole name. */
      user: userName.optional(),
      action: z.string().max(60).optional(),
      /** Days of this computer's calendar, both included. */
      from: dateText.optional(),
      to: dateText.optional(),
      /** The number of the last row that is known: those before it. */
      after: z.number().int().positive().optional(),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ entries: z.array(auditEntry), next: z.number().nullable() }),
    effect: 'read',
    right: 'profile.manage',
  }),
})
