import type { Output, Parsed } from '../../../shared/contract'
import type { DeadlineRow } from '../../../shared/deadlines/row'
import { type DueList, deadlineSheet, totalOf } from '../../../shared/deadlines/weekly-list'
import { layOutSheet } from '../../../shared/paper/sheet/layout'
import { sheetMarkup, sheetPages } from '../../../shared/paper/sheet/markup'
import type { OpenContext } from '../context'
import { marksUpward } from '../handout/district-marks'
import { handOut, handOutFile } from '../handout/hand-out'
import { sheetContent } from '../handout/sheet-content'
import { today } from '../moment'
import { nameFinder } from '../records/names'
import {
  clocksOf,
  endOfNextWeek,
  type OpenDeadline,
  ofClock,
  openDeadlines,
  rowsOf,
  totalsOf,
} from './compute'

/** More lines than these nobody reads on paper; an Excel file holds all. */
const mostOnPaper = 1000
/** Pages in the window's preview, light enough for an old laptop. */
const shownPages = 8

type Which = Parsed<'deadlines.page'>

/** A list that somebody asked for: what runs, and how it will be laid out. */
interface Selected {
  readonly open: readonly OpenDeadline[]
  readonly frame: Omit<DueList, 'rows'>
}

/** The first pages as they will print; the number of its audit row comes with printing. @throws AppError `unit.not-found` */
export function duePage(ctx: OpenContext, input: Which): Output<'deadlines.page'> {
  const { open, frame } = select(ctx, input)
  const laid = layOutSheet(deadlineSheet({ ...frame, rows: onPaper(ctx, open, input) }))
  const pages = laid.pages.slice(0, shownPages)
  return {
    title: laid.sheet.title,
    markup: sheetMarkup({ ...laid, pages }, laid.pages.length),
    pages: laid.pages.length,
    shownPages: pages.length,
    total: open.length,
    clocks: [...frame.clocks],
  }
}

/** All pages for a printer, noted in the audit log. @throws AppError `unit.not-found` */
export function printDue(ctx: OpenContext, input: Parsed<'deadlines.print'>): Output<'deadlines.print'> {
  const { open, frame } = select(ctx, input)
  const rows = onPaper(ctx, open, input)
  const facts = { ...factsOf(input, frame, rows), how: input.how }
  return handOut(ctx, 'deadlines.print', facts, ({ paper, number }) => {
    const sheet = deadlineSheet({ ...frame, rows, audit: paper })
    return { title: sheet.title, markup: sheetPages(sheet).markup, rows: rows.length, number }
  })
}

/** Writes the list as a file and notes it. @throws AppError `unit.not-found`, `file.unwritable`, `file.no-space` */
export async function writeDue(
  ctx: OpenContext,
  input: Parsed<'deadlines.write'>,
): Promise<Output<'deadlines.write'>> {
  const { format, variant } = input
  const path = ctx.pathOf(input.file)
  const { open, frame } = select(ctx, input)
  const rows = isPaper[format] ? onPaper(ctx, open, input) : rowsOf(ctx.db, open, { variant })
  const list = { ...frame, rows }
  const facts = { ...factsOf(input, frame, rows), format }
  const written = await handOutFile(ctx, 'deadlines.write', facts, path, ({ paper }) =>
    contentOf({ ...list, audit: paper }, format, ctx.clock.now()),
  )
  return { ...written, title: deadlineSheet(list).title, rows: rows.length, total: open.length }
}

type Format = Parsed<'deadlines.write'>['format']

const isPaper: Readonly<Record<Format, boolean>> = { html: true, docx: true, xlsx: false, json: false }

async function contentOf(list: DueList, format: Format, now: number): Promise<Uint8Array> {
  const sheet = deadlineSheet(list)
  if (format !== 'json') return sheetContent(sheet, format, now)
  const { today: day, until, variant, audit, totals, rows } = list
  const said = {
    title: sheet.title,
    today: day,
    until,
    variant,
    number: audit?.number,
    total: totalOf(totals),
    totals,
    rows,
  }
  return Buffer.from(`${JSON.stringify(said, null, 2)}\n`)
}

function select(ctx: OpenContext, { until, unit, clock, by, variant }: Which): Selected {
  const day = today(ctx.clock)
  const last = until ?? endOfNextWeek(day)
  const all = openDeadlines(ctx.db, { today: day, until: last, unit })
  const open = ofClock(all, clock)
  const unitName = unit === undefined ? ctx.site.unitName : (nameFinder(ctx.db)(unit) ?? ctx.site.unitName)
  const counts = { totals: totalsOf(open), clocks: clocksOf(all) }
  return {
    open,
    frame: { ...counts, by, clock, unitName, today: day, until: last, variant, marked: marksUpward(ctx) },
  }
}

function onPaper(
  ctx: OpenContext,
  open: readonly OpenDeadline[],
  { variant }: Pick<Which, 'variant'>,
): readonly DeadlineRow[] {
  return rowsOf(ctx.db, open.slice(0, mostOnPaper), { variant })
}

/** For the audit log: never a value. */
function factsOf(
  { unit, clock, variant }: Which,
  { until }: Selected['frame'],
  rows: readonly DeadlineRow[],
) {
  return {
    variant,
    until,
    rows: rows.length,
    ...(unit !== undefined && { unit }),
    ...(clock !== undefined && { clock }),
  }
}
