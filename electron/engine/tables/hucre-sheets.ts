import type { CellValue, Sheet } from 'hucre'
import type { Merge } from '../../../shared/paste/grid'
import { MOST_COLUMNS, MOST_LINES, type WorkbookSheet } from '../../../shared/paste/workbook'
import { flagWord, momentWord, numberWord, trimmed } from './cell-words'

/** The formulas of a sheet, and what each came to when it was saved; null: nothing was saved of it. */
export function formulasIn({
  cells,
}: Sheet): readonly { readonly formula: string; readonly value: CellValue }[] {
  return [...(cells?.values() ?? [])].flatMap(({ formula, formulaResult, value }) =>
    formula === undefined ? [] : [{ formula, value: formulaResult ?? value ?? null }],
  )
}

/** Whether a sheet says anything below the lines that are read. */
export function reachesBelow({ rows }: Sheet): boolean {
  return rows.slice(MOST_LINES).some((row) => row.some((value) => value !== null && value !== ''))
}

/** Whether the library found more cells than it holds. */
export const isTooWide = (cause: unknown): boolean => cause instanceof Error && /limit/.test(cause.message)

/** A sheet as the library reads it, as words. */
export function sheetOf(
  { name, rows, merges = [], hidden, veryHidden }: Sheet,
  date1904: boolean,
): WorkbookSheet {
  return {
    name,
    hidden: hidden === true || veryHidden === true,
    grid: {
      rows: trimmed(rows.slice(0, MOST_LINES).map((row) => row.slice(0, MOST_COLUMNS).map(wordOf))),
      merges: merges.map(
        ({ startRow, startCol, endRow, endCol }): Merge => ({
          top: startRow,
          left: startCol,
          bottom: endRow,
          right: endCol,
        }),
      ),
      date1904,
    },
  }
}

/** A time of an .ods, which the library leaves as `PT15H30M00S`. */
function odsTime(value: string): string {
  const [, hour, minute] = /^PT(\d\d)H(\d\d)M\d\d(?:\.\d+)?S$/.exec(value) ?? []
  return hour === undefined ? value : `${hour}:${minute}`
}

/** A value of a spreadsheet as the word that a grid holds. */
function wordOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return odsTime(value)
  if (typeof value === 'boolean') return flagWord(value)
  return typeof value === 'number' ? numberWord(value) : momentWord(value)
}
