import { z } from 'zod'
import { call, defineCalls } from './define'
import { dateText, id } from './types'

/** A time limit that runs for one record. Dates `YYYY-MM-DD`. */
export const deadlineRow = z.object({
  rule: z.string(),
  label: z.string(),
  record: z.string(),
  kind: z.string(),
  number: z.string().nullable(),
  /** As lists show it: private fields shortened. */
  title: z.string(),
  /** `''` when the record names no unit. */
  unitName: z.string(),
  /** By whose clock it runs: 法援机构, 人社, 街道, … */
  whose: z.string(),
  /** What the clock starts from; with `THH:mm` where hours count and the minute is known. */
  start: z.string(),
  /** The last day; `null` when a year without a holiday notice decides it. */
  due: z.string().nullable(),
  /** The minute it ends at, `HH:mm`. */
  time: z.string().optional(),
  /** Where `due` is unknown: it is not before this day, and this year's notice is missing. */
  earliest: z.string().optional(),
  unknownYear: z.number().optional(),
  /** By the last day, or by the earliest possible one. */
  urgency: z.enum(['overdue', 'today', 'thisWeek', 'nextWeek', 'later']),
})
export type DeadlineRow = z.infer<typeof deadlineRow>

const reach = {
  /** The last day shown; default: the Sunday of next week. What is overdue is always shown. */
  until: dateText.optional(),
  /** Only this unit and all under it. */
  unit: id.optional(),
}

export const deadlineCalls = defineCalls('deadlines', {
  /** Open deadlines by their last day. With `record`, all of that record's, however far. */
  list: call({
    input: z.object({ ...reach, record: id.optional() }),
    output: z.object({
      today: z.string(),
      until: z.string(),
      /** Date of the newest holiday notice inside the calendar. */
      calendarVersion: z.string(),
      rows: z.array(deadlineRow),
      /** Some rule has more records than one answer looks at: the oldest starts are left out. */
      more: z.boolean(),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** 「为什么是这一天」. */
  explain: call({
    input: z.object({ id, rule: z.string().max(60) }),
    output: z.object({ sentences: z.array(z.string()), law: z.string(), article: z.string() }),
    effect: 'read',
    right: 'record.read',
  }),
  /** The same list laid out for paper. */
  page: call({
    input: z.object(reach),
    output: z.object({ title: z.string(), markup: z.string(), pages: z.number() }),
    effect: 'read',
    right: 'record.read',
  }),
  /** Notes a print of the list in the audit log. */
  printed: call({ input: z.object(reach), output: z.object({}), effect: 'write', right: 'record.read' }),
})
