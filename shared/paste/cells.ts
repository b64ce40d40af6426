import { readDecimal } from '../decimal'
import type { CellField, RowsField } from '../definition/fields'
import { type Option, optionsOf, type WordsOf } from '../definition/words'
import type { FieldProblem } from '../errors'
import type { ProblemReason } from '../field-problems'
import { passesLuhn } from '../identifiers/bank-card'
import type { Json } from '../json'
import { readMoney } from '../money'
import { cleanValue, problemsInValue } from '../records/value'
import type { Cells } from '../shapes'
import { type Column, sameWords } from './headings'
import type { PastedLine } from './lines'

/** Reads what is typed for a day, a time or a number of things; `null` when it is none. */
export interface TypedReaders {
  readonly date: (text: string) => string | null
  readonly time: (text: string) => string | null
  readonly count: (text: string) => number | null
}

/** A line as a row of the field, and why it is none. */
export interface ReadRow {
  readonly line: PastedLine
  readonly row: Cells
  readonly problems: readonly FieldProblem[]
}

/** Reads the lines of a table by its columns, and checks each as a save would. */
export function readRows(
  field: RowsField,
  columns: readonly Column[],
  lines: readonly PastedLine[],
  read: TypedReaders,
  wordsOf: WordsOf,
): readonly ReadRow[] {
  const rows = lines.map((line) => rowOf(field, columns, line, read, wordsOf))
  const roundedIds = Object.keys(field.of).filter((cell) =>
    rows.some(({ problems }) => problems.some((one) => one.field === cell && one.reason === 'id.rounded')),
  )
  return rows.map((row) => withoutRounded(row, roundedIds))
}

/**
 * A spreadsheet that rounded one ID number of a column rounded them all.
 * Of those that end in 000 one in eleven still fits its check code by chance, and would be somebody else's.
 */
function withoutRounded(read: ReadRow, cells: readonly string[]): ReadRow {
  const wrong = cells.filter((cell) => String(read.row[cell] ?? '').endsWith('000'))
  if (wrong.length === 0) return read
  const problems = wrong.map((field) => ({ field, reason: 'id.rounded' satisfies ProblemReason }))
  return { ...read, problems: [...read.problems, ...problems] }
}

function rowOf(
  field: RowsField,
  columns: readonly Column[],
  line: PastedLine,
  read: TypedReaders,
  wordsOf: WordsOf,
): ReadRow {
  const values: [string, Json][] = []
  const problems: FieldProblem[] = []
  const isTooWide = line.words.slice(columns.length).some((word) => word !== '')
  if (isTooWide) problems.push({ field: '', reason: 'paste.too-wide' satisfies ProblemReason })
  columns.forEach(({ cell = '', tenThousands = false }, at) => {
    const of = field.of[cell]
    const word = line.words[at] ?? ''
    if (of === undefined || word === '') return
    const value = readCell(of, word, tenThousands, read, wordsOf)
    if (value === null) return
    const wrong = problemsInCell(cell, of, value, wordsOf)
    if (wrong.length > 0) problems.push(...wrong)
    else values.push([cell, value])
  })
  const given = new Set([...values.map(([cell]) => cell), ...problems.map((problem) => problem.field)])
  for (const [cell, of] of Object.entries(field.of))
    if (of.required && !given.has(cell))
      problems.push({ field: cell, reason: 'required' satisfies ProblemReason })
  return { line, row: Object.fromEntries(values), problems }
}

/** What is wrong with one cell, a card number that a spreadsheet rounded too. */
export function problemsInCell(
  cell: string,
  of: CellField,
  value: Json,
  wordsOf: WordsOf,
): readonly FieldProblem[] {
  if (of.type === 'text' && of.format === 'bankCard' && typeof value === 'string' && isRoundedCard(value))
    return [{ field: cell, reason: 'card.rounded' satisfies ProblemReason }]
  return problemsInValue(cell, of, value, wordsOf, undefined)
}

/** A card number of which a spreadsheet kept 15 digits: no real one has so many zeros and a wrong last digit. */
function isRoundedCard(card: string): boolean {
  return /^\d{15}0{3,4}$/.test(card) && !passesLuhn(card)
}

/** A word of a spreadsheet as the value of a field; what can not be read stays text, for the check to refuse. */
export function readCell(
  field: CellField,
  word: string,
  tenThousands: boolean,
  read: TypedReaders,
  wordsOf: WordsOf,
): Json {
  switch (field.type) {
    case 'date':
      return read.date(word) ?? word
    case 'time':
      return read.time(word) ?? word
    case 'count':
      return read.count(word) ?? word
    case 'money':
      return readMoney(tenThousands && /\d$/.test(word) ? `${word}万` : word) ?? word
    case 'decimal':
      return readDecimal(word, field.scale, field.unit) ?? word
    case 'flag':
      return /^(是|有|√|✓|true)$/i.test(word) ? true : /^(否|无|没有|×|false)$/i.test(word) ? false : word
    case 'choice':
      return chosen(optionsOf(field, wordsOf), word)
    case 'choices':
      return word
        .split(/[、,，;；]/)
        .map((one) => one.trim())
        .filter((one) => one !== '')
        .map((one) => chosen(optionsOf(field, wordsOf), one))
    default:
      return cleanValue(field, word)
  }
}

function chosen(options: readonly Option[], word: string): string {
  return options.find(({ value, label }) => value === word || sameWords(label, word))?.value ?? word
}
