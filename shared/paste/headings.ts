import type { CellField, RowsField } from '../definition/fields'
import type { PastedLine } from './lines'

/** A heading stands in one of the first lines; what is above it is a title. */
const SEARCHED = 5

/** One column of a spreadsheet: the cell that it is read as, or none. */
export interface Column {
  readonly cell: string | undefined
  /** The heading says 万元: plain numbers are meant so. */
  readonly tenThousands?: boolean
}

/** The line that names the columns. */
export interface Heading {
  readonly line: PastedLine
  readonly columns: readonly Column[]
}

const SERIAL = /^(序号|序|编号|行号|项次|no\.?|№|#)$/i

/** Whether a heading says that its column only counts the lines. */
export function isSerialHeading(word: string): boolean {
  return SERIAL.test(plainWords(word))
}

/** A label and a heading are the same but for spaces, full-width forms, a star, a colon and a remark in brackets that names no other thing. */
export function sameWords(label: string, word: string): boolean {
  return plainWords(label) === plainWords(word)
}

/** A label or heading without what may differ. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s*:]/g, '')
    .replace(/\((元|万元|人民币|人民币元|单位元|单位万元|人|岁|份|必填|选填|1[158]位)\)$/, '')
}

/** The words that a heading may say for a cell: its label first. */
export function headingsOf(cell: CellField): readonly string[] {
  return [cell.label, ...(cell.aliases ?? [])]
}

/**
 * The line that names the columns: of the first lines the one that names most cells, and at least two of them.
 * One is enough where there is only one, or where everything else in the line counts or is empty.
 */
export function findHeading(field: RowsField, lines: readonly PastedLine[]): Heading | undefined {
  const found = lines
    .slice(0, SEARCHED)
    .map((line) => ({ line, columns: columnsNamed(field, line.words) }))
    .filter(({ line, columns }) => isHeading(field, line, columns))
  return found.sort((a, b) => namedIn(b.columns) - namedIn(a.columns))[0]
}

/** Whether a line says again what the heading says, as the second page of a printed table does. */
export function repeatsHeading(heading: Heading, line: PastedLine): boolean {
  return heading.columns.every((_, at) => sameWords(heading.line.words[at] ?? '', line.words[at] ?? ''))
}

function isHeading(field: RowsField, { words }: PastedLine, columns: readonly Column[]): boolean {
  const named = namedIn(columns)
  const others = words.filter((word, at) => word !== '' && columns[at]?.cell === undefined)
  const isAlone = named > 0 && others.every(isSerialHeading)
  return isAlone || named >= Math.min(2, Object.keys(field.of).length)
}

function namedIn(columns: readonly Column[]): number {
  return columns.filter(({ cell }) => cell !== undefined).length
}

/** Each cell once: by its label if a column has that, otherwise by the first column that says it in other words. */
function columnsNamed(field: RowsField, words: readonly string[]): readonly Column[] {
  const cells = Object.entries(field.of)
  const taken = new Map<number, string>()
  const isFree = (cell: string): boolean => ![...taken.values()].includes(cell)
  for (const says of [
    (of: CellField, word: string) => sameWords(of.label, word),
    (of: CellField, word: string) => headingsOf(of).some((said) => sameWords(said, word)),
  ])
    words.forEach((word, at) => {
      const cell = cells.find(([key, of]) => isFree(key) && says(of, word))
      if (word !== '' && cell !== undefined && !taken.has(at)) taken.set(at, cell[0])
    })
  return words.map((word, at) => ({
    cell: taken.get(at),
    tenThousands: /\((单位)?万元\)$/.test(word.normalize('NFKC').replace(/[\s:]/g, '')),
  }))
}
