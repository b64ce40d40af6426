import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import { isEnumerated, storedOptionsOf } from '../../../shared/kinds/words'
import { parsePeriod } from '../../../shared/period'
import { figuresFrom } from '../../../shared/reports/define'
import type { Figure } from '../../../shared/reports/document'
import { measureOf } from '../../../shared/reports/measures'
import { isSum } from '../../../shared/reports/measures/define'
import { narrowedName } from '../../../shared/reports/measures/narrowed'
import type { OpenContext } from '../context'
import type { Calls, Handlers } from '../handler'
import { districtWords } from '../records/words'
import { amountsIn, figuresOf, readUnitTree, requireUnit } from '../reports/figures'

export const chartHandlers = {
  'charts.byUnit': byUnit,
  'charts.byWord': byWord,
  'charts.print': (ctx, { period, unit }) => ({
    number: ctx.audit('charts.print', { period, ...(unit !== undefined && { unit }) }),
  }),
} satisfies Handlers<Calls<'charts'>>

/** @throws AppError `measure.unknown`, `period.invalid`, `unit.not-found` */
function byUnit(ctx: OpenContext, input: Parsed<'charts.byUnit'>): Output<'charts.byUnit'> {
  const period = parsePeriod(input.period)
  const own = input.unit ?? ctx.site.unit
  const tree = readUnitTree(ctx.db)
  requireUnit(tree, own)
  const amounts = new Map([[period.name, amountsIn(ctx.db, input.measures, period)]])
  const figures = figuresFrom({ tree, amounts }, input.measures)
  const all = (unit: string | null) => input.measures.map((name) => figures.of(name, period, unit))
  const units = tree
    .children(own)
    .filter(({ living, id }) => living || all(id).some(({ value }) => value > 0))
    .map(({ id, name }) => ({ id, name, figures: all(id) }))
  const whole = all(wholeOf(ctx, own))
  return { units: [...units, ...ownPart(own, units, whole)], whole }
}

/** What the unit itself did, beside those under it, where it did something: sums have such a rest, shares and different things have none. */
function ownPart(
  own: string,
  units: Output<'charts.byUnit'>['units'],
  whole: readonly Figure[],
): Output<'charts.byUnit'>['units'] {
  if (units.length === 0 || whole.some(({ measure }) => !isSum(measureOf(measure)))) return []
  const figures = whole.map((figure, at) => {
    const under = units.reduce((sum, unit) => sum + (unit.figures[at]?.value ?? 0), 0)
    const value = Math.round((figure.value - under) * 100) / 100
    // Its records are among those of the whole: they open there.
    return { ...figure, id: `${figure.id}/own`, value, text: String(value), records: 0 }
  })
  return figures.some(({ value }) => value > 0) ? [{ id: own, name: '本级', figures }] : []
}

/** @throws AppError `measure.unknown`, `period.invalid`, `unit.not-found`, `call.invalid` for a field that no word counts */
function byWord(ctx: OpenContext, input: Parsed<'charts.byWord'>): Output<'charts.byWord'> {
  const field = measureOf(input.measure)
    .over.map(({ kind }) => kindOf(kind).fields[input.field])
    .find((found) => isEnumerated(found) && found.measured === true)
  if (!isEnumerated(field))
    throw new AppError('call.invalid', { problems: [{ field: 'field', reason: 'field.unknown' }] })
  const options = storedOptionsOf(field, districtWords(ctx.db))
  const names = options.map(({ value }) => narrowedName(input.measure, input.field, value))
  const figures = figuresOf(
    ctx.db,
    names,
    parsePeriod(input.period),
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
