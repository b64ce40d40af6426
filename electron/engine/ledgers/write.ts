import { basename } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import { ledgerRows, ledgerSheet } from '../../../shared/ledgers/sheet'
import type { PaperNumber } from '../../../shared/paper/paper-number'
import { layOutSheet } from '../../../shared/paper/sheet/layout'
import { sheetMarkup, sheetPages } from '../../../shared/paper/sheet/markup'
import { type Sheet, type SheetRow, withoutSpare } from '../../../shared/paper/sheet/model'
import type { OpenContext, ReadDb } from '../context'
import { type SheetOfRows, sheetWorkbook } from '../export/sheet-xlsx'
import { writeWorkbook } from '../export/xlsx/workbook'
import { streamChosen } from '../files/in-passing'
import { handOut } from '../handout/hand-out'
import { sheetContent } from '../handout/sheet-content'
import { mostInWord, mostOnPaper, requirePaper } from './asked'
import { countRows } from './queries'
import { recordsOf, type Selected, selectLedger } from './select'

/** Pages in the window's preview, light enough for an old laptop, and rows laid out when the ledger is for Excel only. */
const shownPages = 8
const shownRows = 200
/** Progress is told, and cancelling looked for, this often. */
const rowsBetween = 500

/** The first pages as they will print; the number of its audit row comes with printing. */
export function ledgerPage(ctx: OpenContext, input: Parsed<'ledgers.page'>): Output<'ledgers.page'> {
  const selected = selectLedger(ctx, input)
  return reading(ctx, (db) => {
    const rows = countRows(db, selected.ledger.kind, selected.wanted, selected.order)
    // Who sees whole values is noted, on the screen as well.
    if (selected.disclosure.whole) ctx.note('ledgers.unmasked', { ...selected.facts, rows })
    const paper = rows <= mostOnPaper
    const laid = layOutSheet(sheetOf(db, selected, undefined, paper ? mostOnPaper : shownRows))
    const pages = laid.pages.slice(0, shownPages)
    return {
      title: laid.sheet.title,
      markup: sheetMarkup({ ...laid, pages }, paper ? laid.pages.length : null),
      rows,
      pages: paper ? laid.pages.length : null,
      shownPages: pages.length,
    }
  })
}

/** All pages for a printer. @throws AppError `ledger.too-long` */
export function printLedger(ctx: OpenContext, input: Parsed<'ledgers.print'>): Output<'ledgers.print'> {
  const selected = selectLedger(ctx, input)
  return reading(ctx, (db) => {
    const rows = countRows(db, selected.ledger.kind, selected.wanted, selected.order)
    requirePaper(rows)
    const facts = { ...selected.facts, rows, how: input.how }
    return handOut(ctx, 'ledgers.print', facts, ({ paper, number }) => {
      const sheet = sheetOf(db, selected, paper)
      return { title: sheet.title, markup: sheetPages(sheet).markup, rows, number }
    })
  })
}

/**
 * Writes a ledger as a file and notes it in the audit log. An Excel file of more rows than paper takes is written while they
 * are read, so that memory does not grow with it. @throws AppError `ledger.too-long`, `task.cancelled`, `file.unwritable`, `file.no-space`
 */
export async function writeLedger(
  ctx: OpenContext,
  input: Parsed<'ledgers.write'>,
): Promise<Output<'ledgers.write'>> {
  const selected = selectLedger(ctx, input)
  const path = ctx.pathOf(input.file)
  const db = ctx.openReader()
  try {
    const rows = countRows(db, selected.ledger.kind, selected.wanted, selected.order)
    if (input.format !== 'xlsx') requirePaper(rows, input.format === 'docx' ? mostInWord : mostOnPaper)
    const { format } = input
    const facts = { ...selected.facts, rows, format }
    return await handOut(ctx, 'ledgers.write', facts, async ({ paper, number }) => {
      const frame = ledgerSheet({ ...selected.frame, audit: paper })
      const bytes = await streamChosen(ctx, path, async (sink) => {
        const body = watched(ctx, ledgerRows(selected.columns, recordsOf(db, selected)), rows)
        const workbook = (of: SheetOfRows) => writeWorkbook(sheetWorkbook(of, ctx.clock.now()), sink)
        // What fits on paper is made whole, without a 备注 that nobody filled; what is longer is written while it is read.
        if (format === 'xlsx' && rows > mostOnPaper) return workbook({ ...frame, rows: body })
        const sheet = withoutSpare({ ...frame, rows: [...body] })
        if (format === 'xlsx') return workbook(sheet)
        const content = await sheetContent(sheet, format, ctx.clock.now())
        ctx.signal.throwIfAborted()
        await sink.append(content)
        return content.byteLength
      })
      return { file: basename(path), bytes, rows, number }
    })
  } finally {
    db.close()
  }
}

/** Tells how far it is, and stops where the person cancelled. */
function* watched(ctx: OpenContext, rows: Iterable<SheetRow>, total: number): Generator<SheetRow> {
  let done = 0
  for (const row of rows) {
    if (done % rowsBetween === 0) {
      ctx.signal.throwIfAborted()
      ctx.emit('progress', { task: 'ledger', done, total })
    }
    done += 1
    yield row
  }
  ctx.emit('progress', { task: 'ledger', done: total, total })
}

function sheetOf(db: ReadDb, selected: Selected, audit?: PaperNumber, most = mostOnPaper): Sheet {
  const frame = ledgerSheet({ ...selected.frame, ...(audit !== undefined && { audit }) })
  const rows: SheetRow[] = []
  for (const row of ledgerRows(selected.columns, recordsOf(db, selected))) {
    // Of a ledger that is cut short the sums would be wrong.
    if (rows.length === most && row.role !== 'total') break
    rows.push(row)
  }
  return withoutSpare({ ...frame, rows })
}

function reading<T>(ctx: OpenContext, use: (db: ReadDb) => T): T {
  const db = ctx.openReader()
  try {
    return use(db)
  } finally {
    db.close()
  }
}
