import type { CellField, RowsField, TextField } from '../definition/fields'
import { isEnumerated, optionsOf, type WordsOf } from '../definition/words'
import { passesLuhn, tidyBankCard } from '../identifiers/bank-card'
import { creditCodeFits, tidyCreditCode } from '../identifiers/credit-code'
import { birthDateOf, idNumberProblem, tidyIdNumber } from '../identifiers/id-number'
import { tidyPhone } from '../identifiers/phone'
import { readMoney } from '../money'
import type { TypedReaders } from './cells'
import { type Column, sameWords } from './headings'
import type { PastedLine } from './lines'

/** What the columns of a table without a heading seem to be. */
export interface Guess {
  readonly columns: readonly Column[]
  /** The column that only counts the lines. */
  readonly serial: number | undefined
  /** Columns that seem to be the same thing, by the cell that one of them may be. */
  readonly unclear: readonly { readonly cell: string; readonly columns: readonly number[] }[]
}

/** A form of content, and which cells have it. */
interface Look {
  readonly cells: readonly string[]
  readonly isOne: (word: string) => boolean
  /** Any short word looks so: such a column says nothing against a cell for free text. */
  readonly isLoose?: boolean
  /** Words of a cell like this can not look otherwise, unless they are wrong. */
  readonly isStrict?: boolean
}

/** What words of a checked form look like. */
export const formats: { readonly [F in NonNullable<TextField['format']>]: (word: string) => boolean } = {
  idNumber: (word) => isLikeId(tidyIdNumber(word)),
  phone: (word) => /^(1[3-9]\d{9}|0\d{2,3}-\d{7,8})$/.test(tidyPhone(word)),
  bankCard: (word) => {
    const card = tidyBankCard(word)
    return (/^\d{16,19}$/.test(card) && passesLuhn(card)) || /^\d\.\d+E\+1[568]$/i.test(card)
  },
  creditCode: (word) => /[A-Z]/.test(tidyCreditCode(word)) && creditCodeFits(tidyCreditCode(word)),
}

/** One that fits its check code, one that a spreadsheet spoilt, or a slip of the finger in one that holds a birth date. */
function isLikeId(id: string): boolean {
  if (idNumberProblem(id) === 'id.old-form' || /^\d[\d.]*E\+?17$/.test(id)) return true
  // Of cards of 18 digits some hold a day of another century.
  const isBorn = /^\d{6}(19|20)\d{9}[\dX]$/.test(id) && birthDateOf(id) !== null
  return isBorn && (idNumberProblem(id) === null || !passesLuhn(id))
}

/**
 * Reads the order of the columns from what stands in them. Where nothing speaks against it, they stand in the order of the
 * cells; otherwise each is what most of its words look like, as long as only one column looks so.
 */
export function guessColumns(
  field: RowsField,
  lines: readonly PastedLine[],
  read: TypedReaders,
  wordsOf: WordsOf,
): Guess {
  const width = Math.max(...lines.map(({ words }) => words.length))
  const wordsAt = Array.from({ length: width }, (_, at) =>
    lines.map(({ words }) => words[at] ?? '').filter((word) => word !== ''),
  )
  const looks = looksOf(field, read, wordsOf)
  const serial = serialColumn(wordsAt, lines.length)
  const looked = wordsAt.map((words, at) => (at === serial ? undefined : lookOf(looks, words)))
  return inOrder(field, wordsAt, looks, looked, serial) ?? byContent(looks, looked, serial)
}

/** The first column, when it counts 1, 2, 3 …; a single line counts when it could not be an amount either. */
function serialColumn(wordsAt: readonly (readonly string[])[], lines: number): number | undefined {
  const first = wordsAt.findIndex((words) => words.length > 0)
  const words = wordsAt[first] ?? []
  const numbers = words.map((word) => (/^\d{1,5}$/.test(word) ? Number(word) : Number.NaN))
  const isCounting = numbers.every((number, at) => number === (numbers[0] ?? 0) + at)
  const isOne = lines > 1 || (numbers[0] === 1 && wordsAt.length > 1)
  return isCounting && isOne && words.length === lines ? first : undefined
}

/** Every form that a cell of the field has, the surest first. */
function looksOf(field: RowsField, read: TypedReaders, wordsOf: WordsOf): readonly Look[] {
  const cells = Object.entries(field.of)
  const ofCells = (has: (of: CellField) => boolean): readonly string[] =>
    cells.filter(([, of]) => has(of)).map(([cell]) => cell)
  const look = (has: (of: CellField) => boolean, isOne: Look['isOne'], more: Partial<Look> = {}): Look => ({
    cells: ofCells(has),
    isOne,
    ...more,
  })
  const isStrict = true
  return [
    ...Object.entries(formats).map(([format, isOne]) =>
      look((of) => of.type === 'text' && of.format === format, isOne, { isStrict }),
    ),
    look(
      ({ type }) => type === 'date',
      (word) => (/^(19|20)\d{6}$/.test(word) || readMoney(word) === null) && read.date(word) !== null,
      { isStrict },
    ),
    look(
      ({ type }) => type === 'time',
      (word) => readMoney(word) === null && read.time(word) !== null,
      { isStrict },
    ),
    ...cells.flatMap(([cell, of]) => {
      const options = isEnumerated(of) ? optionsOf(of, wordsOf) : []
      return [{ cells: options.length > 0 ? [cell] : [], isOne: isOptionOf(options) }]
    }),
    look(
      ({ type }) => type === 'flag',
      (word) => /^(是|否|有|无|√|✓|×)$/.test(word),
    ),
    look(({ type }) => type === 'money' || type === 'count' || type === 'decimal', isAmount, { isStrict }),
    look(({ mask }) => mask === 'name' || mask === 'party', isName, { isLoose: true }),
  ].filter((one) => one.cells.length > 0)
}

const isOptionOf =
  (options: readonly { readonly label: string }[]) =>
  (word: string): boolean =>
    options.some(({ label }) => sameWords(label, word))

/** Not so long that it must be the number of something. */
function isAmount(word: string): boolean {
  return /^\D?[\d,]{1,11}(\D|$)/.test(word) && readMoney(word) !== null
}

/** Two to four characters, or a name of several parts. */
function isName(word: string): boolean {
  return /^(\p{Script=Han}{2,4}|\p{Script=Han}+[·•]\p{Script=Han}+)$/u.test(word.replace(/\s/g, ''))
}

/** What most of the words look like, and at least half of them; the surer where two are alike. */
function lookOf(looks: readonly Look[], words: readonly string[]): Look | undefined {
  const found = looks
    .map((look) => ({ look, hits: words.filter(look.isOne).length }))
    .filter(({ hits }) => hits > 0 && hits * 2 >= words.length)
  return found.sort((a, b) => b.hits - a.hits)[0]?.look
}

function inOrder(
  field: RowsField,
  wordsAt: readonly (readonly string[])[],
  looks: readonly Look[],
  looked: readonly (Look | undefined)[],
  serial: number | undefined,
): Guess | undefined {
  const cells = Object.keys(field.of)
  const placed = wordsAt.flatMap((_, at) => (at === serial ? [] : [at]))
  const isFine = placed.every((at, place) => {
    const [cell, look] = [cells[place], looked[at]]
    if (cell === undefined || wordsAt[at]?.length === 0) return true
    const own = looks.find((one) => one.cells.includes(cell))
    if (look === undefined) return own?.isStrict !== true
    return look.cells.includes(cell) || (own === undefined && look.isLoose === true)
  })
  if (!isFine) return undefined
  const columns = wordsAt.map((_, at) => ({ cell: at === serial ? undefined : cells[placed.indexOf(at)] }))
  // What stands further right is refused line by line, rather than lost.
  const last = placed[cells.length - 1]
  return { columns: last === undefined ? columns : columns.slice(0, last + 1), serial, unclear: [] }
}

function byContent(
  looks: readonly Look[],
  looked: readonly (Look | undefined)[],
  serial: number | undefined,
): Guess {
  const columns: Column[] = looked.map(() => ({ cell: undefined }))
  const unclear: { cell: string; columns: readonly number[] }[] = []
  for (const look of looks) {
    const found = looked.flatMap((one, at) => (one === look ? [at] : []))
    const [first, ...others] = found
    const cell = look.cells[0]
    if (first === undefined || cell === undefined) continue
    // Many words look like a name; the name itself stands before them.
    if (others.length === 0 || look.isLoose) columns[first] = { cell }
    else unclear.push({ cell, columns: found })
  }
  return { columns, serial, unclear }
}
