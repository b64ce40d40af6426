import { basename } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import type { PaperNumber } from '../../../shared/paper/paper-number'
import { standaloneHtml } from '../../../shared/paper/print-style'
import { sheetPages } from '../../../shared/paper/sheet/markup'
import type { Sheet } from '../../../shared/paper/sheet/model'
import { themeSheet } from '../../../shared/themes/sheet'
import { paperNumber } from '../audit'
import type { OpenContext } from '../context'
import { noteUnlessWritten } from '../export/not-written'
import { sheetDocx } from '../export/sheet-docx'
import { sheetWorkbook } from '../export/sheet-xlsx'
import { workbookBytes } from '../export/xlsx/workbook'
import { writeFileAtomically } from '../files/atomic-file'
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
  const number = ctx.audit('themes.print', { ...factsOf(input), how: input.how })
  const sheet = sheetOf(ctx, input, paperNumber(ctx, number))
  return { title: sheet.title, markup: sheetPages(sheet).markup, number }
}

/** Writes the plan as a file and notes it. @throws AppError `file.unwritable`, `file.no-space` */
export async function writePlan(
  ctx: OpenContext,
  input: Parsed<'themes.write'>,
): Promise<Output<'themes.write'>> {
  const path = ctx.pathOf(input.file)
  // First: its number stands in the file.
  const number = ctx.audit('themes.write', { ...factsOf(input), format: input.format })
  const content = await contents[input.format](sheetOf(ctx, input, paperNumber(ctx, number)), ctx.clock.now())
  noteUnlessWritten(ctx, number, () => writeFileAtomically(path, content))
  return { file: basename(path), bytes: content.byteLength, number }
}

type Which = Pick<Parsed<'themes.print'>, 'year' | 'unit' | 'variant'>

const contents: Readonly<
  Record<Parsed<'themes.write'>['format'], (sheet: Sheet, now: number) => Promise<Uint8Array>>
> = {
  html: async (sheet) => Buffer.from(standaloneHtml(sheet.title, sheetPages(sheet).markup)),
  docx: (sheet) => sheetDocx(sheet),
  xlsx: (sheet, now) => workbookBytes(sheetWorkbook(sheet, now)),
}

function sheetOf(ctx: OpenContext, which: Which, audit?: PaperNumber): Sheet {
  const { unit, variant } = which
  const unitName = unit === undefined ? undefined : nameFinder(ctx.db, { variant })(unit)
  return themeSheet({
    grid: gridOf(ctx, which),
    unitName: unitName ?? ctx.site.unitName,
    date: today(ctx.clock),
    variant,
    ...(audit !== undefined && { audit }),
  })
}

function factsOf({ year, unit, variant }: Which): Readonly<Record<string, string | number>> {
  return { year, variant, ...(unit !== undefined && { unit }) }
}
