import { z } from 'zod'
import { figure } from '../figures/figure'
import { paperMarks } from '../paper/marks'
import { variant } from '../privacy/variant'
import { call, defineCalls } from './define'
import { id, periodText } from './types'

const measures = z.array(z.string().max(100)).min(1).max(20)

/** What the charts compare; month by month is `reports.series`. */
export const chartCalls = defineCalls('charts', {
  /** The units right under one (absent: this site's own), in the district's order; what it did itself last, as 本级. And the whole. */
  byUnit: call({
    input: z.object({ measures, period: periodText, unit: id.optional() }),
    output: z.object({
      /** `figures` in the order of the measures asked for; `place` where the unit says where it lies, degrees. */
      units: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          figures: z.array(figure),
          place: z.object({ longitude: z.number(), latitude: z.number() }).optional(),
        }),
      ),
      whole: z.array(figure),
    }),
    effect: 'read',
    right: 'report.read',
  }),
  /** One measure by the words of a choice field: built-in ones, then the district's own. A record with two words counts under both. */
  byWord: call({
    input: z.object({
      measure: z.string().max(40),
      field: z.string().max(40),
      period: periodText,
      unit: id.optional(),
    }),
    output: z.object({
      /** The field's name for people. */
      label: z.string(),
      words: z.array(z.object({ value: z.string(), label: z.string(), figure })),
    }),
    effect: 'read',
    right: 'report.read',
  }),
  /** Notes a print in the audit log; its number stands on the page. */
  print: call({
    input: z.object({
      period: periodText,
      unit: id.optional(),
      variant: variant.default('internal'),
    }),
    output: z.object({ number: z.number(), marks: paperMarks }),
    effect: 'write',
    notes: 'itself',
    right: 'report.read',
  }),
})
