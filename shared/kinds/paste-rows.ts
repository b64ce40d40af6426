import type { FieldProblem } from '../errors'
import type { ProblemReason } from '../field-problems'
import type { Json, JsonObject } from '../json'
import { readMoney } from '../money'
import type { CellField, RowsField } from './fields'
import { cleanValue } from './patch'
import { problemsInValue } from './schema'
import { type Option, optionsOf, type WordsOf } from './words'

/** Reads what is typed for a day, a time or a number of things; `null` when it is none. */
export interface TypedReaders {
  readonly date: (text: string) => string | null
  readonly time: (text: string) => string | null
  readonly count: (text: string) => number | null
}

/** Lines out of a spreadsheet, as rows of a rows field. */
export interface PastedRows {
  readonly rows: readonly JsonObject[]
  /** Lines that are no row: which of the pasted lines (from 1), its words as they came, and why, with `field` naming the cell. */
  readonly refused: readonly {
    readonly at: number
    readonly line: readonly string[]
    readonly problems: readonly FieldProblem[]
  }[]
}

/**
 * Reads tab-separated lines, as WPS and Excel put them on the clipboard, as rows of a field. A first line that names at least
 * two of the cells (or the only one there is) is a heading and gives the order of the columns, columns of other names are
 * left out; without one the columns stand in the order of the cells. Every row is checked as a save would.
 */
export function readPastedRows(
  field: RowsField,
  text: string,
  read: TypedReaders,
  wordsOf: WordsOf,
): PastedRows {
  const [first = [], ...others] = linesOf(text)
  const cells = Object.keys(field.of)
  const named = first.map((word) => cells.find((cell) => sameWords(field.of[cell]?.label ?? '', word)))
  const isHeading = named.filter((cell) => cell !== undefined).length >= Math.min(2, cells.length)
  const columns = isHeading ? named : cells
  const lines = isHeading ? others : [first, ...others]
  const found = lines.map((line, at) => ({
    at: at + (isHeading ? 2 : 1),
    ...rowOf(field, columns, line, read, isHeading, wordsOf),
  }))
  return {
    rows: found.filter(({ problems }) => problems.length === 0).map(({ row }) => row),
    refused: found
      .filter(({ problems }) => problems.length > 0)
      .map(({ at, line, problems }) => ({ at, line, problems })),
  }
}

function rowOf(
  field: RowsField,
  columns: readonly (string | undefined)[],
  line: readonly string[],
  read: TypedReaders,
  isNamed: boolean,
  wordsOf: WordsOf,
) {
  const values: [string, Json][] = []
  const problems: FieldProblem[] = []
  line.forEach((word, at) => {
    const cell = columns[at]
    const of = cell === undefined ? undefined : field.of[cell]
    if (cell === undefined || of === undefined) {
      if (!isNamed && word !== '')
        problems.push({ field: '', reason: 'paste.too-wide' satisfies ProblemReason })
      return
    }
    const value = readCell(of, word, read, wordsOf)
    if (value === null) return
    const wrong = problemsInValue(cell, of, value, wordsOf, undefined)
    if (wrong.length > 0) problems.push(...wrong)
    else values.push([cell, value])
  })
  const given = new Set([...values.map(([cell]) => cell), ...problems.map((problem) => problem.field)])
  for (const [cell, of] of Object.entries(field.of))
    if (of.required && !given.has(cell))
      problems.push({ field: cell, reason: 'required' satisfies ProblemReason })
  return { line, row: Object.fromEntries(values), problems }
}

/** A word of a spreadsheet as the value of a field; what can not be read stays text, for the check to refuse. */
function readCell(field: CellField, word: string, read: TypedReaders, wordsOf: WordsOf): Json {
  if (word === '') return null
  switch (field.type) {
    case 'date':
      return read.date(word) ?? word
    case 'time':
      return read.time(word) ?? word
    case 'count':
      return read.count(word) ?? word
    case 'money':
      return readMoney(word) ?? word
    case 'flag':
      return /^(是|有|√|✓|true)$/i.test(word) ? true : /^(否|无|没有|×|false)$/i.test(word) ? false : word
    case 'choice':
      return chosen(optionsOf(field, wordsOf), word)
    case 'choices':
      return word
        .split(/[、,,;;]/)
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

/** A label and a heading are the same but for spaces, full-width forms, a star and a unit in brackets at the end. */
function sameWords(label: string, word: string): boolean {
  return plainWords(label) === plainWords(word)
}

function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s**]/g, '')
    .replace(/\((元|人|岁|份)\)$/, '')
}

/** The lines of a spreadsheet's text; a quoted cell may hold tabs and line ends. Empty lines are left out. */
function linesOf(text: string): string[][] {
  const lines: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g,
  )) {
    lines.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain ?? '').trim())
    if (end === '') break
    if (end !== '\t') lines.push([])
  }
  return lines.filter((line) => line.some((word) => word !== ''))
}
