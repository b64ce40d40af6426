import type { Output, Parsed } from '../../../shared/contract'
import { isEnumerated, storedOptionsOf } from '../../../shared/definition/words'
import { AppError } from '../../../shared/errors'
import { isSum, measureGroups } from '../../../shared/figures/measures/define'
import { narrowedName } from '../../../shared/figures/measures/narrowed'
import { partLabels, type UnitPart } from '../../../shared/figures/unit-tree'
import { kindOf } from '../../../shared/kinds'
import { monthsBetween, parsePeriod } from '../../../shared/period'
import { figureRowsOn } from './figure-rows'
import { figuresOn, groundOf, placed } from './ground'
import { marksOn, paperNumberOf } from './hand-out'
import { hubWords } from './named'
import type { HubReads, ReadContext } from './read'
import { hubViews } from './records'
import { placesOf } from './units'

async function byUnit(ctx: ReadContext, input: Parsed<'charts.byUnit'>): Promise<Output<'charts.byUnit'>> {
  const period = parsePeriod(input.period)
  const ground = await groundOf(ctx, await hubWords(ctx.sql), input.unit)
  const { tree, asked, unit: whole } = ground
  const figures = await figuresOn(ctx.sql, ground, input.measures, [period])
  const all = (unit: string | null, part?: UnitPart) =>
    placed(
      ground,
      input.measures.map((name) => figures.of(name, period, unit, part)),
    )
  const shown = tree
    .children(asked)
    .filter(({ living, id }) => living || all(id).some(({ value }) => value > 0))
  const places = await placesOf(
    ctx.sql,
    shown.map(({ id }) => id),
  )
  const units = shown.map(({ id, name }) => {
    const place = places.get(id)
    return { id, name, figures: all(id), ...(place && { place: { ...place } }) }
  })
  // Sums have a part that is the unit's own; of shares and different things nobody asks for it beside the others.
  const rest = input.measures.every((name) => isSum(figures.measureOf(name))) ? all(whole, 'own') : []
  const isShown = units.length > 0 && rest.some(({ value }) => value > 0)
  return {
    units: [...units, ...(isShown ? [{ id: asked, name: partLabels.own, figures: rest }] : [])],
    whole: all(whole),
  }
}

async function byWord(ctx: ReadContext, input: Parsed<'charts.byWord'>): Promise<Output<'charts.byWord'>> {
  const wordsOf = await hubWords(ctx.sql)
  const ground = await groundOf(ctx, wordsOf, input.unit)
  const field = ground.catalogue
    .of(input.measure)
    .over.map(({ kind }) => kindOf(kind).fields[input.field])
    .find((found) => isEnumerated(found) && found.measured === true)
  if (!isEnumerated(field))
    throw new AppError('call.invalid', { problems: [{ field: 'field', reason: 'field.unknown' }] })
  const period = parsePeriod(input.period)
  const options = storedOptionsOf(field, wordsOf)
  const nameOf = (value: string): string => narrowedName(input.measure, input.field, value)
  const names = options.map(({ value }) => nameOf(value))
  const figures = await figuresOn(ctx.sql, ground, names, [period])
  const words = options.flatMap(({ value, label }) =>
    placed(ground, [figures.of(nameOf(value), period, ground.unit)]).map((figure) => ({
      value,
      label,
      figure,
    })),
  )
  return { label: field.label, words }
}

/** What figures come to, by calendar months: a district's own reporting months are its own matter. */
export const hubFigureReads = {
  'charts.byUnit': byUnit,
  'charts.byWord': byWord,
  'charts.print': async (ctx, { variant }) => ({
    number: paperNumberOf(ctx).number,
    marks: { ...marksOn(ctx, variant) },
  }),
  'reports.measures': async (ctx) => {
    const { catalogue } = await groundOf(ctx, await hubWords(ctx.sql))
    return {
      measures: catalogue.all.map(({ name, label, word, group, version, meaning, ratio }) => ({
        name,
        label,
        word,
        group: measureGroups[group],
        version,
        meaning,
        ...(ratio ? { ratio: { ...ratio } } : {}),
      })),
    }
  },
  'reports.series': async (ctx, input) => {
    const periods = monthsBetween(parsePeriod(input.from), parsePeriod(input.to))
    const ground = await groundOf(ctx, await hubWords(ctx.sql), input.unit)
    const figures = await figuresOn(ctx.sql, ground, input.measures, periods)
    return {
      periods: periods.map((period) => ({
        name: period.name,
        label: period.label,
        figures: placed(
          ground,
          input.measures.map((name) => figures.of(name, period, ground.unit)),
        ),
      })),
    }
  },
  'reports.figure': async (ctx, input) => {
    const ground = await groundOf(ctx, await hubWords(ctx.sql), input.unit)
    const name = ground.catalogue.named(input.measure) ?? input.measure
    const period = parsePeriod(input.period)
    return (await figuresOn(ctx.sql, ground, [name], [period])).of(name, period, ground.unit, input.part)
  },
  'reports.figureRows': async (ctx, input) => {
    const ground = await groundOf(ctx, await hubWords(ctx.sql), input.unit)
    const { rows, next } = await figureRowsOn(ctx.sql, ground, input)
    const views = await hubViews(
      ctx,
      rows.map(({ row }) => row),
    )
    return { rows: views.map((record, at) => ({ record, amount: rows[at]?.amount ?? 0 })), next }
  },
} satisfies HubReads
