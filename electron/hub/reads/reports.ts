import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import type { DocumentModel } from '../../../shared/paper/document'
import { documentIn } from '../../../shared/paper/document-in-variant'
import type { FrozenMark } from '../../../shared/paper/frozen'
import { layOut } from '../../../shared/paper/layout'
import { marksOf } from '../../../shared/paper/marks'
import { pagesMarkup } from '../../../shared/paper/markup'
import { type Period, parsePeriod } from '../../../shared/period'
import { reportOf } from '../../../shared/reports'
import {
  computeReport,
  countedMeasures,
  type ReportDefinition,
  takesPeriod,
} from '../../../shared/reports/define'
import { listedReports } from '../../../shared/reports/listed'
import { asPageMarks, reportContent } from '../../engine/reports/report-content'
import { frozenAt, frozenWithin } from './frozen'
import { amountsOn, type Ground, groundOf, placed } from './ground'
import { handFile, marksOn } from './hand-out'
import { hubWords } from './named'
import { districtReportWords, hubApprovedNotes } from './own-words'
import type { HubReads, ReadContext } from './read'

type Which = Pick<Parsed<'reports.page'>, 'report' | 'period' | 'unit' | 'version'>

/** A report as it is shown, printed or written. */
interface OpenedReport {
  readonly document: DocumentModel
  readonly texts: Readonly<Record<string, string>>
  readonly frozen: FrozenMark | null
  readonly others: readonly FrozenMark[]
  readonly period: Period
  readonly ground: Ground
}

/**
 * One that its district signed off as it was then, otherwise computed. What people type beside a report stays on their own computer
 * until it is signed off.
 * @throws AppError `report.unknown`, `period.invalid`, `unit.not-found`, `report.not-frozen`, `report.frozen-damaged`
 */
async function openReport(ctx: ReadContext, asked: Which): Promise<OpenedReport> {
  const report = reportOf(asked.report)
  const period = parsePeriod(asked.period)
  if (!takesPeriod(report, period)) throw new AppError('period.invalid', { period: asked.period })
  const ground = await groundOf(ctx, await hubWords(ctx.sql), asked.unit)
  const others = await frozenAt(ctx.sql, ground, report.name, period)
  const id = asked.version === 'live' ? undefined : (asked.version ?? others[0]?.id)
  const known = { others, period, ground }
  if (id === undefined) {
    const document = withPlaces(ground, await computed(ctx, report, period, ground))
    return { document, texts: {}, frozen: null, ...known }
  }
  const { frozen, content } = await frozenWithin(ctx.sql, ground, id)
  if (!('document' in content)) throw new AppError('report.not-frozen')
  return { document: withPlaces(ground, content.document), texts: content.texts, frozen, ...known }
}

const withPlaces = (ground: Ground, document: DocumentModel): DocumentModel => ({
  ...document,
  figures: placed(ground, document.figures),
})

async function computed(
  { sql, today }: ReadContext,
  report: ReportDefinition,
  period: Period,
  ground: Ground,
): Promise<DocumentModel> {
  const { tree, catalogue, unit, unitName, district } = ground
  const words =
    district === null ? { wordings: {}, sections: [] } : await districtReportWords(sql, district, report.name)
  const counted = countedMeasures(report, { ...words, catalogue })
  return computeReport(report, {
    period,
    unit,
    unitName,
    tree,
    catalogue,
    amounts: await amountsOn(sql, ground, counted, report.periods(period)),
    texts: {},
    ...words,
    date: today,
    notes: await hubApprovedNotes(sql, district, period),
  })
}

/** 报表 of the districts of a region, and of the units of a district. */
export const hubReportReads = {
  'reports.list': async () => ({ reports: listedReports() }),
  'reports.compute': async (ctx, input) => {
    const { document, texts, frozen } = await openReport(ctx, input)
    return { document: documentIn(document, input.variant), texts: { ...texts }, frozen }
  },
  'reports.page': async (ctx, input): Promise<Output<'reports.page'>> => {
    const { document: whole, texts, frozen, others } = await openReport(ctx, input)
    const document = documentIn(whole, input.variant)
    const pages = layOut(document)
    return {
      title: document.title,
      markup: pagesMarkup(pages, asPageMarks(marksOf(input.variant))),
      pages: pages.length,
      document,
      texts: { ...texts },
      frozen,
      others: [...others],
    }
  },
  'reports.print': async (ctx, input) => {
    const opened = await openReport(ctx, input)
    const document = documentIn(opened.document, input.variant)
    const markup = pagesMarkup(layOut(document), asPageMarks(marksOn(ctx, input.variant)))
    return { title: document.title, markup, number: ctx.noted ?? 0 }
  },
  'reports.write': async (ctx, input) => {
    const opened = await openReport(ctx, input)
    const { report, variant } = input
    const marks = asPageMarks(marksOn(ctx, variant))
    const place = { report, period: opened.period.name, unit: opened.ground.asked, variant, marks }
    return handFile(ctx, input.file, await reportContent(opened, input.format, ctx.now, place))
  },
} satisfies HubReads
