import type { WordsOf } from '../../../shared/definition/words'
import { AppError } from '../../../shared/errors'
import type { Amounts, Share } from '../../../shared/figures/amounts'
import type { Figure } from '../../../shared/figures/figure'
import { type Figures, figuresFrom } from '../../../shared/figures/figures'
import { sharesOfValues } from '../../../shared/figures/filled-values'
import { countedFor } from '../../../shared/figures/measures'
import type { Catalogue } from '../../../shared/figures/measures/catalogue'
import type { Measure } from '../../../shared/figures/measures/define'
import { narrowedMeasure } from '../../../shared/figures/measures/narrowed'
import type { UnitTree } from '../../../shared/figures/unit-tree'
import type { Period } from '../../../shared/period'
import { amountsOfFacts } from '../figures/amounts'
import { districtAmounts, hubCatalogue } from '../figures/figures'
import { regionTree } from '../figures/region-tree'
import type { SummedDistricts } from '../figures/sums'
import type { Sql } from '../store/store'
import { hubFilledValues } from './filled'
import { districtCatalogue } from './own-words'
import type { ReadContext } from './read'
import { regionName } from './region'
import { saidIn } from './said'
import { hubUnits } from './units'

/** What figures of a unit are made of: above the districts they are added up as wholes, inside one unit by unit. */
export interface Ground {
  readonly tree: UnitTree
  readonly catalogue: Catalogue
  /** The unit whose figures are asked for, as an id. */
  readonly asked: string
  /** The same as figures want it; null: all that is counted. A district's own unit stands for all that it holds. */
  readonly unit: string | null
  readonly unitName: string
  /** Inside of which district; null: above all of them. */
  readonly district: number | null
}

const districtOf = `SELECT d.district, d.unit, d.name FROM districts d WHERE d.unit = $1
  UNION ALL SELECT r.district, d.unit, d.name FROM records r JOIN districts d USING (district) WHERE r.kind = 'unit' AND r.id = $1
  LIMIT 1`

/** @param unit absent: all that the account sees. @throws AppError `unit.not-found` */
export async function groundOf(
  { sql, account }: Pick<ReadContext, 'sql' | 'account'>,
  wordsOf: WordsOf,
  unit: string = account.region,
): Promise<Ground> {
  const region = await regionTree(sql)
  const isAbove = region.children(unit).length > 0 || (region.all.length === 0 && unit === account.region)
  if (isAbove) {
    const unitName = region.get(unit)?.name ?? (await regionName(sql, unit))
    const catalogue: Catalogue = {
      ...hubCatalogue,
      of: (name) => narrowedMeasure(name, hubCatalogue.known, wordsOf) ?? hubCatalogue.of(name),
    }
    return { tree: region, catalogue, asked: unit, unit, unitName, district: null }
  }
  const [at] = await sql.query<{ district: number; unit: string; name: string }>(districtOf, [unit])
  if (!at) throw new AppError('unit.not-found', { unit })
  const tree = await hubUnits(sql, [at.district])
  return {
    tree,
    catalogue: await districtCatalogue(sql, at.district, wordsOf),
    asked: unit,
    unit: at.unit === unit ? null : unit,
    unitName: tree.get(unit)?.name ?? at.name,
    district: at.district,
  }
}

/** Figures whose rows are asked for by the unit itself: a page knows of no other whole than that of its account. */
export function placed<F extends Figure>({ asked }: Pick<Ground, 'asked'>, figures: readonly F[]): F[] {
  return figures.map((figure) => (figure.unit === null ? { ...figure, unit: asked } : figure))
}

/** What some measures come to in some periods, by the periods' names. @throws AppError `measure.unknown` */
export async function amountsOn(
  sql: Sql,
  ground: Ground,
  names: readonly string[],
  periods: readonly Period[],
): Promise<ReadonlyMap<string, Amounts>> {
  const amounts = new Map<string, Amounts>()
  for (const period of periods)
    if (!amounts.has(period.name))
      amounts.set(period.name, await amountsOf(sql, ground, names, period, 'shared'))
  return amounts
}

/** What a measure of different things comes to in a period, each thing with the record that first names it. */
export function thingsOn(sql: Sql, ground: Ground, measure: Measure, period: Period): Promise<Amounts> {
  return amountsOf(sql, ground, [measure.name], period, 'all')
}

/** Figures of some measures in some periods. @throws AppError `measure.unknown` */
export async function figuresOn(
  sql: Sql,
  ground: Ground,
  names: readonly string[],
  periods: readonly Period[],
): Promise<Figures> {
  const amounts = await amountsOn(sql, ground, names, periods)
  return figuresFrom({ tree: ground.tree, amounts, catalogue: ground.catalogue }, names)
}

async function amountsOf(
  sql: Sql,
  { catalogue, district }: Ground,
  names: readonly string[],
  period: Period,
  things: SummedDistricts['things'],
): Promise<Amounts> {
  const all = countedFor(names, catalogue.of)
  const counted = all.filter(({ indicator }) => indicator === undefined)
  const found =
    district === null
      ? await districtAmounts(sql, names, period, { districts: null, things })
      : await amountsOfFacts(sql, counted, period, { by: 'unit', district })
  const amounts = new Map([...found].map(([unit, shares]) => [unit, new Map(shares)]))
  if (district !== null)
    for (const measure of all)
      if (measure.indicator)
        for (const [unit, share] of sharesOfValues(await hubFilledValues(sql, district, measure, period)))
          put(amounts, unit ?? '', measure, share)
  for (const measure of counted)
    if (measure.said !== undefined) await addSaid(sql, amounts, measure, period, district)
  return amounts
}

type Own = Map<string, Map<string, Share>>

function put(amounts: Own, unit: string, { name }: Measure, share: Share): void {
  const own = amounts.get(unit) ?? new Map<string, Share>()
  amounts.set(unit, own)
  own.set(name, share)
}

/** Only of units whose records add to the measure. */
async function addSaid(
  sql: Sql,
  amounts: Own,
  measure: Measure,
  period: Period,
  district: number | null,
): Promise<void> {
  const say = (unit: string, said: readonly string[]): void => {
    const share = amounts.get(unit)?.get(measure.name)
    if (share) put(amounts, unit, measure, { ...share, said: [...new Set([...(share.said ?? []), ...said])] })
  }
  if (district !== null) {
    for (const [unit, said] of await saidIn(sql, district, measure, period)) say(unit, said)
    return
  }
  const districts = await sql.query<{ district: number; unit: string }>(
    'SELECT district, unit FROM districts ORDER BY district',
  )
  for (const { district, unit } of districts)
    if (amounts.get(unit)?.get(measure.name)?.rows)
      for (const said of (await saidIn(sql, district, measure, period)).values()) say(unit, said)
}
