import { z } from 'zod'
import { unitParts } from './unit-tree'

/** A figure as a report shows it: which measure, over which days and unit, what it came to. */
export const figure = z.object({
  /** `measure@period@unit`, `*` where no unit narrows it; with `/part` where it is a part of the unit. */
  id: z.string(),
  measure: z.string(),
  label: z.string(),
  /** The Chinese measure word: 场次, 人次, 份. */
  word: z.string(),
  period: z.string(),
  unit: z.string().nullable(),
  /** Only what stands at the unit itself, or at none of its streets. */
  part: z.enum(unitParts).optional(),
  /** In the measure word's unit: 元 with two decimals, percent with one; 0 for a share of nothing. */
  value: z.number(),
  /** The value as it is printed, without its measure word: `31900`, `99`, `—` for a share of nothing. */
  text: z.string(),
  /** How many records stand behind it: what a click opens. Of a share: those of its denominator. */
  records: z.number(),
  /** The version of what the measure counts. */
  version: z.number(),
  /** How a district's own number comes from its rows, where it is not their sum. */
  adds: z.enum(['last', 'mean']).optional(),
  /** A share's two figures, numerator first. */
  parts: z
    .array(z.object({ measure: z.string(), label: z.string(), word: z.string(), value: z.number() }))
    .optional(),
})
export type Figure = z.infer<typeof figure>
