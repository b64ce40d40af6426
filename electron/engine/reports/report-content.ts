import { documentIn } from '../../../shared/paper/document-in-variant'
import { markIn } from '../../../shared/paper/frozen'
import type { PaperMarks } from '../../../shared/paper/marks'
import type { PageMarks } from '../../../shared/paper/markup'
import type { Variant } from '../../../shared/privacy/variant'
import { toHtml } from '../export/html'
import { toXlsx } from '../export/xlsx'
import type { OpenedReport } from './open'

export type ReportFormat = 'json' | 'html' | 'docx' | 'xlsx'

/** What stands on every page of a report beside its text. */
export function asPageMarks({ stamp, ...over }: PaperMarks): PageMarks {
  return { note: stamp, ...over }
}

interface Place {
  readonly report: string
  readonly period: string
  readonly unit: string | null
  readonly variant: Variant
  readonly marks: PageMarks
}

/** A report as a file. @param now milliseconds since 1970 */
export async function reportContent(
  opened: Pick<OpenedReport, 'document' | 'frozen'>,
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
