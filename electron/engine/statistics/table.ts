import { basename } from 'node:path'
import { z } from 'zod'
import type { Output, Parsed } from '../../../shared/contract'
import { parsePeriod } from '../../../shared/period'
import { type Figures, figuresFrom } from '../../../shared/reports/define'
import type { Figure } from '../../../shared/reports/document'
import { knownMeasure, measureOf } from '../../../shared/reports/measures'
import { standaloneHtml } from '../../../shared/reports/print-style'
import { sheetPages } from '../../../shared/reports/sheet/markup'
import type { Sheet } from '../../../shared/reports/sheet/model'
import { statisticsPeriods, statisticsSheet, usualMeasures } from '../../../shared/statistics/sheet'
import type { OpenContext } from '../context'
import { noteUnlessWritten } from '../export/not-written'
import { sheetDocx } from '../export/sheet-docx'
import { sheetWorkbook } from '../export/sheet-xlsx'
import { workbookBytes } from '../export/xlsx/workbook'
import { writeFileAtomically } from '../files/atomic-file'
import { dropChoice, findChoice, keepChoice } from '../ledgers/queries'
import { today } from '../moment'
import { amountsIn, readUnitTree, requireUnit } from '../reports/figures'

type Which = Parsed<'statistics.page'>

const what = 'measures/statistics'
const stored = z.array(z.string())

/** The measures that this person chose last; the usual ones before that. One that is gone is left out. */
export function chosenMeasures(ctx: OpenContext): readonly string[] {
  const text = findChoice(ctx.db, ctx.user.name, what)
  const kept = text === undefined ? undefined : stored.safeParse(JSON.parse(text)).data
  const living = kept?.filter((name) => knownMeasure(name) !== undefined) ?? []
  return living.length > 0 ? living : usualMeasures
}

/** @throws AppError `measure.unknown` */
export function saveMeasures(ctx: OpenContext, names: readonly string[]): Record<string, never> {
  for (const name of names) measureOf(name)
  if (names.length === 0) dropChoice(ctx.db, ctx.user.name, what)
  else keepChoice(ctx.db, ctx.user.name, what, JSON.stringify([...new Set(names)]))
  return {}
}

/** The table as it will print; its number comes with printing. @throws AppError as `computeTable` */
export function statisticsPage(ctx: OpenContext, input: Which): Output<'statistics.page'> {
  const { sheet, figures } = computeTable(ctx, input)
  return { title: sheet.title, ...sheetPages(sheet), figures: [...figures] }
}

export function printStatistics(
  ctx: OpenContext,
  input: Parsed<'statistics.print'>,
): Output<'statistics.print'> {
  const number = ctx.audit('statistics.print', { ...factsOf(input), how: input.how })
  const { sheet } = computeTable(ctx, input, number)
  return { title: sheet.title, markup: sheetPages(sheet).markup, number }
}

/** Writes the table as a file and notes it in the audit log. @throws AppError as `computeTable`, `file.unwritable`, `file.no-space` */
export async function writeStatistics(
  ctx: OpenContext,
  input: Parsed<'statistics.write'>,
): Promise<Output<'statistics.write'>> {
  const path = ctx.pathOf(input.file)
  // Computed once before: what is refused leaves no row in the log.
  computeTable(ctx, input)
  const number = ctx.audit('statistics.write', { ...factsOf(input), format: input.format })
  const { sheet, figures } = computeTable(ctx, input, number)
  const content = await contentOf(sheet, figures, input.format, ctx.clock.now())
  noteUnlessWritten(ctx, number, () => writeFileAtomically(path, content))
  return {
    ...{ file: basename(path), bytes: content.byteLength, number },
    ...{ title: sheet.title, figures: [...figures] },
  }
}

/**
 * The table from one consistent state of the database, and its figures.
 * @throws AppError `period.invalid`, `unit.not-found`, `measure.unknown`
 */
function computeTable(
  ctx: OpenContext,
  { period, unit: asked, variant, measures: names }: Which,
  audit?: number,
): { readonly sheet: Sheet; readonly figures: readonly Figure[] } {
  const measures = [...new Set(names ?? chosenMeasures(ctx))]
  for (const name of measures) measureOf(name)
  const periods = statisticsPeriods(parsePeriod(period))
  const own = asked ?? ctx.site.unit
  const unit = ctx.site.role !== 'street' && own === ctx.site.unit ? null : own
  return ctx.db.transaction(() => {
    const tree = readUnitTree(ctx.db)
    requireUnit(tree, unit)
    const amounts = new Map(
      [periods.now, periods.toDate, periods.lastYear].map((one) => [
        one.name,
        amountsIn(ctx.db, measures, one),
      ]),
    )
    const { figures, told } = remembering(figuresFrom({ tree, amounts }, measures))
    const unitName = tree.get(own)?.name ?? ctx.site.unitName
    const sheet = statisticsSheet({ tree, unit, unitName, date: today(ctx.clock) }, figures, {
      ...{ measures, periods, variant },
      ...(audit !== undefined && { audit }),
    })
    return { sheet, figures: [...told.values()].filter((one) => one.period === periods.now.name) }
  })()
}

/** Figures that keep what they were asked, so that a click on a number finds it. */
function remembering(figures: Figures): {
  readonly figures: Figures
  readonly told: ReadonlyMap<string, Figure>
} {
  const told = new Map<string, Figure>()
  const of: Figures['of'] = (name, period, unit) => {
    const found = figures.of(name, period, unit)
    told.set(found.id, found)
    return found
  }
  return { figures: { ...figures, of }, told }
}

function factsOf({ period, unit, variant }: Which): Record<string, string> {
  return { period, variant, ...(unit !== undefined && { unit }) }
}

async function contentOf(
  sheet: Sheet,
  figures: readonly Figure[],
  format: Parsed<'statistics.write'>['format'],
  now: number,
): Promise<Uint8Array> {
  if (format === 'docx') return sheetDocx(sheet)
  if (format === 'xlsx') return workbookBytes(sheetWorkbook(sheet, now))
  if (format === 'html') return Buffer.from(standaloneHtml(sheet.title, sheetPages(sheet).markup))
  const table = { columns: sheet.columns, rows: sheet.rows }
  return Buffer.from(
    `${JSON.stringify({ report: 'statistics', title: sheet.title, table, figures }, null, 2)}\n`,
  )
}
