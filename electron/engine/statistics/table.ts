import { z } from 'zod'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import type { Figure } from '../../../shared/figures/figure'
import { type Figures, figuresFrom } from '../../../shared/figures/figures'
import { datedSums } from '../../../shared/figures/measures'
import { type FrozenMark, markIn, type SignedOff } from '../../../shared/paper/frozen'
import { standaloneHtml } from '../../../shared/paper/print-style'
import { sheetPages } from '../../../shared/paper/sheet/markup'
import type { Sheet } from '../../../shared/paper/sheet/model'
import { parsePeriod } from '../../../shared/period'
import { statisticsPeriods, statisticsSheet, usualMeasures } from '../../../shared/statistics/sheet'
import type { OpenContext } from '../context'
import { dropChoice, findChoice, keepChoice } from '../db/choices'
import { districtMarks } from '../handout/district-marks'
import { handOut, handOutFile } from '../handout/hand-out'
import { sheetContent } from '../handout/sheet-content'
import { today } from '../moment'
import { catalogueOf } from '../records/catalogue'
import { approvedFrom } from '../records/counting-rule'
import { readUnits, requireUnit } from '../records/units'
import { amountsIn } from '../reports/figures'
import { frozenById, frozenContentOf, keepFrozen, marksOfFrozen } from '../reports/freeze'

type Which = Parsed<'statistics.page'>

/** The name that signed tables are kept under. */
const REPORT = 'statistics'
const what = 'measures/statistics'
const stored = z.array(z.string())

/** The measures that this person chose last; the usual ones before that. One that is gone is left out. */
export function chosenMeasures(ctx: OpenContext): readonly string[] {
  const text = findChoice(ctx.db, ctx.user.name, what)
  const kept = text === undefined ? undefined : stored.safeParse(JSON.parse(text)).data
  const living = kept?.filter((name) => catalogueOf(ctx.db).known(name) !== undefined) ?? []
  return living.length > 0 ? living : usualMeasures
}

/** @throws AppError `measure.unknown` */
export function saveMeasures(ctx: OpenContext, names: readonly string[]): Record<string, never> {
  for (const name of names) catalogueOf(ctx.db).of(name)
  if (names.length === 0) dropChoice(ctx.db, ctx.user.name, what)
  else keepChoice(ctx.db, ctx.user.name, what, JSON.stringify([...new Set(names)]))
  return {}
}

/** The table as it will print; its number comes with printing. @throws AppError as `openTable` */
export function statisticsPage(ctx: OpenContext, input: Which): Output<'statistics.page'> {
  const { sheet, figures, frozen } = openTable(ctx, input)
  const marked = { ...sheet, ...districtMarks(ctx, input.variant) }
  return {
    title: sheet.title,
    ...sheetPages(marked),
    figures: [...figures],
    frozen,
    others: marksOfFrozen(ctx, placeOf(input), 20),
  }
}

/** Signs a table off as it is now. @throws AppError as `computeTable`, `keepFrozen` */
export function freezeStatistics(ctx: OpenContext, input: Parsed<'statistics.freeze'>): SignedOff {
  const { sheet, figures, measures } = computeTable(ctx, input)
  const [period, unit] = [parsePeriod(input.period), wholeOr(ctx, input.unit)]
  return keepFrozen(
    ctx,
    { report: REPORT, period, unit, title: sheet.title, measures },
    { sheet, figures: [...figures] },
  )
}

export function printStatistics(
  ctx: OpenContext,
  input: Parsed<'statistics.print'>,
): Output<'statistics.print'> {
  const opened = openTable(ctx, input)
  const facts = { ...factsOf(input, opened), how: input.how }
  return handOut(ctx, 'statistics.print', facts, ({ marks, number }) => {
    const sheet = { ...opened.sheet, ...marks }
    return { title: sheet.title, markup: sheetPages(sheet).markup, number }
  })
}

/** Writes the table as a file and notes it in the audit log. @throws AppError as `openTable`, `file.unwritable`, `file.no-space` */
export async function writeStatistics(
  ctx: OpenContext,
  input: Parsed<'statistics.write'>,
): Promise<Output<'statistics.write'>> {
  const { format, variant } = input
  const path = ctx.pathOf(input.file)
  const opened = openTable(ctx, input)
  const { figures, frozen } = opened
  // One that was signed off stays the same page; it is drawn from its figures, because a page could hold anything.
  const isSigned = frozen !== null && variant === 'internal' && format === 'html'
  const facts = { ...factsOf(input, opened), format }
  const written = await handOutFile(ctx, 'statistics.write', facts, path, async ({ marks }) => {
    if (isSigned) return Buffer.from(htmlOf(opened.sheet))
    const sheet = { ...opened.sheet, ...marks }
    return contentOf(sheet, { figures, frozen: markIn(variant, frozen) }, format, ctx.clock.now())
  })
  return { ...written, title: opened.sheet.title, figures: [...figures], frozen }
}

/** A table as it is shown, printed or written, before its marks. */
interface OpenedTable {
  readonly sheet: Sheet
  readonly figures: readonly Figure[]
  /** Set where this is one that was signed off. */
  readonly frozen: FrozenMark | null
}

/**
 * One that was signed off as it was then, otherwise computed from the records. Who asks for certain measures wants them now.
 * @throws AppError as `computeTable`, `report.not-frozen`, `report.frozen-damaged`
 */
function openTable(ctx: OpenContext, input: Which): OpenedTable {
  const { version, measures } = input
  const frozen =
    version === 'live' || (version === undefined && measures !== undefined)
      ? undefined
      : version === undefined
        ? marksOfFrozen(ctx, placeOf(input), 1)[0]
        : frozenById(ctx, version)
  if (!frozen) return { ...computeTable(ctx, input), frozen: null }
  const content = frozenContentOf(ctx.db, frozen.id)
  if (!('sheet' in content)) throw new AppError('report.not-frozen')
  const { sheet, figures } = content
  return { sheet, figures, frozen }
}

const placeOf = ({ period, unit }: Pick<Which, 'period' | 'unit'>) => ({
  report: REPORT,
  period: parsePeriod(period).name,
  unit,
})

/** The unit whose records count; null: all, for a district's own unit. */
function wholeOr(ctx: OpenContext, asked: string | undefined): string | null {
  const own = asked ?? ctx.site.unit
  return ctx.site.role !== 'street' && own === ctx.site.unit ? null : own
}

/**
 * The table from one consistent state of the database, and its figures.
 * @throws AppError `period.invalid`, `unit.not-found`, `measure.unknown`
 */
function computeTable(
  ctx: OpenContext,
  { period, unit: asked, measures: names }: Pick<Which, 'period' | 'unit' | 'measures'>,
): Pick<OpenedTable, 'sheet' | 'figures'> & { readonly measures: readonly string[] } {
  const catalogue = catalogueOf(ctx.db)
  const wanted = names ?? chosenMeasures(ctx)
  const measures = [...new Set(wanted.map((name) => catalogue.of(catalogue.named(name) ?? name).name))]
  const periods = statisticsPeriods(parsePeriod(period))
  const unit = wholeOr(ctx, asked)
  return ctx.db.transaction(() => {
    const tree = readUnits(ctx.db)
    requireUnit(tree, unit)
    // Whether there was anything a year ago is asked of all that is logged, not only of the measures chosen.
    const counted = [...new Set([...measures, ...datedSums])]
    const amounts = new Map(
      [periods.now, periods.toDate, periods.lastYear].map((one) => [
        one.name,
        amountsIn(ctx.db, counted, one),
      ]),
    )
    const { figures, told } = remembering(figuresFrom({ tree, amounts, catalogue }, counted))
    const unitName = tree.get(unit ?? ctx.site.unit)?.name ?? ctx.site.unitName
    const sheet = statisticsSheet(
      { tree, unit, unitName, date: today(ctx.clock), approvedFrom: approvedFrom(ctx.db) },
      figures,
      {
        measures,
        periods,
      },
    )
    // Those that stand in it: others were only asked for.
    const standing = new Set(sheet.rows.flatMap(({ cells }) => cells.flatMap(({ figure }) => figure ?? [])))
    return { sheet, measures, figures: [...told.values()].filter(({ id }) => standing.has(id)) }
  })()
}

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

function factsOf({ period, unit, variant }: Which, { frozen }: Pick<OpenedTable, 'frozen'>) {
  return { period, variant, ...(unit !== undefined && { unit }), ...(frozen && { frozen: frozen.id }) }
}

const htmlOf = (sheet: Sheet): string => standaloneHtml(sheet.title, sheetPages(sheet).markup)

async function contentOf(
  sheet: Sheet,
  { figures, frozen }: Pick<OpenedTable, 'figures' | 'frozen'>,
  format: Parsed<'statistics.write'>['format'],
  now: number,
): Promise<Uint8Array> {
  if (format !== 'json') return sheetContent(sheet, format, now)
  const table = { columns: sheet.columns, rows: sheet.rows }
  return Buffer.from(
    `${JSON.stringify({ report: REPORT, title: sheet.title, frozen, table, figures }, null, 2)}\n`,
  )
}
