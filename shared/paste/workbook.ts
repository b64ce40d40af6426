import type { SheetGrid } from './grid'

/** Lines and columns read of one sheet, as many as an .xls holds: what lies beyond is told as cut. */
export const MOST_LINES = 65_536
/** @see MOST_LINES */
export const MOST_COLUMNS = 256

/** What else is told of a workbook: what is in it and was not read, or not as a person may think. */
export const workbookNotes = [
  'hidden-sheets',
  'macros',
  'external-links',
  'formulas',
  'formulas-empty',
  'cut',
] as const

/** What a person is told of each. */
export const workbookNoteWords: Readonly<Record<WorkbookNote, string>> = {
  'hidden-sheets': '文件里有隐藏的工作表，没有读；要导入它，请指明这张工作表。',
  macros: '文件里有宏，没有运行。',
  'external-links': '文件引用了别的文件，没有打开，用的是上次保存的数。',
  formulas: '有的单元格是公式，用的是上次保存的结果。',
  'formulas-empty': '有的公式没有保存过结果，这些单元格当作空的。请用 WPS 打开，保存以后再导入。',
  cut: `表太长，只读了前 ${MOST_LINES} 行，下面的没有读。`,
}

/** @see workbookNotes */
export type WorkbookNote = (typeof workbookNotes)[number]

/** A sheet of a file as words, and whether its workbook hides it. */
export interface WorkbookSheet {
  readonly name: string
  readonly hidden: boolean
  readonly grid: SheetGrid
}

/** A file's sheets, and what else is in it. */
export interface ReadWorkbook {
  readonly sheets: readonly WorkbookSheet[]
  readonly notes: readonly WorkbookNote[]
}

/**
 * Reads the bytes of a file, whatever its name says. Cancelled, it ends at once with what the signal says.
 * @throws AppError `table.too-large`, `table.locked`, `table.unreadable`
 */
export type WorkbookReader = (bytes: Uint8Array, signal: AbortSignal) => Promise<ReadWorkbook>
