import { isKeptByMonth, monthsOfPeriod } from '../../../shared/facts/by-month'
import type { Amounts, Share } from '../../../shared/figures/amounts'
import type { Figure } from '../../../shared/figures/figure'
import { figuresFrom } from '../../../shared/figures/figures'
import { countedFor } from '../../../shared/figures/measures'
import { type Catalogue, programMeasures } from '../../../shared/figures/measures/catalogue'
import type { Measure } from '../../../shared/figures/measures/define'
import type { UnitTree } from '../../../shared/figures/unit-tree'
import type { Period } from '../../../shared/period'
import type { Sql } from '../store/store'
import { amountsOfFacts } from './amounts'
import { type SummedDistricts, sumsOfMonths } from './sums'

/**
 * The measures as districts have been counted by: a level has been asked for at the unit itself, and districts are no level
 * of it. A hub knows no indicators of single districts.
 */
export const hubCatalogue: Catalogue = {
  ...programMeasures,
  all: programMeasures.all.map(withoutLevels),
  of: (name) => withoutLevels(programMeasures.of(name)),
  known: (name) => {
    const measure = programMeasures.known(name)
    return measure && withoutLevels(measure)
  },
}

function withoutLevels({ levels: _levels, ...measure }: Measure): Measure {
  return measure
}

/**
 * What whole districts add to some measures in a period, under the ids of their own units: what is kept of months where
 * it is, all else from the facts. @throws AppError `measure.unknown`
 */
export async function districtAmounts(
  sql: Sql,
  names: readonly string[],
  period: Period,
  which: SummedDistricts = { districts: null, things: 'shared' },
): Promise<Amounts> {
  const counted = countedFor(names)
  const span = monthsOfPeriod(period)
  const kept = span === null ? [] : counted.filter(isKeptByMonth)
  const others = counted.filter((measure) => !kept.includes(measure))
  const found = new Map<string, Map<string, Share>>()
  const take = (amounts: Amounts): void => {
    for (const [unit, shares] of amounts) {
      const own = found.get(unit) ?? new Map<string, Share>()
      found.set(unit, own)
      for (const [measure, share] of shares) own.set(measure, share)
    }
  }
  if (span !== null && kept.length > 0) take(await sumsOfMonths(sql, kept, span, which))
  take(await amountsOfFacts(sql, others, period, { by: 'district', districts: which.districts }))
  return found
}

/** The same of several periods, by their names. @throws AppError `measure.unknown` */
export async function districtAmountsOf(
  sql: Sql,
  names: readonly string[],
  periods: readonly Period[],
): Promise<ReadonlyMap<string, Amounts>> {
  const amounts = new Map<string, Amounts>()
  for (const period of periods)
    if (!amounts.has(period.name)) amounts.set(period.name, await districtAmounts(sql, names, period))
  return amounts
}

/** Some figures of a period over a unit of the hub and all under it; `null`: everything. @throws AppError `measure.unknown` */
export async function hubFigures(
  sql: Sql,
  tree: UnitTree,
  asked: { readonly measures: readonly string[]; readonly period: Period; readonly unit: string | null },
): Promise<readonly Figure[]> {
  const amounts = await districtAmountsOf(sql, asked.measures, [asked.period])
  const figures = figuresFrom({ tree, amounts, catalogue: hubCatalogue }, asked.measures)
  return asked.measures.map((name) => figures.of(name, asked.period, asked.unit))
}
