import { z } from 'zod'
import { variant } from '../privacy/variant'
import { call, defineCalls } from './define'
import { fileToken, id } from './types'

/** Records that are printed as one job, in this order. */
export const mostPrinted = 200

const ids = z.array(id).min(1).max(mostPrinted)
/** A rows field of the records (`batchList` in its definition): print these rows as lists instead of the records. */
const list = z.string().max(40).optional()
const which = {
  ids,
  variant: variant.default('internal'),
  /** Private values whole: only 内部, and only with the right `record.unmask`. */
  whole: z.boolean().default(false),
  list,
}
const page = z.object({
  title: z.string(),
  /** Markup for `shared/paper/print-style`; each record begins on a page of its own. */
  markup: z.string(),
  pages: z.number(),
  records: z.number(),
})

export const recordPageCalls = defineCalls('records', {
  /** Records as they are printed, private values shortened. */
  page: call({
    input: z.object({ ids, variant: variant.default('internal'), list }),
    output: page,
    effect: 'read',
    right: 'record.read',
  }),
  /** The same with private values whole, for use inside the office; leaves one audit row, which names all records. */
  wholePage: call({
    input: z.object({ ids, list }),
    output: page,
    effect: 'write',
    notes: 'itself',
    right: 'record.unmask',
  }),
  /** Notes a print or a PDF in the audit log and answers the pages as they are handed out, with the number of that row. */
  print: call({
    input: z.object({ ...which, how: z.enum(['print', 'pdf']) }),
    output: page,
    effect: 'write',
    notes: 'itself',
    right: 'record.read',
  }),
  /** Writes records (.html, .docx) or their lists (.html, .xlsx) as one file, which carries the number of its audit row. */
  writePages: call({
    input: z.object({ ...which, format: z.enum(['html', 'docx', 'xlsx']), file: fileToken }),
    output: z.object({ file: z.string(), bytes: z.number(), records: z.number(), pages: z.number() }),
    effect: 'task',
    right: 'record.read',
  }),
})
