import { z } from 'zod'
import { figure } from '../figures/figure'
import { unitParts } from '../figures/unit-tree'
import { documentModel } from '../paper/document'
import { frozenMark, signedOff } from '../paper/frozen'
import { variant } from '../privacy/variant'
import { recordView } from '../records/view'
import { call, defineCalls } from './define'
import { fileToken, id, operation, periodText, reportVersion } from './types'

const which = {
  report: z.string().max(40),
  period: periodText,
  unit: id.optional(),
  variant: variant.default('internal'),
  version: reportVersion,
}

/** Only what stands at the unit itself, or at none of its streets. */
const part = z.enum(unitParts).optional()

export const reportCalls = defineCalls('reports', {
  list: call({
    input: z.object({}),
    output: z.object({
      reports: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          period: z.enum(['month', 'quarter', 'half', 'year']),
          /** Other spans that it can be of: a reporting month, days of one's own. */
          also: z.array(z.enum(['month', 'quarter', 'half', 'year', 'toDate', 'reporting', 'days'])),
          /** Paragraphs that a person writes: 特点, 下一步. */
          texts: z.array(z.object({ key: z.string(), label: z.string() })),
          /** Sentences that the district may word, as they come with the program, placeholders in Chinese. */
          sentences: z.array(
            z.object({
              key: z.string(),
              label: z.string(),
              text: z.string(),
              /** The fuller words of a real report, to choose instead. */
              fuller: z.string().optional(),
            }),
          ),
        }),
      ),
    }),
    effect: 'read',
    right: 'report.read',
  }),
  compute: call({
    input: z.object(which),
    output: z.object({
      document: documentModel,
      texts: z.record(z.string(), z.string()),
      frozen: frozenMark.nullable(),
    }),
    effect: 'read',
    right: 'report.read',
  }),
  /** The laid-out A4 pages as markup for `shared/paper/print-style`, the same for preview, print and PDF. */
  page: call({
    input: z.object(which),
    output: z.object({
      title: z.string(),
      markup: z.string(),
      pages: z.number(),
      document: documentModel,
      /** What people wrote under 特点 or 下一步, by key. */
      texts: z.record(z.string(), z.string()),
      /** The report signed off that this is; null: as the records are now. */
      frozen: frozenMark.nullable(),
      /** The reports signed off of this place, the newest first. */
      others: z.array(frozenMark),
    }),
    effect: 'read',
    right: 'report.read',
  }),
  /** Writes the report as a file. */
  write: call({
    input: z.object({ ...which, format: z.enum(['json', 'html', 'docx', 'xlsx']), file: fileToken }),
    output: z.object({ file: z.string(), bytes: z.number(), number: z.number() }),
    effect: 'task',
    right: 'report.read',
  }),
  /** Signs a report off as it is now: it is stored whole and opens from now on (定稿). */
  freeze: call({
    input: z.object({ report: z.string().max(40), period: periodText, unit: id.optional(), operation }),
    output: signedOff,
    effect: 'write',
    notes: ['id', 'report', 'period'],
    right: 'report.freeze',
  }),
  /** The reports signed off, the newest first. */
  frozen: call({
    input: z.object({ limit: z.number().int().min(1).max(500).default(100) }),
    output: z.object({ reports: z.array(frozenMark) }),
    effect: 'read',
    right: 'report.read',
  }),
  /** 与已上报差异: what has changed since a report was signed off. */
  differences: call({
    input: z.object({ id }),
    output: z.object({
      frozen: frozenMark,
      figures: z.array(z.object({ before: figure, after: figure })),
      /** Measures that count in another way since. */
      recounted: z.array(z.string()),
      /** Records whose part in the report's own figures changed, at most 300 of `total`. */
      rows: z.array(
        z.object({
          measure: z.string(),
          label: z.string(),
          word: z.string(),
          record: z.string(),
          /** Null for a record that is not here. */
          kind: z.string().nullable(),
          number: z.string().nullable(),
          title: z.string().nullable(),
          deleted: z.boolean(),
          change: z.enum(['added', 'removed', 'edited']),
          before: z.number().nullable(),
          after: z.number().nullable(),
        }),
      ),
      /** False: there were too many records to keep, only the figures compare. */
      rowsKept: z.boolean(),
      total: z.number(),
      /** How many different records they are. */
      records: z.number(),
    }),
    effect: 'read',
    right: 'report.read',
  }),
  /** Keeps what a person wrote under 特点 or 下一步 for one report of one period and unit. */
  saveText: call({
    input: z.object({
      report: z.string().max(40),
      period: periodText,
      unit: id.optional(),
      key: z.string().max(40),
      text: z.string().max(5000),
      operation,
    }),
    output: z.object({}),
    effect: 'write',
    notes: ['key', 'report', 'period'],
    right: 'record.write',
  }),
  /** All pages for print or PDF, with the number of its row in the audit log on them. */
  print: call({
    input: z.object({ ...which, how: z.enum(['print', 'pdf']) }),
    output: z.object({ title: z.string(), markup: z.string(), number: z.number() }),
    effect: 'task',
    right: 'report.read',
  }),
  measures: call({
    input: z.object({}),
    output: z.object({
      measures: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          word: z.string(),
          /** Heading in 口径说明. */
          group: z.string(),
          version: z.number(),
          /** A share of `part` in `of`. */
          ratio: z.object({ part: z.string(), of: z.string() }).optional(),
          /** 口径: in words, what is counted. */
          meaning: z.string(),
        }),
      ),
    }),
    effect: 'read',
    right: 'report.read',
  }),
  /** Figures month by month from the first month of `from` to the last of `to`, at most 36: for charts. */
  series: call({
    input: z.object({
      measures: z.array(z.string().max(100)).min(1).max(40),
      from: periodText,
      to: periodText,
      unit: id.optional(),
    }),
    output: z.object({
      periods: z.array(
        /** `figures` in the order of the measures asked for. */
        z.object({ name: z.string(), label: z.string(), figures: z.array(figure) }),
      ),
    }),
    effect: 'read',
    right: 'report.read',
  }),
  figure: call({
    input: z.object({ measure: z.string(), period: periodText, unit: id.optional(), part }),
    output: figure,
    effect: 'read',
    right: 'report.read',
  }),
  /** The records behind a figure, each with what it adds; the amounts of all pages sum to the figure. */
  figureRows: call({
    input: z.object({
      measure: z.string(),
      period: periodText,
      unit: id.optional(),
      part,
      after: z.string().optional(),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
    output: z.object({
      rows: z.array(z.object({ record: recordView, amount: z.number() })),
      next: z.string().nullable(),
    }),
    effect: 'read',
    right: 'report.read',
  }),
})

export const homeCalls = defineCalls('home', {
  overview: call({
    /** `today` is the host's date; the month shown is its month. */
    input: z.object({}),
    output: z.object({
      period: z.string(),
      label: z.string(),
      figures: z.array(figure),
      /** Own changes that the district (for the district: any street) is not known to hold. */
      pendingExport: z.number(),
      /** Records that are still drafts, by kind; at a district also those that its streets handed in so. */
      unsubmitted: z.array(z.object({ kind: z.string(), count: z.number() })),
      /** On a street's laptop: records not exported, records exported and not confirmed, and by kind those sent back. */
      receipts: z
        .object({
          unsent: z.number(),
          sent: z.number(),
          returned: z.array(z.object({ kind: z.string(), count: z.number() })),
        })
        .nullable(),
      lastExport: z.object({ at: z.string(), serial: z.number(), peer: z.string() }).nullable(),
      lastBackup: z.string().nullable(),
      /** Records that this person changed here today, among the newest 500 changes. */
      changedToday: z.number(),
      /** The year whose holiday notice it is time to enter; `null`: none is missing. */
      calendarMissing: z.number().nullable(),
      conflicts: z.number(),
      /** Records with a value that is none of its field. */
      anomalies: z.number(),
      drafts: z.array(z.object({ kind: z.string(), id: z.string().nullable(), savedAt: z.string() })),
      recent: z.array(recordView),
    }),
    effect: 'read',
    right: 'record.read',
  }),
})
