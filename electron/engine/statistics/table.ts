import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { categoryOf } from '../../../shared/figures/measures/categories'
import { type FrozenMark, markIn, type SignedOff } from '../../../shared/paper/frozen'
import { standaloneHtml } from '../../../shared/paper/print-style'
import { sheetPages } from '../../../shared/paper/sheet/markup'
import type { Sheet } from '../../../shared/paper/sheet/model'
import type { OpenContext } from '../context'
import { ruledPeriod } from '../district/reporting-rule'
import { districtMarks } from '../handout/district-marks'
import { handOut, handOutFile } from '../handout/hand-out'
import { frozenById, frozenContentOf, keepFrozen, marksOfFrozen } from '../reports/freeze'
import { type ComputedTable, computeTable, wholeOr } from './compute'
import { reportFor, tableContent } from './table-content'

type Which = Parsed<'statistics.page'>

/** The table as it will print; its number comes with printing. @throws AppError as `openTable` */
export function statisticsPage(ctx: OpenContext, input: Which): Output<'statistics.page'> {
  const { sheet, figures, frozen } = openTable(ctx, input)
  const marked = { ...sheet, ...districtMarks(ctx, input.variant) }
  return {
    title: sheet.title,
    ...sheetPages(marked),
    figures: [...figures],
    frozen,
    others: marksOfFrozen(ctx, placeOf(ctx, input), 20),
  }
}

/** Signs a table off as it is now. @throws AppError as `computeTable`, `keepFrozen` */
export function freezeStatistics(ctx: OpenContext, input: Parsed<'statistics.freeze'>): SignedOff {
  const { sheet, figures, measures } = computeTable(ctx, input)
  const [period, unit] = [ruledPeriod(ctx, input.period), wholeOr(ctx, input.unit)]
  return keepFrozen(
    ctx,
    { report: reportFor(input), period, unit, title: sheet.title, measures },
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
    return tableContent(sheet, { figures, frozen: markIn(variant, frozen) }, format, ctx.clock.now())
  })
  return { ...written, title: opened.sheet.title, figures: [...figures], frozen }
}

/** A table as it is shown, printed or written, before its marks. */
interface OpenedTable extends Pick<ComputedTable, 'sheet' | 'figures'> {
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
        ? marksOfFrozen(ctx, placeOf(ctx, input), 1)[0]
        : frozenById(ctx, version)
  if (!frozen) return { ...computeTable(ctx, input), frozen: null }
  const content = frozenContentOf(ctx.db, frozen.id)
  if (!('sheet' in content)) throw new AppError('report.not-frozen')
  const { sheet, figures } = content
  return { sheet, figures, frozen }
}

const placeOf = (ctx: OpenContext, which: Pick<Which, 'period' | 'unit' | 'by' | 'across'>) => ({
  report: reportFor(which),
  period: ruledPeriod(ctx, which.period).name,
  unit: which.unit,
})

function factsOf({ period, unit, variant, by, across }: Which, { frozen }: Pick<OpenedTable, 'frozen'>) {
  return {
    period,
    variant,
    ...(by !== undefined && { by: categoryOf(by).name }),
    ...(across !== undefined && { across: categoryOf(across).name }),
    ...(unit !== undefined && { unit }),
    ...(frozen && { frozen: frozen.id }),
  }
}

const htmlOf = (sheet: Sheet): string => standaloneHtml(sheet.title, sheetPages(sheet).markup)
