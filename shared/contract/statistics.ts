import { z } from 'zod'
import { figure } from '../figures/figure'
import { frozenMark, signedOff } from '../paper/frozen'
import { variant } from '../privacy/variant'
import { call, defineCalls } from './define'
import { fileToken, id, operation, periodText, reportVersion } from './types'

const measureNames = z.array(z.string().max(60)).max(8)
/** A category to divide by instead of units: `mediation.type`, or its label. */
const by = z.string().max(60).optional()
/** A category whose words stand across the page, for one measure: of the same kind as `by`. */
const across = by

/** Which 统计表: of which time and unit, with which measures in which order (absent: what this person chose last). */
const which = {
  period: periodText,
  unit: id.optional(),
  variant: variant.default('internal'),
  measures: measureNames.min(1).optional(),
  by,
  across,
  version: reportVersion,
}

export const statisticsCalls = defineCalls('statistics', {
  /** The measures that a 统计表 may have, and those that it has now, in order. */
  measures: call({
    input: z.object({}),
    output: z.object({
      measures: z.array(
        z.object({ name: z.string(), label: z.string(), word: z.string(), group: z.string() }),
      ),
      chosen: z.array(z.string()),
      most: z.number(),
      /** What a table can be divided by beside units, with the kind of its records and the measures that it takes. */
      categories: z.array(
        z.object({ name: z.string(), label: z.string(), kind: z.string(), measures: z.array(z.string()) }),
      ),
    }),
    effect: 'read',
    right: 'report.read',
  }),
  /** Remembers this person's measures; an empty list forgets them. */
  saveMeasures: call({
    input: z.object({ measures: measureNames, operation }),
    output: z.object({}),
    effect: 'write',
    notes: 'nothing',
    right: 'report.read',
  }),
  page: call({
    input: z.object(which),
    output: z.object({
      title: z.string(),
      markup: z.string(),
      pages: z.number(),
      /** Those that can be clicked. */
      figures: z.array(figure),
      /** The table signed off that this is; null: as the records are now. */
      frozen: frozenMark.nullable(),
      /** The tables signed off of this place, the newest first. */
      others: z.array(frozenMark),
    }),
    effect: 'read',
    right: 'report.read',
  }),
  /** Signs the table off as it is now, with the measures that it has (定稿). */
  freeze: call({
    input: z.object({
      period: periodText,
      unit: id.optional(),
      measures: which.measures,
      by,
      across,
      operation,
    }),
    output: signedOff,
    effect: 'write',
    notes: ['id', 'report', 'period'],
    right: 'report.freeze',
  }),
  /** All pages for print or PDF, with the number of its row in the audit log on them. */
  print: call({
    input: z.object({ ...which, how: z.enum(['print', 'pdf']) }),
    output: z.object({ title: z.string(), markup: z.string(), number: z.number() }),
    effect: 'task',
    right: 'report.read',
  }),
  write: call({
    input: z.object({ ...which, format: z.enum(['json', 'html', 'docx', 'xlsx']), file: fileToken }),
    output: z.object({
      file: z.string(),
      bytes: z.number(),
      number: z.number(),
      title: z.string(),
      figures: z.array(figure),
      frozen: frozenMark.nullable(),
    }),
    effect: 'task',
    right: 'report.read',
  }),
})
