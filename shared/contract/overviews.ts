import { z } from 'zod'
import { deadlineRow } from '../deadlines/row'
import { recordView } from '../records/view'
import { call, defineCalls } from './define'
import { dateText, id, periodText } from './types'

const named = z.object({ id: z.string(), name: z.string() })
const counted = z.object({ kind: z.string(), count: z.number() })
const reach = {
  /** Only this unit and all under it. */
  unit: id.optional(),
}
/** So many records of one kind and day are named, and deadlines of a day. */
export const DAY_NAMED = 50

/** What is shown over all kinds at once: all of one unit, and the days of a month. */
export const overviewCalls = defineCalls('overviews', {
  /** What stands at a unit and under it: people, teams, what was done, cases; kinds without any record are left out. */
  unit: call({
    input: z.object({ unit: id }),
    output: z.object({
      /** The units that it stands under, the highest first. */
      above: z.array(named),
      below: z.array(named),
      kinds: z.array(counted),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** 日历: on which days of a month what was done, and how many open deadlines end. Days without any are left out. */
  month: call({
    input: z.object({ ...reach, month: periodText }),
    output: z.object({
      days: z.array(
        z.object({ date: z.string(), done: z.array(counted), due: z.number(), overdue: z.boolean() }),
      ),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** What was done on a day and what ends on it. */
  day: call({
    input: z.object({ ...reach, date: dateText }),
    output: z.object({ rows: z.array(recordView), due: z.array(deadlineRow) }),
    effect: 'read',
    right: 'record.read',
  }),
})
