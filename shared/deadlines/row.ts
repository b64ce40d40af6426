import { z } from 'zod'
import { clocks } from './rule'
import { urgencies } from './urgency'

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
  whose: z.enum(clocks),
  /** What the clock starts from; with `THH:mm` where hours count and the minute is known. */
  start: z.string(),
  /** The last day; `null` when a year without a holiday notice decides it. */
  due: z.string().nullable(),
  /** The minute it ends at, `HH:mm`. */
  time: z.string().optional(),
  /** Where it is a limitation that runs out: its last day. `due` is the last one on which a whole review still fits. */
  ends: z.string().optional(),
  /** Where `due` is unknown: it is not before this day, and this year's notice is missing. */
  earliest: z.string().optional(),
  unknownYear: z.number().optional(),
  /** The year whose holiday notice is missing and may still move `due`, a day at the end of the year before. */
  unsettledBy: z.number().optional(),
  /** By the last day, or by the earliest possible one. */
  urgency: z.enum(urgencies),
})
export type DeadlineRow = z.infer<typeof deadlineRow>
