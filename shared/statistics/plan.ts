import { AppError } from '../errors'
import type { Figure } from '../figures/figure'
import type { Figures } from '../figures/figures'
import { datedSums } from '../figures/measures'
import type { Catalogue } from '../figures/measures/catalogue'
import { type Category, categoryOf } from '../figures/measures/categories'
import { UNFILLED } from '../figures/measures/narrowed'
import type { Sheet } from '../paper/sheet/model'
import type { Period } from '../period'
import { type CategoryWord, categoryMeasures, categorySheet, type Division } from './category'
import { crossMeasures, crossSheet } from './cross'
import { statisticsPeriods, statisticsSheet } from './sheet'

/** Which table: measures in their order (absent: the usual choice), divided by categories instead of units. */
export interface StatisticsAsked {
  readonly measures?: readonly string[] | undefined
  readonly by?: string | undefined
  readonly across?: string | undefined
}

/** What a table is planned from. */
export interface TableGround {
  readonly catalogue: Catalogue
  readonly period: Period
  /** The measures where none are asked for. */
  readonly chosen: readonly string[]
  /** The words that records of a category can hold. */
  readonly wordsOf: (category: Category) => readonly CategoryWord[]
}

/** A table before its amounts are known: what is counted, in which periods, and how it is drawn. */
export interface TablePlan {
  readonly measures: readonly string[]
  readonly counted: readonly string[]
  /** Its own, then the year until then where that stands in it. */
  readonly periods: readonly [Period, ...Period[]]
  readonly draw: (input: Parameters<typeof statisticsSheet>[0], figures: Figures) => Sheet
}

/**
 * Plans a 统计表.
 * @throws AppError `measure.unknown`, `call.invalid` for categories that are none or of two kinds
 */
export function planStatistics(
  { measures: names, by, across }: StatisticsAsked,
  { catalogue, period, chosen, wordsOf }: TableGround,
): TablePlan {
  const asked = [
    ...new Set((names ?? chosen).map((name) => catalogue.of(catalogue.named(name) ?? name).name)),
  ]
  const divisionOf = (name: string | undefined): Division | undefined => {
    if (name === undefined) return undefined
    const category = categoryOf(name)
    return { category, words: [...wordsOf(category), { value: UNFILLED, label: '未填写' }] }
  }
  const [down, over] = [divisionOf(by), divisionOf(across)]
  if (over) {
    const measures = measuresOf(over.category, down?.category)
    const [measure, ...more] = fitting(measures, asked, names !== undefined)
    if (measure === undefined) throw refused('across', 'category.apart')
    if (names !== undefined && more.length > 0) throw refused('measures', 'measure.one')
    const frame = { measure, across: over, down }
    return {
      measures: [measure],
      counted: crossMeasures(frame),
      periods: [period],
      draw: (input, figures) => crossSheet(input, figures, { ...frame, period }),
    }
  }
  const periods = statisticsPeriods(period)
  const measures = down
    ? fitting(down.category.measures, asked, names !== undefined).slice(
        0,
        names ? undefined : USUAL_OF_CATEGORY,
      )
    : asked
  // Whether there was anything a year ago is asked of all that is logged, not only of the measures chosen.
  const shown = down ? categoryMeasures(down, measures) : measures
  return {
    measures,
    counted: [...new Set([...shown, ...datedSums])],
    periods: [periods.now, periods.toDate, periods.lastYear],
    draw: (input, figures) =>
      down
        ? categorySheet(input, figures, { measures, periods, ...down })
        : statisticsSheet(input, figures, { measures, periods }),
  }
}

/** Draws a planned table. @returns the sheet and the figures that stand in it */
export function drawTable(
  plan: Pick<TablePlan, 'draw'>,
  input: Parameters<typeof statisticsSheet>[0],
  figures: Figures,
): { readonly sheet: Sheet; readonly figures: readonly Figure[] } {
  const told = new Map<string, Figure>()
  const of: Figures['of'] = (...asked) => {
    const found = figures.of(...asked)
    told.set(found.id, found)
    return found
  }
  const sheet = plan.draw(input, { ...figures, of })
  // Others were only asked for.
  const standing = new Set(sheet.rows.flatMap(({ cells }) => cells.flatMap(({ figure }) => figure ?? [])))
  return { sheet, figures: [...told.values()].filter(({ id }) => standing.has(id)) }
}

/** The measures that both choices divide. @throws AppError `call.invalid` where there are none: the same choice twice, or two kinds */
function measuresOf(across: Category, down: Category | undefined): readonly string[] {
  if (down === undefined) return across.measures
  if (down.name === across.name) throw refused('across', 'category.twice')
  if (down.kind !== across.kind) throw refused('across', 'category.kinds')
  return across.measures.filter((name) => down.measures.includes(name))
}

const refused = (field: string, reason: string): AppError =>
  new AppError('call.invalid', { problems: [{ field, reason }] })

/** Those of a category's measures that are wanted: asked for, all of them; chosen for units, what fits, or its own. @throws AppError `measure.unknown` */
function fitting(
  measures: readonly string[],
  wanted: readonly string[],
  isAsked: boolean,
): readonly string[] {
  const strange = isAsked ? wanted.find((name) => !measures.includes(name)) : undefined
  if (strange !== undefined) throw new AppError('measure.unknown', { measure: strange })
  const found = wanted.filter((name) => measures.includes(name))
  return found.length > 0 ? found : measures
}

/** So many measures a category's table has until somebody says otherwise. */
const USUAL_OF_CATEGORY = 4
