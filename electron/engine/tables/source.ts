import type { Parsed } from '../../../shared/contract'
import { MOST_TABLE_ROWS } from '../../../shared/contract/tables'
import type { Kind } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import { pastedGrid, type SheetGrid } from '../../../shared/paste/grid'
import { plainWords } from '../../../shared/paste/headings'
import { type ReadTable, readTable } from '../../../shared/paste/read-table'
import type { WorkbookSheet } from '../../../shared/paste/workbook'
import type { OpenContext } from '../context'
import { districtWords } from '../district/words'
import { rememberedOf, withAnswers } from './memory'
import { namesFinder } from './named'
import { workbookAt } from './workbook'

type Asked = Parsed<'tables.preview'>

/** A table that somebody asked about, read. @throws AppError `kind.unknown`, `table.empty`, `table.too-many`, and as `workbookAt` */
export async function readAsked(
  ctx: OpenContext,
  asked: Asked,
): Promise<{ readonly kind: Kind; readonly table: ReadTable }> {
  const kind = kindOf(asked.kind)
  const grid = await gridOf(ctx, asked.source)
  const memory = rememberedOf(ctx, kind)
  const said = Object.entries(asked.headings).map(
    ([heading, target]) => [plainWords(heading), target] as const,
  )
  const table = readTable(
    kind,
    grid,
    {
      headAt: asked.headAt,
      columns: Object.fromEntries(Object.entries(asked.columns).map(([at, target]) => [Number(at), target])),
      remembered: { ...memory.headings, ...Object.fromEntries(said) },
      mends: asked.mends,
    },
    {
      year: asked.year,
      wordsOf: districtWords(ctx.db),
      find: namesFinder(ctx),
      answers: withAnswers(memory.answers, asked.answers),
    },
  )
  if (table.rows.length === 0) throw new AppError('table.empty')
  if (table.rows.length > MOST_TABLE_ROWS)
    throw new AppError('table.too-many', { rows: table.rows.length, max: MOST_TABLE_ROWS })
  return { kind, table }
}

async function gridOf(ctx: OpenContext, source: Asked['source']): Promise<SheetGrid> {
  if ('text' in source) return pastedGrid(source.text)
  const { sheets } = await workbookAt(ctx, ctx.pathOf(source.file))
  const sheet =
    source.sheet === undefined ? firstShown(sheets) : sheets.find(({ name }) => name === source.sheet)
  if (!sheet) throw new AppError('table.no-sheet', { sheet: source.sheet ?? '' })
  return sheet.grid
}

function firstShown(sheets: readonly WorkbookSheet[]): WorkbookSheet | undefined {
  const shown = sheets.filter(({ hidden }) => !hidden)
  return shown.find(({ grid }) => grid.rows.some((row) => row.some((word) => word !== ''))) ?? shown[0]
}
