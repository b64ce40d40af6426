import { AppError } from '../../../shared/errors'
import type { DocumentModel } from '../../../shared/paper/document'
import type { Period } from '../../../shared/period'
import { reportOf } from '../../../shared/reports'
import {
  computeReport,
  countedMeasures,
  type ReportDefinition,
  takesPeriod,
} from '../../../shared/reports/define'
import type { OpenContext } from '../context'
import { catalogueOf } from '../district/catalogue'
import { countingNotes } from '../district/counting-rule'
import { ruledPeriod } from '../district/reporting-rule'
import { readUnits, requireUnit } from '../district/units'
import { today } from '../moment'
import { amountsIn } from './amounts'
import { readSections, readTexts, readWordings } from './queries'

/** Which report: name, period text, and a unit (absent: all that this laptop works for). */
export interface ReportAsked {
  readonly report: string
  readonly period: string
  readonly unit?: string | undefined
}

/** A computed report with what people typed into it. */
export interface ComputedReport {
  readonly document: DocumentModel
  readonly texts: Readonly<Record<string, string>>
}

/**
 * Computes a report from one consistent state of the database.
 * @throws AppError `report.unknown`, `period.invalid`, `unit.not-found`
 */
export function computeDocument(ctx: OpenContext, which: ReportAsked): ComputedReport {
  const { report, period, unit } = reportPlace(ctx, which)
  return ctx.db.transaction(() => {
    const tree = readUnits(ctx.db)
    requireUnit(tree, unit)
    const texts = readTexts(ctx.db, report.name, period.name, unit ?? '*')
    const wordings = readWordings(ctx.db, report.name)
    const catalogue = catalogueOf(ctx.db)
    const sections = readSections(ctx.db, report.name)
    const counted = countedMeasures(report, { wordings, sections, catalogue })
    const document = computeReport(report, {
      period,
      unit,
      unitName: tree.get(unit ?? ctx.site.unit)?.name ?? ctx.site.unitName,
      tree,
      catalogue,
      amounts: new Map(report.periods(period).map((one) => [one.name, amountsIn(ctx.db, counted, one)])),
      texts,
      wordings,
      sections,
      date: today(ctx.clock),
      notes: countingNotes(ctx.db, period),
    })
    return { document, texts }
  })()
}

/**
 * The definition, period and unit that a request means. The district's own unit means everything it holds, so that a
 * record whose unit it does not know is missing from no total.
 */
export function reportPlace(
  ctx: OpenContext,
  which: ReportAsked,
): { readonly report: ReportDefinition; readonly period: Period; readonly unit: string | null } {
  const report = reportOf(which.report)
  const period = ruledPeriod(ctx, which.period)
  if (!takesPeriod(report, period)) throw new AppError('period.invalid', { period: which.period })
  const asked = which.unit ?? ctx.site.unit
  return { report, period, unit: ctx.site.role !== 'street' && asked === ctx.site.unit ? null : asked }
}

/** @throws AppError `call.invalid` when the report has no such text */
export function requireText(report: ReportDefinition, key: string): void {
  if (!report.texts.some((text) => text.key === key))
    throw new AppError('call.invalid', {
      problems: [{ field: 'key', reason: 'choice.unknown', params: { value: key } }],
    })
}
