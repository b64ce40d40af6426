import { z } from 'zod'
import { variant } from '../privacy/variant'
import { call, defineCalls } from './define'
import { fileToken, id } from './types'

/** More than the pages of any form. */
const formText = z.string().max(60_000)

/** Which form of which record: one that comes with the program by its name, a district's own by its record's id. */
const which = { record: id, form: z.string().min(1).max(60) }
const shown = {
  ...which,
  variant: variant.default('internal'),
  /** Private values whole: only 内部, and only with the right `record.unmask`. */
  whole: z.boolean().default(false),
  /** The form as somebody changed it; absent: as it was kept, or filled anew. */
  text: formText.optional(),
}
const page = z.object({
  title: z.string(),
  /** The filled form, line by line, as it may be changed (`shared/forms/document`). */
  text: z.string(),
  /** How such lines are changed, in words. */
  help: z.string(),
  /** When a change of it was kept, ISO 8601; null for a form as the record fills it. */
  keptAt: z.string().nullable(),
  /** Markup for `shared/paper/print-style`. */
  markup: z.string(),
  pages: z.number(),
})

export const formCalls = defineCalls('forms', {
  /** The official forms that a record fills, in the order of its file, then the district's own. */
  list: call({
    input: z.object({ record: id }),
    output: z.object({
      forms: z.array(z.object({ form: z.string(), title: z.string(), own: z.boolean() })),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** A form as it is printed, private values shortened. */
  page: call({
    input: z.object({ ...which, variant: variant.default('internal'), text: formText.optional() }),
    output: page,
    effect: 'read',
    right: 'record.read',
  }),
  /** The same with private values whole; leaves one audit row. */
  wholePage: call({
    input: z.object({ ...which, text: formText.optional() }),
    output: page,
    effect: 'write',
    notes: 'itself',
    right: 'record.unmask',
  }),
  /** Keeps what somebody changed in a form, for that person on this computer; null: the form is filled anew. */
  keep: call({
    input: z.object({
      ...which,
      variant: variant.default('internal'),
      whole: z.boolean().default(false),
      text: formText.nullable(),
    }),
    output: z.object({}),
    effect: 'draft',
    right: 'record.read',
  }),
  /** Notes a print or a PDF in the audit log and answers the pages with the number of that row. */
  print: call({
    input: z.object({ ...shown, how: z.enum(['print', 'pdf']) }),
    output: page,
    effect: 'write',
    notes: 'itself',
    right: 'record.read',
  }),
  /** Writes a form as a file, which carries the number of its audit row. */
  write: call({
    input: z.object({ ...shown, format: z.enum(['html', 'docx']), file: fileToken }),
    output: z.object({ file: z.string(), bytes: z.number(), number: z.number(), pages: z.number() }),
    effect: 'task',
    right: 'record.read',
  }),
})
