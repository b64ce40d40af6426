import type { Output, Parsed } from '../../../shared/contract'
import type { PaperNumber } from '../../../shared/paper/paper-number'
import { sheetPages } from '../../../shared/paper/sheet/markup'
import type { Sheet } from '../../../shared/paper/sheet/model'
import { themeSheet } from '../../../shared/themes/sheet'
import type { OpenContext } from '../context'
import { marksUpward } from '../handout/district-marks'
import { handOut, handOutFile } from '../handout/hand-out'
import { sheetContent } from '../handout/sheet-content'
import { today } from '../moment'
import { nameFinder } from '../records/names'
import { gridOf } from './grid'

/** The year's plan as it will be printed; nothing leaves the program yet. */
export function planPage(ctx: OpenContext, input: Parsed<'themes.page'>): Output<'themes.page'> {
  const sheet = sheetOf(ctx, input)
  return { title: sheet.title, ...sheetPages(sheet) }
}

/** The year's plan for a printer, noted in the audit log. */
export function printPlan(ctx: OpenContext, input: Parsed<'themes.print'>): Output<'themes.print'> {
  return handOut(ctx, 'themes.print', { ...factsOf(input), how: input.how }, ({ paper, number }) => {
    const sheet = sheetOf(ctx, input, paper)
    return { title: sheet.title, markup: sheetPages(sheet).markup, number }
  })
}

/** Writes the plan as a file and notes it. @throws AppError `file.unwritable`, `file.no-space` */
export function writePlan(ctx: OpenContext, input: Parsed<'themes.write'>): Promise<Output<'themes.write'>> {
  const { format } = input
  const path = ctx.pathOf(input.file)
  return handOutFile(ctx, 'themes.write', { ...factsOf(input), format }, path, ({ paper }) =>
    sheetContent(sheetOf(ctx, input, paper), format, ctx.clock.now()),
  )
}

type Which = Pick<Parsed<'themes.print'>, 'year' | 'unit' | 'variant'>

function sheetOf(ctx: OpenContext, which: Which, audit?: PaperNumber): Sheet {
  const { unit, variant } = which
  const unitName = unit === undefined ? undefined : nameFinder(ctx.db, { variant })(unit)
  return themeSheet({
    grid: gridOf(ctx, which),
    unitName: unitName ?? ctx.site.unitName,
    date: today(ctx.clock),
    variant,
    marked: marksUpward(ctx),
    ...(audit !== undefined && { audit }),
  })
}

function factsOf({ year, unit, variant }: Which) {
  return { year, variant, ...(unit !== undefined && { unit }) }
}
