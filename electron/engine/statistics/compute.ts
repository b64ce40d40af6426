import type { Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import type { Figure } from '../../../shared/figures/figure'
import { type Figures, figuresFrom } from '../../../shared/figures/figures'
import { datedSums } from '../../../shared/figures/measures'
import { type Category, categoryOf } from '../../../shared/figures/measures/categories'
import { UNFILLED } from '../../../shared/figures/measures/narrowed'
import type { Sheet } from '../../../shared/paper/sheet/model'
import type { Period } from '../../../shared/period'
import { categoryMeasures, categorySheet, type Division } from '../../../shared/statistics/category'
import { crossMeasures, crossSheet } from '../../../shared/statistics/cross'
import { statisticsPeriods, statisticsSheet } from '../../../shared/statistics/sheet'
import type { OpenContext } from '../context'
import { catalogueOf } from '../district/catalogue'
import { countingNotes } from '../district/counting-rule'
import { ruledPeriod } from '../district/reporting-rule'
import { readUnits, requireUnit } from '../district/units'
import { today } from '../moment'
import { amountsIn } from '../reports/figures'
import { chosenMeasures } from './chosen'
import { storedWords } from './queries'

/** Which table: as its calls ask for it. */
export type AskedTable = Pick<Parsed<'statistics.page'>, 'period' | 'unit' | 'measures' | 'by' | 'across'>

/** A table as the records are now. */
export interface ComputedTable {
  readonly sheet: Sheet
  /** Those that stand in it. */
  readonly figures: readonly Figure[]
  readonly measures: readonly string[]
}

/** A table before its amounts are known: what is counted, in which periods, and how it is drawn. */
interface Plan {
  readonly measures: readonly string[]
  readonly counted: readonly string[]
  /** Its own, then the year until then where that stands in it. */
  readonly periods: readonly [Period, ...Period[]]
  readonly draw: (input: Parameters<typeof statisticsSheet>[0], figures: Figures) => Sheet
}

/** The unit whose records count; null: all, for a district's own unit. */
export function wholeOr(ctx: OpenContext, asked: string | undefined): string | null {
  const own = asked ?? ctx.site.unit
  return ctx.site.role !== 'street' && own === ctx.site.unit ? null : own
}

/**
 * The table from one consistent state of the database, and its figures.
 * @throws AppError `period.invalid`, `unit.not-found`, `measure.unknown`, `call.invalid` for categories that are none or of two kinds
 */
export function computeTable(ctx: OpenContext, asked: AskedTable): ComputedTable {
  const catalogue = catalogueOf(ctx.db)
  const unit = wholeOr(ctx, asked.unit)
  return ctx.db.transaction(() => {
    const { measures, counted, periods, draw } = planOf(ctx, asked)
    const [now, toDate = now] = periods
    const tree = readUnits(ctx.db)
    requireUnit(tree, unit)
    const amounts = new Map(periods.map((one) => [one.name, amountsIn(ctx.db, counted, one)]))
    const { figures, told } = remembering(figuresFrom({ tree, amounts, catalogue }, counted))
    const unitName = tree.get(unit ?? ctx.site.unit)?.name ?? ctx.site.unitName
    const input = {
      tree,
      unit,
      unitName,
      date: today(ctx.clock),
      notes: countingNotes(ctx.db, now, toDate),
    }
    const sheet = draw(input, figures)
    // Those that stand in it: others were only asked for.
    const standing = new Set(sheet.rows.flatMap(({ cells }) => cells.flatMap(({ figure }) => figure ?? [])))
    return { sheet, measures, figures: [...told.values()].filter(({ id }) => standing.has(id)) }
  })()
}

function planOf(ctx: OpenContext, { period, measures: names, by, across }: AskedTable): Plan {
  const catalogue = catalogueOf(ctx.db)
  const now = ruledPeriod(ctx, period)
  const asked = [
    ...new Set(
      (names ?? chosenMeasures(ctx)).map((name) => catalogue.of(catalogue.named(name) ?? name).name),
    ),
  ]
  const divisionOf = (name: string | undefined): Division | undefined => {
    if (name === undefined) return undefined
    const category = categoryOf(name)
    return { category, words: [...storedWords(ctx.db, category), { value: UNFILLED, label: '未填写' }] }
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
      periods: [now],
      draw: (input, figures) => crossSheet(input, figures, { ...frame, period: now }),
    }
  }
  const periods = statisticsPeriods(now)
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

/** Figures that keep what they were asked, so that a click on a number finds it. */
function remembering(figures: Figures): {
  readonly figures: Figures
  readonly told: ReadonlyMap<string, Figure>
} {
  const told = new Map<string, Figure>()
  const of: Figures['of'] = (...asked) => {
    const found = figures.of(...asked)
    told.set(found.id, found)
    return found
  }
  return { figures: { ...figures, of }, told }
}
