import { AppError } from '../../../shared/errors'
import type { Figure } from '../../../shared/figures/figure'
import { type Figures, figuresFrom } from '../../../shared/figures/figures'
import { datedSums } from '../../../shared/figures/measures'
import type { UnitTree } from '../../../shared/figures/unit-tree'
import type { DocumentModel } from '../../../shared/paper/document'
import type { Sheet } from '../../../shared/paper/sheet/model'
import { type Period, parsePeriod } from '../../../shared/period'
import { reportOf } from '../../../shared/reports'
import { computeReport, countedMeasures, takesPeriod } from '../../../shared/reports/define'
import { statisticsPeriods, statisticsSheet, usualMeasures } from '../../../shared/statistics/sheet'
import type { Sql } from '../store/store'
import { districtAmountsOf, hubCatalogue } from './figures'
import { regionTree } from './region-tree'

/** Which paper: a period by its name and a unit of the hub (null: everything), on what day (`YYYY-MM-DD`) it is made. */
export interface HubPaper {
  readonly period: string
  readonly unit: string | null
  readonly date: string
}

/** A report over the districts of a hub. @throws AppError `report.unknown`, `period.invalid`, `unit.not-found` */
export async function hubReport(
  sql: Sql,
  name: string,
  { period: periodName, unit, date }: HubPaper,
): Promise<DocumentModel> {
  const report = reportOf(name)
  const period = parsePeriod(periodName)
  if (!takesPeriod(report, period)) throw new AppError('period.invalid', { period: periodName })
  const tree = await regionTree(sql)
  const counted = countedMeasures(report, { catalogue: hubCatalogue })
  return computeReport(report, {
    period,
    unit,
    unitName: nameIn(tree, unit),
    tree,
    catalogue: hubCatalogue,
    amounts: await districtAmountsOf(sql, counted, report.periods(period)),
    texts: {},
    date,
  })
}

/** 统计表 of the units of a hub. @throws AppError `measure.unknown`, `period.invalid`, `unit.not-found` */
export async function hubStatistics(
  sql: Sql,
  { period: periodName, unit, date }: HubPaper,
  names: readonly string[] = usualMeasures,
): Promise<{ readonly sheet: Sheet; readonly figures: readonly Figure[] }> {
  const tree = await regionTree(sql)
  const unitName = nameIn(tree, unit)
  const periods = statisticsPeriods(parsePeriod(periodName))
  // Whether there was anything a year ago is asked of all that is logged, not only of the measures chosen.
  const counted = [...new Set([...names, ...datedSums])]
  const all: readonly Period[] = [periods.now, periods.toDate, periods.lastYear]
  const amounts = await districtAmountsOf(sql, counted, all)
  const figures = figuresFrom({ tree, amounts, catalogue: hubCatalogue }, counted)
  const sheet = statisticsSheet({ tree, unit, unitName, date, notes: [] }, figures, {
    measures: names,
    periods,
  })
  return { sheet, figures: ofUnits(tree, unit, figures, names, periods.now) }
}

function ofUnits(
  tree: UnitTree,
  unit: string | null,
  figures: Figures,
  names: readonly string[],
  period: Period,
): readonly Figure[] {
  const below = unit === null ? tree.top.map(({ id }) => id) : tree.children(unit).map(({ id }) => id)
  return [unit, ...below].flatMap((one) => names.map((name) => figures.of(name, period, one)))
}

/** @throws AppError `unit.not-found` */
function nameIn(tree: UnitTree, unit: string | null): string {
  if (unit === null) return tree.top.length === 1 ? (tree.top[0]?.name ?? '') : ''
  const node = tree.get(unit)
  if (!node) throw new AppError('unit.not-found', { unit })
  return node.name
}
