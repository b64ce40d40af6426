import type { MapPlace } from '../../../shared/charts/map'
import type { Output, Parsed } from '../../../shared/contract'
import { isEnumerated, storedOptionsOf } from '../../../shared/definition/words'
import { AppError } from '../../../shared/errors'
import { figuresFrom } from '../../../shared/figures/figures'
import { isSum } from '../../../shared/figures/measures/define'
import { narrowedName } from '../../../shared/figures/measures/narrowed'
import { partLabels, type UnitPart } from '../../../shared/figures/unit-tree'
import { kindOf } from '../../../shared/kinds'
import type { OpenContext } from '../context'
import { catalogueOf } from '../district/catalogue'
import { ruledPeriod } from '../district/reporting-rule'
import { readPlaces, readUnits, requireUnit } from '../district/units'
import { districtWords } from '../district/words'
import type { Calls, Handlers } from '../handler'
import { handOut } from '../handout/hand-out'
import { amountsIn } from '../reports/amounts'
import { figuresOf } from '../reports/figures'

export const chartHandlers = {
  'charts.byUnit': byUnit,
  'charts.byWord': byWord,
  'charts.print': (ctx, { period, unit, variant }) =>
    handOut(
      ctx,
      'charts.print',
      { period, variant, ...(unit !== undefined && { unit }) },
      ({ number, marks }) => ({
        number,
        marks: { ...marks },
      }),
    ),
} satisfies Handlers<Calls<'charts'>>

/** @throws AppError `measure.unknown`, `period.invalid`, `unit.not-found` */
function byUnit(ctx: OpenContext, input: Parsed<'charts.byUnit'>): Output<'charts.byUnit'> {
  const period = ruledPeriod(ctx, input.period)
  const own = input.unit ?? ctx.site.unit
  const tree = readUnits(ctx.db)
  requireUnit(tree, own)
  const amounts = new Map([[period.name, amountsIn(ctx.db, input.measures, period)]])
  const figures = figuresFrom({ tree, amounts, catalogue: catalogueOf(ctx.db) }, input.measures)
  const all = (unit: string | null, part?: UnitPart) =>
    input.measures.map((name) => figures.of(name, period, unit, part))
  const places = readPlaces(ctx.db)
  const units = tree
    .children(own)
    .filter(({ living, id }) => living || all(id).some(({ value }) => value > 0))
    .map(({ id, name }) => ({ id, name, figures: all(id), ...placed(places.get(id)) }))
  const whole = all(wholeOf(ctx, own))
  // Sums have a part that is the unit's own; of shares and different things nobody asks for it beside the others.
  const rest = input.measures.every((name) => isSum(figures.measureOf(name)))
    ? all(wholeOf(ctx, own), 'own')
    : []
  const isShown = units.length > 0 && rest.some(({ value }) => value > 0)
  return { units: [...units, ...(isShown ? [{ id: own, name: partLabels.own, figures: rest }] : [])], whole }
}

const placed = (place: MapPlace | undefined): { place?: MapPlace } => (place ? { place: { ...place } } : {})

/** @throws AppError `measure.unknown`, `period.invalid`, `unit.not-found`, `call.invalid` for a field that no word counts */
function byWord(ctx: OpenContext, input: Parsed<'charts.byWord'>): Output<'charts.byWord'> {
  const field = catalogueOf(ctx.db)
    .of(input.measure)
    .over.map(({ kind }) => kindOf(kind).fields[input.field])
    .find((found) => isEnumerated(found) && found.measured === true)
  if (!isEnumerated(field))
    throw new AppError('call.invalid', { problems: [{ field: 'field', reason: 'field.unknown' }] })
  const options = storedOptionsOf(field, districtWords(ctx.db))
  const names = options.map(({ value }) => narrowedName(input.measure, input.field, value))
  const figures = figuresOf(
    ctx.db,
    names,
    ruledPeriod(ctx, input.period),
    wholeOf(ctx, input.unit ?? ctx.site.unit),
  )
  return {
    label: field.label,
    words: options.flatMap(({ value, label }, at) => {
      const figure = figures[at]
      return figure ? [{ value, label, figure }] : []
    }),
  }
}

/** A district's own unit stands for all that it holds, records without a unit too. */
function wholeOf(ctx: OpenContext, unit: string): string | null {
  return ctx.site.role === 'district' && unit === ctx.site.unit ? null : unit
}
