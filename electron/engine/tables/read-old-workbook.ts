import {
  type CellObject,
  type DenseWorkSheet,
  type Range,
  read,
  SSF,
  set_cptable,
  type WorkBook,
} from '@e965/xlsx'
import * as codepages from '@e965/xlsx/dist/cpexcel'
import { AppError } from '../../../shared/errors'
import type { Merge } from '../../../shared/paste/grid'
import {
  MOST_COLUMNS,
  MOST_LINES,
  type ReadWorkbook,
  type WorkbookNote,
  type WorkbookSheet,
} from '../../../shared/paste/workbook'
import { flagWord, momentWord, numberWord, trimmed } from './cell-words'
import { oldFacts } from './old-workbook-facts'

/** A file of Excel 5 or 95 keeps its words in GBK. */
set_cptable(codepages)

const { is_date: isDayFormat } = SSF as { is_date(format: string): boolean }

/**
 * Reads an .xls, and is with `old-workbook-facts.ts` the only place that knows the library for it.
 * @throws AppError `table.locked`, `table.unreadable`
 */
export function readOldWorkbook(bytes: Uint8Array): ReadWorkbook {
  const book = opened(bytes)
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  const whole = book.SheetNames.map((name) => book.Sheets[name] as ReadSheet)
  const formulas = whole.flatMap(cellsIn).filter(({ f }) => f !== undefined)
  const { macros, links } = oldFacts(bytes)
  const notes: readonly (readonly [WorkbookNote, boolean])[] = [
    ['macros', macros],
    ['external-links', links],
    ['formulas', formulas.some(({ v }) => v !== undefined)],
    ['formulas-empty', formulas.some(({ v }) => v === undefined)],
  ]
  const isHidden = (at: number): boolean => (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) > 0
  return {
    sheets: whole.map((sheet, at) => sheetOf(book.SheetNames[at] ?? '', sheet, isHidden(at), date1904)),
    notes: notes.flatMap(([note, isSo]) => (isSo ? [note] : [])),
  }
}

/** @throws AppError `table.locked`, `table.unreadable` */
function opened(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, { type: 'buffer', dense: true, cellNF: true, cellText: false, cellHTML: false })
  } catch (cause) {
    const isLocked = cause instanceof Error && /password|encrypt/i.test(cause.message)
    throw new AppError(isLocked ? 'table.locked' : 'table.unreadable', {}, { cause })
  }
}

/** A sheet as it is read; where nothing stands, its lines have holes. */
interface ReadSheet extends Pick<DenseWorkSheet, '!data'> {
  readonly '!merges'?: readonly Range[]
}

const cellsIn = (sheet: ReadSheet): readonly CellObject[] =>
  sheet['!data'].flatMap((row) => row?.filter((cell) => cell !== undefined) ?? [])

function sheetOf(
  name: string,
  { '!data': data, '!merges': merges = [] }: ReadSheet,
  hidden: boolean,
  date1904: boolean,
): WorkbookSheet {
  const words = (row: (CellObject | undefined)[] | undefined): string[] =>
    Array.from(row?.slice(0, MOST_COLUMNS) ?? [], (cell) => wordOf(cell, date1904))
  return {
    name,
    hidden,
    grid: {
      rows: trimmed(Array.from(data.slice(0, MOST_LINES), words)),
      merges: merges.map(
        ({ s, e }): Merge => ({
          top: s.r,
          left: s.c,
          bottom: e.r,
          right: e.c,
        }),
      ),
      date1904,
    },
  }
}

const errorWords: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
}

function wordOf(cell: CellObject | undefined, date1904: boolean): string {
  if (cell?.v === undefined || cell.v === null) return ''
  const { v: value, t: type, z: format } = cell
  if (type === 'e') return errorWords[Number(value)] ?? '#N/A'
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return flagWord(value)
  if (typeof value !== 'number') return momentWord(value)
  if (!isDayFormat(String(format ?? ''))) return numberWord(value)
  // A serial number of days; whole minutes, because a spreadsheet keeps 15:30 as 0.645833….
  const days = value < 1 || !date1904 ? value : value + 1462
  return momentWord(new Date(Math.round((days - 25_569) * 1440) * 60_000))
}
