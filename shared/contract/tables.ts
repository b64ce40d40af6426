import { z } from 'zod'
import { type ErrorCode, errorCodes } from '../errors'
import { workbookNotes } from '../paste/workbook'
import { call, defineCalls } from './define'
import { recordFilter } from './record-lists'
import { fileToken, kindName, operation } from './types'

/** Lines of one table that become records in one step: its transaction stays short, and a person can still look through them. */
export const MOST_TABLE_ROWS = 10_000

const target = z.string().max(130)

/** A sheet of a file, or cells from the clipboard. */
const source = z.union([
  z.object({
    file: fileToken,
    /** Absent: the first one that is shown. */
    sheet: z.string().max(200).optional(),
  }),
  z.object({ text: z.string().max(4_000_000) }),
])

/** How a table is to be read, as far as a person has said so. */
const asked = {
  kind: kindName,
  source,
  /** The line that the heading begins at, from 1; absent: it is looked for. */
  headAt: z.number().int().min(1).optional(),
  /** What a column is, by its place from 0; null: nothing of it is taken. Absent: as its heading says, or as last time. */
  columns: z.record(z.string().regex(/^\d{1,5}$/), target.nullable()).default({}),
  /** The same by heading, for a table of which nobody has seen the columns yet. */
  headings: z.record(z.string().max(200), target.nullable()).default({}),
  /** What a word of a column means: target → word → stored value. */
  answers: z.record(target, z.record(z.string().max(500), z.string().max(200))).default({}),
  /** The year of days that stand without one. */
  year: z.number().int().min(1949).max(2199).optional(),
  /** Cells that were mended: line from 1, column from 0. */
  mends: z
    .array(
      z.object({
        at: z.number().int(),
        column: z.number().int().min(0).max(500),
        word: z.string().max(20_000),
      }),
    )
    .max(20_000)
    .default([]),
  /** What becomes of a line, by its number: `skip` leaves it, `add` takes one that may be logged already, `update` changes that one. */
  chosen: z.record(z.string().regex(/^\d{1,7}$/), z.enum(['skip', 'add', 'update'])).default({}),
  /** Take every line that may be logged already as new. */
  withSimilar: z.boolean().default(false),
}

const problem = z.object({
  field: z.string(),
  reason: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

const lineError = z.object({
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

/**
 * What would become of a line. `new`: a new record. `same`: nothing, because it is here already. `changes`: some fields change.
 * `similar`: perhaps a record that is here; it is left until somebody says. `refused`: it is wrong. `skipped`: somebody left it out.
 */
export const tableFates = ['new', 'same', 'changes', 'similar', 'refused', 'skipped'] as const

const row = z.object({
  /** Its line, from 1. */
  at: z.number(),
  words: z.array(z.string()),
  fate: z.enum(tableFates),
  /** The record that it is, changes or may be. */
  record: z.object({ id: z.string(), title: z.string(), number: z.string().nullable() }).nullable(),
  /** Fields that it changes, in words. */
  changes: z.array(z.object({ field: z.string(), old: z.string(), new: z.string() })),
  problems: z.array(problem),
  /** Why a whole line is refused, where it is no matter of a field. */
  error: lineError.nullable(),
  /** A line before it that is likely to be the same matter: both come in, and 核对 asks about them. */
  alike: z.number().nullable(),
  /** Of a line out of a template: labels of fields that were changed here since it was written. */
  since: z.array(z.string()),
})
export type TableRowFate = z.infer<typeof row>

const counts = z.object({
  rows: z.number(),
  new: z.number(),
  same: z.number(),
  changes: z.number(),
  similar: z.number(),
  refused: z.number(),
  skipped: z.number(),
  /** Of the new ones: those that are likely to be the same matter as a line before them. */
  alike: z.number(),
})

/** Lines are compared with what is held, whole numbers and names too: whoever asks may see those. */
export const tableCalls = defineCalls('tables', {
  /** The sheets of a file, and what else is in it. `table.unreadable`, `table.too-large`, `table.too-heavy`, `table.locked` */
  sheets: call({
    input: z.object({ file: fileToken }),
    output: z.object({
      sheets: z.array(
        z.object({ name: z.string(), rows: z.number(), columns: z.number(), hidden: z.boolean() }),
      ),
      notes: z.array(z.enum(workbookNotes)),
    }),
    effect: 'longRead',
    inWorker: true,
    right: 'record.unmask',
  }),
  /** What would become of each line; nothing is written. `table.empty`, `table.too-many` */
  preview: call({
    input: z.object(asked),
    output: z.object({
      /** The lines of the heading, from 1. */
      head: z.array(z.number()),
      columns: z.array(
        z.object({
          heading: z.string(),
          target: z.string().nullable(),
          by: z.enum(['chosen', 'remembered', 'label', 'alias', 'sound', 'part', 'content']).nullable(),
        }),
      ),
      rows: z.array(row),
      counts,
      leftOut: z.array(z.object({ at: z.number(), why: z.enum(['title', 'heading', 'total', 'note']) })),
      notices: z.array(z.object({ at: z.number().optional(), problem })),
      /** Words that are no option, and what each may mean: nothing is taken until somebody has said so. */
      near: z.array(z.object({ target: z.string(), word: z.string(), value: z.string(), label: z.string() })),
      /** Days stand without a year, and nobody has said which it is. */
      wantsYear: z.boolean(),
    }),
    effect: 'longRead',
    inWorker: true,
    right: 'record.unmask',
  }),
  /**
   * Takes a table in, in one transaction: what is new and what changes, of the lines that are sound. The same table again adds
   * nothing. `batch` takes it all back (`bulk.undo`); null where nothing was written. As `preview` refuses.
   */
  take: call({
    input: z.object({ ...asked, operation }),
    output: z.object({
      rows: z.number(),
      added: z.number(),
      updated: z.number(),
      /** Lines that are here already, that may be, or that somebody left out. */
      skipped: z.number(),
      similar: z.number(),
      /** Of what was added: lines that are likely to be the same matter as one before them. */
      alike: z.number(),
      /** Each wrong cell, or a line that is refused as a whole. */
      refused: z.array(
        z.object({
          row: z.number(),
          field: z.string(),
          problem: problem.nullable(),
          error: lineError.nullable(),
        }),
      ),
      batch: z.string().nullable(),
    }),
    effect: 'task',
    inWorker: true,
    right: 'record.unmask',
  }),
  /** Writes the lines that are refused, or may be logged already, as a workbook with the reasons in comments. */
  writeRefused: call({
    input: z.object({ ...asked, to: fileToken, operation }),
    output: z.object({ file: z.string(), bytes: z.number(), rows: z.number(), number: z.number() }),
    effect: 'task',
    inWorker: true,
    right: 'record.unmask',
  }),
  /**
   * Writes a workbook to fill in, with drop-downs, notes and examples. With a filter its records stand in it whole, each marked: what
   * is edited there and brought in again changes those cells of that record. `table.too-many`
   */
  writeTemplate: call({
    input: z.object({ kind: kindName, filter: recordFilter.optional(), to: fileToken, operation }),
    output: z.object({ file: z.string(), bytes: z.number(), rows: z.number(), number: z.number() }),
    effect: 'task',
    inWorker: true,
    right: 'record.unmask',
  }),
})
