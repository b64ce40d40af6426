import { basename } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import { documentIn } from '../../../shared/paper/document-in-variant'
import { markIn } from '../../../shared/paper/frozen'
import { layOut } from '../../../shared/paper/layout'
import { marksOf } from '../../../shared/paper/marks'
import { type PageMarks, pagesMarkup } from '../../../shared/paper/markup'
import type { PaperNumber } from '../../../shared/paper/paper-number'
import type { Variant } from '../../../shared/privacy/variant'
import { paperNumber } from '../audit'
import type { OpenContext } from '../context'
import { toDocx } from '../export/docx'
import { toHtml } from '../export/html'
import { noteUnlessWritten } from '../export/not-written'
import { toXlsx } from '../export/xlsx'
import { writeFileAtomically } from '../files/atomic-file'
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
  // First: its number stands in the file.
  const number = ctx.audit('reports.write', { ...factsOf(ctx, which, opened), format })
  const place = { report: report.name, period: period.name, unit }
  // One that was signed off stays the same file, byte by byte.
  const kept = variant === 'internal' && format === 'html' ? opened.html : undefined
  const content =
    kept === undefined
      ? await contentOf(opened, format, ctx.clock.now(), { ...place, variant, row: paperNumber(ctx, number) })
      : Buffer.from(kept)
  noteUnlessWritten(ctx, number, () => writeFileAtomically(path, content))
  return { file: basename(path), bytes: content.byteLength, number }
}

/** All pages for a printer; the number of its audit row stands on them. @throws AppError as `openReport` */
export function printReport(ctx: OpenContext, input: Parsed<'reports.print'>): Output<'reports.print'> {
  const opened = openReport(ctx, input)
  const number = ctx.audit('reports.print', { ...factsOf(ctx, input, opened), how: input.how })
  const document = documentIn(opened.document, input.variant)
  const markup = pagesMarkup(layOut(document), pageMarks(input.variant, paperNumber(ctx, number)))
  return { title: document.title, markup, number }
}

/** What stands on every page of a report beside its text; without a number it is a preview. */
export function pageMarks(variant: Variant, audit?: PaperNumber): PageMarks {
  const { stamp, watermark } = marksOf(variant, audit)
  return { note: stamp, ...(watermark !== undefined && { watermark }) }
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
  readonly row: PaperNumber
}

async function contentOf(
  opened: OpenedReport,
  format: ReportFormat,
  now: number,
  { row, ...place }: Place,
): Promise<Uint8Array> {
  const { variant } = place
  const frozen = markIn(variant, opened.frozen)
  const document = documentIn(opened.document, variant)
  const marks = pageMarks(variant, row)
  if (format === 'docx') return toDocx(document, marks)
  if (format === 'xlsx') return toXlsx(document, now, marks)
  if (format === 'html') return Buffer.from(toHtml(document, marks))
  return Buffer.from(`${JSON.stringify({ ...place, frozen, ...document }, null, 2)}\n`)
}
