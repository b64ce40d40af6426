import { z } from 'zod'
import { variant } from '../privacy/variant'
import { themeGrid } from '../themes/grid'
import { call, defineCalls } from './define'
import { fileToken, id, operation } from './types'

const year = z.number().int().min(1949).max(2200)

const paper = { year, unit: id.optional(), variant: variant.default('internal') }

export const themeCalls = defineCalls('themes', {
  /** 一月一主题 of a year: what each team was to do and did. With `unit`, only teams of it and below. */
  grid: call({
    input: z.object({ year, unit: id.optional() }),
    output: themeGrid,
    effect: 'read',
    right: 'record.read',
  }),
  /** Writes the usual themes of a year as its plan, leaving out months that have one; they are edited like any record. */
  suggest: call({
    input: z.object({ year, operation }),
    output: z.object({ ids: z.array(z.string()) }),
    effect: 'write',
    notes: ['ids'],
    right: 'record.write',
  }),
  /** The plan as it will be printed, for the preview; the number of its audit row comes with printing. */
  page: call({
    input: z.object(paper),
    output: z.object({ title: z.string(), markup: z.string(), pages: z.number() }),
    effect: 'read',
    right: 'report.read',
  }),
  /** The plan for print or PDF, with the number of its row in the audit log on every page. */
  print: call({
    input: z.object({ ...paper, how: z.enum(['print', 'pdf']) }),
    output: z.object({ title: z.string(), markup: z.string(), number: z.number() }),
    effect: 'task',
    right: 'report.read',
  }),
  write: call({
    input: z.object({ ...paper, format: z.enum(['html', 'docx', 'xlsx']), file: fileToken }),
    output: z.object({ file: z.string(), bytes: z.number(), number: z.number() }),
    effect: 'task',
    right: 'report.read',
  }),
})
