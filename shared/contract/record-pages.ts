import { z } from 'zod'
import { call, defineCalls } from './define'
import { fileToken, id, variant } from './types'

/** Records that are printed as one job, in this order. */
const MOST_PRINTED = 200

const ids = z.array(id).min(1).max(MOST_PRINTED)
const page = z.object({
  title: z.string(),
  /** Markup for `shared/reports/print-style`; each record begins on a page of its own. */
  markup: z.string(),
  pages: z.number(),
  records: z.number(),
})

export const recordPageCalls = defineCalls('records', {
  /** Records as they are printed, private values shortened. */
  page: call({
    input: z.object({ ids, variant: variant.default('internal') }),
    output: page,
    effect: 'read',
    right: 'record.read',
  }),
  /** The same with private values whole, for use inside the office; leaves an audit row for each record. */
  wholePage: call({ input: z.object({ ids }), output: page, effect: 'write', right: 'record.unmask' }),
  /** Writes records as one file. `whole`: private values whole, which needs the right `record.unmask`. */
  writePages: call({
    input: z.object({
      ids,
      variant: variant.default('internal'),
      whole: z.boolean().default(false),
      format: z.enum(['html', 'docx']),
      file: fileToken,
    }),
    output: z.object({ file: z.string(), bytes: z.number(), records: z.number(), pages: z.number() }),
    effect: 'task',
    right: 'record.read',
  }),
  /** Notes a print or a PDF in the audit log. */
  printed: call({
    input: z.object({ ids, variant: variant.default('internal'), how: z.enum(['print', 'pdf']) }),
    output: z.object({}),
    effect: 'write',
    right: 'record.read',
  }),
})
