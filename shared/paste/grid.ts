import { type PastedLine, pastedLines, tidyWord } from './lines'

/** Cells that were made one; rows and columns from 0, the last ones included. */
export interface Merge {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/**
 * One sheet of a workbook, or cells from the clipboard, as words. A day stands as `2026-11-03`, a time as `14:30`, a number as
 * its digits; one of more than 15 digits as `5.1E+17`, for the spreadsheet has rounded it.
 */
export interface SheetGrid {
  readonly rows: readonly (readonly string[])[]
  readonly merges?: readonly Merge[]
  /** Its days count from 1904. */
  readonly date1904?: boolean
}

/** A cell that a person has mended: its line from 1, its column from 0. */
export interface Mend {
  readonly at: number
  readonly column: number
  readonly word: string
}

/** Cells from the clipboard. */
export function pastedGrid(text: string): SheetGrid {
  const lines = pastedLines(text)
  const rows = Array.from({ length: lines.at(-1)?.at ?? 0 }, (): readonly string[] => [])
  for (const { at, words } of lines) rows[at - 1] = words
  return { rows }
}

/** The lines of a grid that hold anything, tidied, with what was mended in them; a merged cell stands at its first place. */
export function linesOf({ rows }: SheetGrid, mends: readonly Mend[] = []): readonly PastedLine[] {
  const mended = Map.groupBy(mends, ({ at }) => at)
  return rows.flatMap((row, index) => {
    const words = row.map(tidyWord)
    for (const { column, word } of mended.get(index + 1) ?? []) {
      while (words.length <= column) words.push('')
      words[column] = tidyWord(word)
    }
    return words.some((word) => word !== '') ? [{ at: index + 1, words }] : []
  })
}

/**
 * Lines with what merged cells say in each line that they reach: a village that stands once beside five courtyards is that of
 * all five. @param among only merges of these lines, and of one column
 */
export function filledDown(
  lines: readonly PastedLine[],
  merges: readonly Merge[],
  among: { readonly from: number },
): readonly PastedLine[] {
  const down = merges.filter(
    ({ top, bottom, left, right }) => bottom > top && left === right && top + 1 >= among.from,
  )
  if (down.length === 0) return lines
  const known = new Map(lines.map((line) => [line.at, [...line.words]]))
  for (const { top, bottom, left } of down) {
    const word = known.get(top + 1)?.[left] ?? ''
    for (let at = top + 2; at <= bottom + 1; at += 1) {
      const words = known.get(at)
      if (words === undefined || word === '' || (words[left] ?? '') !== '') continue
      while (words.length <= left) words.push('')
      words[left] = word
    }
  }
  return lines.map(({ at, words }) => ({ at, words: known.get(at) ?? words }))
}
