import { measureGroups } from '../../../shared/figures/measures/define'
import { documentIn } from '../../../shared/paper/document-in-variant'
import { layOut } from '../../../shared/paper/layout'
import { pagesMarkup } from '../../../shared/paper/markup'
import { parsePeriod } from '../../../shared/period'
import { listedReports } from '../../../shared/reports/listed'
import { catalogueOf } from '../district/catalogue'
import { monthsFrom } from '../district/reporting-rule'
import { readUnits, requireUnit } from '../district/units'
import type { Calls, Handlers } from '../handler'
import { districtMarks } from '../handout/district-marks'
import { viewsOf } from '../records/view'
import { differencesSince } from './differences'
import { reportPlace, requireText } from './documents'
import { figureRows, figuresByPeriod, figuresOf } from './figures'
import { freezeReport, marksOfFrozen } from './freeze'
import { homeOverview } from './home'
import { openReport } from './open'
import { keepText } from './queries'
import { asPageMarks } from './report-content'
import { printReport, writeReport } from './write'

export const reportHandlers = {
  'reports.list': () => ({ reports: listedReports() }),
  'reports.compute': (ctx, input) => {
    const { document, texts, frozen } = openReport(ctx, input)
    return { document: documentIn(document, input.variant), texts: { ...texts }, frozen }
  },
  'reports.page': (ctx, input) => {
    const { document: whole, texts, frozen } = openReport(ctx, input)
    const document = documentIn(whole, input.variant)
    const pages = layOut(document)
    const markup = pagesMarkup(pages, asPageMarks(districtMarks(ctx, input.variant)))
    return {
      title: document.title,
      markup,
      pages: pages.length,
      document,
      texts: { ...texts },
      frozen,
      others: marksOfFrozen(ctx, input, 20),
    }
  },
  'reports.freeze': (ctx, input) => freezeReport(ctx, input),
  'reports.frozen': (ctx, input) => ({ reports: marksOfFrozen(ctx, {}, input.limit) }),
  'reports.differences': (ctx, input) => differencesSince(ctx, input.id),
  'reports.write': (ctx, input) => writeReport(ctx, input, input.format, ctx.pathOf(input.file)),
  'reports.saveText': (ctx, input) => {
    const { report, period, unit } = reportPlace(ctx, input)
    requireUnit(readUnits(ctx.db), unit)
    requireText(report, input.key)
    const place = { report: report.name, period: period.name, unit: unit ?? '*', key: input.key }
    keepText(ctx.db, place, input.text.normalize('NFC').trim())
    // No record changed, but what is still to be done for the month did.
    ctx.emit('changed', { kinds: [] })
    return {}
  },
  'reports.print': printReport,
  'reports.measures': (ctx) => ({
    measures: catalogueOf(ctx.db).all.map(({ name, label, word, group, version, meaning, ratio }) => ({
      name,
      label,
      word,
      group: measureGroups[group],
      version,
      meaning,
      ...(ratio ? { ratio: { ...ratio } } : {}),
    })),
  }),
  'reports.series': (ctx, input) => {
    const periods = monthsFrom(ctx, input)
    const unit = input.unit ?? null
    const found = figuresByPeriod(ctx.db, input.measures, periods, unit)
    return { periods: periods.map(({ name, label }, at) => ({ name, label, figures: found[at] ?? [] })) }
  },
  'reports.figure': (ctx, input) => {
    const { unit = null, part } = input
    const measure = catalogueOf(ctx.db).named(input.measure) ?? input.measure
    const [figure] = figuresOf(ctx.db, [measure], parsePeriod(input.period), unit, part)
    if (!figure) throw new Error('one measure, one figure')
    return figure
  },
  'reports.figureRows': (ctx, input) => {
    const { unit = null, part, after, limit } = input
    const measure = catalogueOf(ctx.db).named(input.measure) ?? input.measure
    const period = parsePeriod(input.period)
    const { rows, next } = figureRows(ctx.db, { measure, period, unit, part, after, limit })
    const views = viewsOf(ctx.db, rows)
    return {
      rows: views.map((record, at) => ({ record, amount: rows[at]?.amount ?? 0 })),
      next,
    }
  },
  'home.overview': (ctx) => homeOverview(ctx),
} satisfies Handlers<Calls<'reports'> | Calls<'home'>>
