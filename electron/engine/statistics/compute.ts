import type { Parsed } from '../../../shared/contract'
import type { Figure } from '../../../shared/figures/figure'
import { figuresFrom } from '../../../shared/figures/figures'
import type { Sheet } from '../../../shared/paper/sheet/model'
import { drawTable, planStatistics } from '../../../shared/statistics/plan'
import type { OpenContext } from '../context'
import { catalogueOf } from '../district/catalogue'
import { countingNotes } from '../district/counting-rule'
import { ruledPeriod } from '../district/reporting-rule'
import { readUnits, requireUnit } from '../district/units'
import { today } from '../moment'
import { amountsIn } from '../reports/amounts'
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
    const plan = planStatistics(asked, {
      catalogue,
      period: ruledPeriod(ctx, asked.period),
      chosen: chosenMeasures(ctx),
      wordsOf: (category) => storedWords(ctx.db, category),
    })
    const { measures, counted, periods } = plan
    const [now, toDate = now] = periods
    const tree = readUnits(ctx.db)
    requireUnit(tree, unit)
    const amounts = new Map(periods.map((one) => [one.name, amountsIn(ctx.db, counted, one)]))
    const unitName = tree.get(unit ?? ctx.site.unit)?.name ?? ctx.site.unitName
    const notes = countingNotes(ctx.db, now, toDate)
    const input = { tree, unit, unitName, date: today(ctx.clock), notes }
    return { ...drawTable(plan, input, figuresFrom({ tree, amounts, catalogue }, counted)), measures }
  })()
}
