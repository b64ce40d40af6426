/** One line out of a spreadsheet. */
export interface PastedLine {
  /** Which of the copied lines it is, from 1, empty ones counted: where the person finds it again. */
  readonly at: number
  readonly words: readonly string[]
}

/** How somebody says that a cell is empty. */
const NOTHING = /^[-‐-―−/\\]+$/

/** The lines of a spreadsheet's text; a quoted cell may hold tabs and line ends. Empty lines are left out. */
export function pastedLines(text: string): readonly PastedLine[] {
  const lines: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g,
  )) {
    lines.at(-1)?.push(tidyWord(quoted?.replaceAll('""', '"') ?? plain ?? ''))
    if (end === '') break
    if (end !== '\t') lines.push([])
  }
  return lines
    .map((words, at) => ({ at: at + 1, words }))
    .filter(({ words }) => words.some((word) => word !== ''))
}

/** A cell without what spreadsheets leave around it: invisible marks, the apostrophe that makes a number text, a dash for nothing. */
export function tidyWord(word: string): string {
  const text = word
    .replace(/[\p{Cf}\ufeff]/gu, '')
    .trim()
    .replace(/^['‘’](?=\d)/, '')
  return NOTHING.test(text) ? '' : text
}
