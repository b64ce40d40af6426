import type { Output, Parsed } from '../../../shared/contract'
import { documentIn } from '../../../shared/paper/document-in-variant'
import { markIn } from '../../../shared/paper/frozen'
import { layOut } from '../../../shared/paper/layout'
import type { PaperMarks } from '../../../shared/paper/marks'
import { type PageMarks, pagesMarkup } from '../../../shared/paper/markup'
import type { Variant } from '../../../shared/privacy/variant'
import type { OpenContext } from '../context'
import { toHtml } from '../export/html'
import { toXlsx } from '../export/xlsx'
import { handOut, handOutFile } from '../handout/hand-out'
import { reportPlace } from './documents'
import { type AskedReport, type OpenedReport, openReport } from './open'

/** A report that leaves the program: which one, and for whom. */
type Printed = AskedReport & { readonly variant: Variant }

export type ReportFormat = 'json' | 'html' | 'docx' | 'xlsx'

/**
 * Writes a report as a file and notes it in the audit log.
 * @throws AppError as `openReport`, `file.unwritable`, `file.no-space`
 */
export async function writeReport(
  ctx: OpenContext,
  which: Printed,
  format: ReportFormat,
  path: string,
): Promise<{ file: string; bytes: number; number: number }> {
  const { variant } = which
  const { report, period, unit } = reportPlace(ctx, which)
  const opened = openReport(ctx, which)
  const place = { report: report.name, period: period.name, unit, variant }
  const facts = { ...factsOf(ctx, which, opened), format }
  return handOutFile(ctx, 'reports.write', facts, path, async ({ marks }) =>
    contentOf(opened, format, ctx.clock.now(), { ...place, marks: asPageMarks(marks) }),
  )
}

/** All pages for a printer; the number of its audit row stands on them. @throws AppError as `openReport` */
export function printReport(ctx: OpenContext, input: Parsed<'reports.print'>): Output<'reports.print'> {
  const opened = openReport(ctx, input)
  const facts = { ...factsOf(ctx, input, opened), how: input.how }
  return handOut(ctx, 'reports.print', facts, ({ marks, number }) => {
    const document = documentIn(opened.document, input.variant)
    return { title: document.title, markup: pagesMarkup(layOut(document), asPageMarks(marks)), number }
  })
}

/** What stands on every page of a report beside its text. */
export function asPageMarks({ stamp, ...over }: PaperMarks): PageMarks {
  return { note: stamp, ...over }
}

function factsOf(ctx: OpenContext, which: Printed, { frozen }: OpenedReport) {
  const { report, period, unit } = reportPlace(ctx, which)
  return {
    report: report.name,
    period: period.name,
    unit: unit ?? '*',
    variant: which.variant,
    ...(frozen && { frozen: frozen.id }),
  }
}

interface Place {
  readonly report: string
  readonly period: string
  readonly unit: string | null
  readonly variant: Variant
  readonly marks: PageMarks
}

async function contentOf(
  opened: OpenedReport,
  format: ReportFormat,
  now: number,
  { marks, ...place }: Place,
): Promise<Uint8Array> {
  const { variant } = place
  const frozen = markIn(variant, opened.frozen)
  const document = documentIn(opened.document, variant)
  if (format === 'docx') return (await import('../export/docx')).toDocx(document, marks)
  if (format === 'xlsx') return toXlsx(document, now, marks)
  // One that was signed off stays the same page; it is drawn from its figures, because a page could hold anything.
  const isSigned = frozen !== null && variant === 'internal'
  if (format === 'html') return Buffer.from(isSigned ? toHtml(document) : toHtml(document, marks))
  return Buffer.from(`${JSON.stringify({ ...place, frozen, ...document }, null, 2)}\n`)
}
