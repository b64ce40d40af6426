import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { type Figures, figuresFrom } from '../../../shared/figures/figures'
import { countedFor } from '../../../shared/figures/measures'
import { programMeasures } from '../../../shared/figures/measures/catalogue'
import { isSum } from '../../../shared/figures/measures/define'
import { partLabels, type UnitNode, type UnitPart } from '../../../shared/figures/unit-tree'
import { type Period, parsePeriod } from '../../../shared/period'
import { amountsOfFacts } from '../figures/amounts'
import { districtAmountsOf, hubCatalogue } from '../figures/figures'
import { regionTree } from '../figures/region-tree'
import type { Sql } from '../store/store'
import type { HubReads, ReadContext } from './read'
import { hubUnits } from './units'

/** Figures of a unit and of those right under it. */
interface Counted {
  readonly figures: Figures
  readonly below: readonly UnitNode[]
  /** What the unit is asked for by; null: everything that was counted. */
  readonly whole: string | null
}

const districtOf = `SELECT d.district, d.unit FROM districts d WHERE d.unit = $1
  UNION ALL SELECT r.district, d.unit FROM records r JOIN districts d USING (district) WHERE r.kind = 'unit' AND r.id = $1
  LIMIT 1`

/** Above the districts they are added up as wholes, inside one unit by unit. @throws AppError `unit.not-found`, `measure.unknown` */
async function countUnder(
  sql: Sql,
  unit: string,
  measures: readonly string[],
  period: Period,
): Promise<Counted> {
  const region = await regionTree(sql)
  const districts = region.children(unit)
  if (districts.length > 0) {
    const amounts = await districtAmountsOf(sql, measures, [period])
    const figures = figuresFrom({ tree: region, amounts, catalogue: hubCatalogue }, measures)
    return { figures, below: districts, whole: unit }
  }
  const [at] = await sql.query<{ district: number; unit: string }>(districtOf, [unit])
  if (!at) throw new AppError('unit.not-found', { unit })
  const tree = await hubUnits(sql)
  const counted = countedFor(measures)
  const amounts = await amountsOfFacts(sql, counted, period, { by: 'unit', district: at.district })
  const figures = figuresFrom(
    { tree, amounts: new Map([[period.name, amounts]]), catalogue: programMeasures },
    measures,
  )
  // A district's own unit stands for all that it holds, records without a unit too.
  return { figures, below: tree.children(unit), whole: at.unit === unit ? null : unit }
}

async function byUnit(
  { sql, account }: ReadContext,
  input: Parsed<'charts.byUnit'>,
): Promise<Output<'charts.byUnit'>> {
  const period = parsePeriod(input.period)
  const own = input.unit ?? account.region
  const { figures, below, whole } = await countUnder(sql, own, input.measures, period)
  const all = (unit: string | null, part?: UnitPart) =>
    input.measures.map((name) => figures.of(name, period, unit, part))
  const units = below
    .filter(({ living, id }) => living || all(id).some(({ value }) => value > 0))
    .map(({ id, name }) => ({ id, name, figures: all(id) }))
  // Sums have a part that is the unit's own; of shares and different things nobody asks for it beside the others.
  const rest = input.measures.every((name) => isSum(figures.measureOf(name))) ? all(whole, 'own') : []
  const isShown = units.length > 0 && rest.some(({ value }) => value > 0)
  return {
    units: [...units, ...(isShown ? [{ id: own, name: partLabels.own, figures: rest }] : [])],
    whole: all(whole),
  }
}

/** What figures come to, by calendar months: a district's own reporting months are its own matter. */
export const hubFigureReads = { 'charts.byUnit': byUnit } satisfies HubReads
