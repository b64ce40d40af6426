import { z } from 'zod'
import { monthReadiness } from '../readiness/month'
import { recordView } from '../records/view'
import { call, defineCalls } from './define'
import { fileToken, id, kindName, periodText } from './types'

/** `unit`: only this unit and all under it; at a hub those who hand in to it. */
const month = { period: periodText.optional(), unit: id.optional() }
const byKind = z.array(z.object({ kind: z.string(), count: z.number() }))

/** Which pile of a review: what waits to be looked at, or what was sent back. */
export const pile = z.enum(['waiting', 'returned'])
export type Pile = z.infer<typeof pile>

export const waitingCalls = defineCalls('waiting', {
  /** How much waits for the signed-in person, by role; 0 for what others have to do. */
  counts: call({
    input: z.object({}),
    output: z.object({
      /** Overdue, or due by the end of this week. */
      deadlines: z.number(),
      /** To be looked at by whoever approves. */
      review: z.number(),
      /** Sent back to this computer's street. */
      returned: z.number(),
      conflicts: z.number(),
      /** Records with a value that is none of its field. */
      anomalies: z.number(),
      /** Computers (for a street: 1, its district) that are to be brought something, and new ones that ask to be let in. */
      exchange: z.number(),
    }),
    effect: 'read',
    right: 'record.read',
    patient: true,
  }),
  /** What a new profile already has, for the first steps in it. */
  setup: call({
    input: z.object({}),
    output: z.object({
      /** Besides the profile's own unit. */
      units: z.number(),
      teams: z.number(),
      users: z.number(),
      /** Joining files that were written. */
      joins: z.number(),
      /** What was logged so far, of all kinds of the day. */
      logged: z.number(),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** One pile over all kinds, the earliest first, at most `limit`; `totals` counts all of it. */
  review: call({
    input: z.object({
      pile: pile.default('waiting'),
      kind: kindName.optional(),
      /** Only this unit and all under it. */
      unit: id.optional(),
      limit: z.int().min(1).max(500).default(200),
    }),
    output: z.object({
      rows: z.array(recordView),
      totals: byKind,
      /** Why records were sent back from this computer lately, the newest first. */
      reasons: z.array(z.string()),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** Whether a month is ready, sender by sender; default: the month whose report is being made today. */
  month: call({ input: z.object(month), output: monthReadiness, effect: 'read', right: 'record.read' }),
  /** The months, quarters, half-years and years of this computer's district or street (报送规则), of each the newest first; none that are the calendar's. */
  ownPeriods: call({
    input: z.object({}),
    output: z.object({ periods: z.array(z.object({ value: z.string(), label: z.string() })) }),
    effect: 'read',
    right: 'record.read',
  }),
  /** 催报单 as it will print; the number of its audit row comes with printing. */
  reminder: call({
    input: z.object(month),
    output: z.object({ title: z.string(), markup: z.string(), pages: z.number() }),
    effect: 'read',
    right: 'record.read',
  }),
  /** All its pages for a printer, noted in the audit log. */
  printReminder: call({
    input: z.object({ ...month, how: z.enum(['print', 'pdf']) }),
    output: z.object({ title: z.string(), markup: z.string(), number: z.number() }),
    effect: 'task',
    right: 'report.read',
  }),
  /** The same as a file, noted too. */
  writeReminder: call({
    input: z.object({ ...month, format: z.enum(['html', 'docx', 'xlsx']), file: fileToken }),
    output: z.object({ file: z.string(), bytes: z.number(), number: z.number() }),
    effect: 'task',
    right: 'report.read',
  }),
})
