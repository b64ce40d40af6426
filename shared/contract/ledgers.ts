import { z } from 'zod'
import { variant } from '../privacy/variant'
import { call, defineCalls } from './define'
import { recordFilter } from './record-lists'
import { fileToken, id, operation, periodText } from './types'

const columnKeys = z.array(z.string().max(60)).min(1).max(80)

/** Which ledger: of which time and unit, for whom, and narrowed like a list. */
const which = {
  /** A kind's name, or one of the lists for a purpose. */
  ledger: z.string().max(40),
  /** Absent: all times. */
  period: periodText.optional(),
  unit: id.optional(),
  variant: variant.optional(),
  /** In this order; absent: what this person chose last, or the usual ones. */
  columns: columnKeys.optional(),
  where: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  ...recordFilter.pick({ text: true, ranges: true, files: true, conflicts: true }).shape,
  /** Only these records; 内部 has drafts among them too: whoever ticked them means them. */
  ids: z.array(id).min(1).max(5000).optional(),
  /** 内部 with whole names and numbers; wants the right to see them. */
  whole: z.boolean().default(false),
}

const column = z.object({ key: z.string(), label: z.string() })

export const ledgerCalls = defineCalls('ledgers', {
  list: call({
    input: z.object({}),
    output: z.object({
      ledgers: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          kind: z.string(),
          /** Whether its records lie on days, so that a period can be chosen. */
          dated: z.boolean(),
          variants: z.array(variant),
          /** Whether columns can be chosen. */
          free: z.boolean(),
        }),
      ),
    }),
    effect: 'read',
    right: 'report.read',
  }),
  /** The columns that a variant of a ledger may have, and those that it has now, in order. */
  columns: call({
    input: z.object({ ledger: which.ledger, variant: which.variant }),
    output: z.object({ columns: z.array(column), chosen: z.array(z.string()) }),
    effect: 'read',
    right: 'report.read',
  }),
  /** Remembers this person's columns of a ledger; an empty list forgets them. */
  saveColumns: call({
    input: z.object({ ledger: which.ledger, columns: z.array(z.string().max(60)).max(80), operation }),
    output: z.object({}),
    effect: 'write',
    notes: 'nothing',
    right: 'report.read',
  }),
  /** The pages as markup for `shared/paper/print-style`; of a long ledger only the first ones. */
  page: call({
    input: z.object(which),
    output: z.object({
      title: z.string(),
      markup: z.string(),
      rows: z.number(),
      /** Null: too many rows to be laid out on paper at all. */
      pages: z.number().nullable(),
      shownPages: z.number(),
    }),
    effect: 'longRead',
    right: 'report.read',
  }),
  /** All pages for print or PDF, with the number of its row in the audit log on them. */
  print: call({
    input: z.object({ ...which, how: z.enum(['print', 'pdf']) }),
    output: z.object({ title: z.string(), markup: z.string(), rows: z.number(), number: z.number() }),
    effect: 'task',
    right: 'report.read',
  }),
  /** Writes the ledger as a file; `tasks.cancel` with its operation leaves no file. */
  write: call({
    input: z.object({ ...which, format: z.enum(['html', 'docx', 'xlsx']), file: fileToken, operation }),
    output: z.object({ file: z.string(), bytes: z.number(), rows: z.number(), number: z.number() }),
    effect: 'task',
    right: 'report.read',
  }),
})
