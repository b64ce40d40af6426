import { z } from 'zod'
import { deadlineRow } from '../deadlines/row'
import { clocks as clockNames } from '../deadlines/rule'
import { urgencies } from '../deadlines/urgency'
import { variant } from '../privacy/variant'
import { call, defineCalls } from './define'
import { dateText, fileToken, id } from './types'

const reach = {
  /** The last day shown; default: the Sunday of next week. What is overdue is always shown. */
  until: dateText.optional(),
  /** Only this unit and all under it. */
  unit: id.optional(),
  /** Only what runs by this clock. */
  clock: z.enum(clockNames).optional(),
}

/** How many there are, shown or not. */
const totals = z.record(z.enum(urgencies), z.number())

/** How many run by each clock, whichever one was asked for; the most first. */
const clocks = z.array(z.object({ clock: z.enum(clockNames), total: z.number() }))

/** Which list for paper, by what its rows stand together, and for whom. */
const paper = {
  ...reach,
  by: z.enum(['urgency', 'clock']).default('urgency'),
  variant: variant.default('internal'),
}

export const deadlineCalls = defineCalls('deadlines', {
  /** Open deadlines, the most urgent first. With `record`, all of that record's, however far. */
  list: call({
    input: z.object({
      ...reach,
      record: id.optional(),
      /** Of each urgency so many at most, the earliest. */
      most: z.int().min(1).max(5000).default(200),
    }),
    output: z.object({
      today: z.string(),
      until: z.string(),
      /** Date of the newest holiday notice inside the calendar. */
      calendarVersion: z.string(),
      rows: z.array(deadlineRow),
      totals,
      clocks,
    }),
    effect: 'read',
    right: 'record.read',
    patient: true,
  }),
  /** 「计算依据」. */
  explain: call({
    input: z.object({ id, rule: z.string().max(60) }),
    output: z.object({ sentences: z.array(z.string()), law: z.string(), article: z.string() }),
    effect: 'read',
    right: 'record.read',
  }),
  /** 到期清单: the first pages as markup for `shared/paper/print-style`. */
  page: call({
    input: z.object(paper),
    output: z.object({
      title: z.string(),
      markup: z.string(),
      pages: z.number(),
      shownPages: z.number(),
      /** How many deadlines there are, on these pages or not. */
      total: z.number(),
      clocks,
    }),
    effect: 'read',
    right: 'report.read',
  }),
  /** All pages for print or PDF, with the number of its row in the audit log on them. */
  print: call({
    input: z.object({ ...paper, how: z.enum(['print', 'pdf']) }),
    output: z.object({ title: z.string(), markup: z.string(), rows: z.number(), number: z.number() }),
    effect: 'task',
    right: 'report.read',
  }),
  write: call({
    input: z.object({ ...paper, format: z.enum(['json', 'html', 'docx', 'xlsx']), file: fileToken }),
    output: z.object({
      file: z.string(),
      bytes: z.number(),
      number: z.number(),
      title: z.string(),
      rows: z.number(),
      total: z.number(),
    }),
    effect: 'task',
    right: 'report.read',
  }),
})
