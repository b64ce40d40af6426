import { basename } from 'node:path'
import type { OpenContext } from '../context'
import { toDocx } from '../export/docx'
import { toHtml } from '../export/html'
import { toXlsx } from '../export/xlsx'
import { writeFileAtomically } from '../files/atomic-file'
import { reportPlace } from './documents'
import { type Asked, type OpenedReport, openReport } from './open'

export type ReportFormat = 'json' | 'html' | 'docx' | 'xlsx'

/**
 * Writes a report as a file and notes it in the audit log.
 * @throws AppError as `openReport`, `file.unwritable`, `file.no-space`
 */
export async function writeReport(
  ctx: OpenContext,
  which: Asked,
  format: ReportFormat,
  path: string,
): Promise<{ file: string; bytes: number }> {
  const { report, period, unit } = reportPlace(ctx, which)
  const opened = openReport(ctx, which)
  const content = await contentOf(opened, format, ctx.clock.now(), {
    report: report.name,
    period: period.name,
    unit,
  })
  writeFileAtomically(path, content)
  ctx.audit('reports.write', {
    ...{ report: report.name, period: period.name, unit: unit ?? '*', format },
    ...(opened.frozen && { frozen: opened.frozen.id }),
  })
  return { file: basename(path), bytes: content.byteLength }
}

async function contentOf(
  { document, frozen, html }: OpenedReport,
  format: ReportFormat,
  now: number,
  place: { readonly report: string; readonly period: string; readonly unit: string | null },
): Promise<Uint8Array> {
  if (format === 'docx') return toDocx(document)
  if (format === 'xlsx') return toXlsx(document, now)
  if (format === 'html') return Buffer.from(html ?? toHtml(document))
  return Buffer.from(`${JSON.stringify({ ...place, frozen, ...document }, null, 2)}\n`)
}
