import type { FrozenMark } from '../../../shared/paper/frozen'
import type { OpenContext } from '../context'
import { type ComputedReport, computeDocument, type ReportAsked, reportPlace } from './documents'
import { frozenById, frozenDocumentOf, marksOfFrozen } from './freeze'

/** Which report, and whether as the records are now or as it was signed off (absent: signed off, if it was). */
export interface AskedReport extends ReportAsked {
  readonly version?: string | undefined
}

/** A report as it is shown, printed or written. */
export interface OpenedReport extends ComputedReport {
  /** Set where this is one that was signed off, which later corrections leave as it was. */
  readonly frozen: FrozenMark | null
}

/**
 * Opens a report: one that was signed off as it was then, otherwise computed from the records.
 * @throws AppError as `computeDocument`, `report.not-frozen`, `report.frozen-damaged`
 */
export function openReport(ctx: OpenContext, asked: AskedReport): OpenedReport {
  reportPlace(ctx, asked)
  const { version } = asked
  const frozen = version === 'live' ? undefined : chosen(ctx, asked, version)
  if (!frozen) return { ...computeDocument(ctx, asked), frozen: null }
  const { document, texts } = frozenDocumentOf(ctx.db, frozen.id)
  return { document, texts, frozen }
}

function chosen(ctx: OpenContext, asked: AskedReport, version: string | undefined): FrozenMark | undefined {
  return version === undefined ? marksOfFrozen(ctx, asked, 1)[0] : frozenById(ctx, version)
}
