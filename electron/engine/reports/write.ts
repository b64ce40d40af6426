import type { Output, Parsed } from '../../../shared/contract'
import { documentIn } from '../../../shared/paper/document-in-variant'
import { layOut } from '../../../shared/paper/layout'
import { pagesMarkup } from '../../../shared/paper/markup'
import type { Variant } from '../../../shared/privacy/variant'
import type { OpenContext } from '../context'
import { handOut, handOutFile } from '../handout/hand-out'
import { reportPlace } from './documents'
import { type AskedReport, type OpenedReport, openReport } from './open'
import { asPageMarks, type ReportFormat, reportContent } from './report-content'

/** A report that leaves the program: which one, and for whom. */
type Printed = AskedReport & { readonly variant: Variant }

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
    reportContent(opened, format, ctx.clock.now(), { ...place, marks: asPageMarks(marks) }),
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
