import { readDecimal } from '../decimal'
import {
  type CellField,
  type Field,
  MOST_REFS,
  type RefField,
  type RefsField,
  type RowsField,
} from '../definition/fields'
import { optionsOf, type WordsOf } from '../definition/words'
import type { FieldProblem } from '../errors'
import type { ProblemReason } from '../field-problems'
import type { Json } from '../json'
import { readMoney } from '../money'
import { problemsInValue } from '../records/value'
import type { Cells } from '../shapes'
import { problemsInCell, readCell } from './cells'
import { plainWords } from './headings'
import { type DateReading, readLedgerDate, readLedgerMonth, readLedgerTime } from './ledger-dates'
import { exactOption, nearOption } from './near-words'
import { readCount } from './typed'

/** The ids of living records that go by a name, those near a unit first asked; several where a name is not enough. */
export type FindNamed = (
  to: string,
  name: string,
  levels: readonly string[] | undefined,
  near: string | undefined,
) => readonly string[]

/** What reading a cell needs beside the cell. */
export interface CellReading extends DateReading {
  readonly wordsOf: WordsOf
  readonly find: FindNamed
  /** What a person said that a word means: target → word → stored value. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** The unit of the record, if it is known. */
  readonly near?: string | undefined
}

/** A cell as a value; or why it is none, with the value that may be meant. */
export interface ReadTableCell {
  readonly value: Json
  readonly problems: readonly FieldProblem[]
  /** What a near word is likely to mean; a person is asked. */
  readonly near?: { readonly value: string; readonly label: string }
}

/** Reads one cell of a table as a field. @param key the target, for its problems and answers */
export function readTableCell(
  key: string,
  field: Field,
  word: string,
  tenThousands: boolean,
  reading: CellReading,
): ReadTableCell {
  if (/^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!)$/i.test(word))
    return refused(key, 'table.cell-error', word)
  const answer = Object.hasOwn(reading.answers, key) ? reading.answers[key]?.[plainWords(word)] : undefined
  switch (field.type) {
    case 'rows':
      return readRowsText(key, field, word, reading)
    case 'date': {
      const day = (field.month ? readLedgerMonth : readLedgerDate)(word, reading)
      return 'date' in day ? checked(key, field, day.date, reading) : refused(key, day.reason, word)
    }
    case 'time':
      return checked(key, field, readLedgerTime(word) ?? word, reading)
    case 'money':
      return checked(key, field, amountOf(word, tenThousands) ?? word, reading)
    case 'count':
      return checked(key, field, readCount(word, field.unit.normalize('NFKC')) ?? word, reading)
    case 'decimal':
      return checked(key, field, readDecimal(word, field.scale, field.unit) ?? word, reading)
    case 'choice':
      return answer === undefined ? chosen(key, field, word, reading) : checked(key, field, answer, reading)
    case 'choices':
      return several(word, (one) => chosen(key, field, one, reading))
    case 'ref':
      return answer === undefined ? named(key, field, word, reading) : { value: answer, problems: [] }
    case 'refs':
      return several(word, (one) => named(key, field, one, reading))
    default: {
      const value = readCell(field, word, tenThousands, noReaders, reading.wordsOf)
      return { value, problems: problemsInCell(key, field, value, reading.wordsOf) }
    }
  }
}

/** Texts and flags need none. */
const noReaders = { date: () => null, time: () => null, count: () => null }

function amountOf(word: string, tenThousands: boolean): number | null {
  const text = word.normalize('NFKC').replace(/^(人民币|RMB|CNY)/i, '')
  return readMoney(tenThousands && /\d$/.test(text) ? `${text}万` : text)
}

function checked(key: string, field: CellField, value: Json, { wordsOf }: CellReading): ReadTableCell {
  return { value, problems: problemsInValue(key, field, value, wordsOf, undefined) }
}

function refused(
  key: string,
  reason: ProblemReason,
  value: string,
  near?: ReadTableCell['near'],
): ReadTableCell {
  const params = near === undefined ? { value } : { value, near: near.label }
  return { value: null, problems: [{ field: key, reason, params }], ...(near && { near }) }
}

function chosen(
  key: string,
  field: Extract<CellField, { type: 'choice' | 'choices' }>,
  word: string,
  { wordsOf, answers }: CellReading,
): ReadTableCell {
  const options = optionsOf(field, wordsOf)
  const said = Object.hasOwn(answers, key) ? answers[key]?.[plainWords(word)] : undefined
  const exact = exactOption(options, said ?? word)
  if (exact) return { value: exact.value, problems: [] }
  const near = nearOption(options, word)
  return near ? refused(key, 'table.near-word', word, near) : refused(key, 'choice.unknown', word)
}

function named(
  key: string,
  field: RefField | RefsField,
  word: string,
  { find, near, answers }: CellReading,
): ReadTableCell {
  const said = Object.hasOwn(answers, key) ? answers[key]?.[plainWords(word)] : undefined
  if (said !== undefined) return { value: said, problems: [] }
  const [id, ...others] = find(field.to, word, field.levels, near)
  if (id === undefined) return refused(key, 'table.name-unknown', word)
  return others.length === 0 ? { value: id, problems: [] } : refused(key, 'table.name-unclear', word)
}

/** Several words of one cell; a word with the separator inside it is tried whole first. */
function several(word: string, read: (one: string) => ReadTableCell): ReadTableCell {
  const whole = read(word)
  if (whole.problems.length === 0) return { value: [whole.value], problems: [] }
  const words = word.split(/[、,，;；\n]/).map((one) => one.trim())
  const found = words
    .filter((one) => one !== '')
    .slice(0, MOST_REFS + 1)
    .map(read)
  const wrong = found.find(({ problems }) => problems.length > 0)
  return wrong ?? { value: [...new Set(found.map(({ value }) => value))], problems: [] }
}

/** A list as its ledger shows it: a line a row, 「姓名：郑家富，电话：…」. */
function readRowsText(key: string, field: RowsField, word: string, reading: CellReading): ReadTableCell {
  const cells = Object.entries(field.of)
  const labels = cells.map(([, { label }]) => label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const mark = new RegExp(`(^|，|\\n)(${labels.join('|')})：`, 'g')
  const found = [...word.matchAll(mark)]
  if (found.length === 0 || found[0]?.index !== 0) return refused(key, 'table.list-unclear', word)
  const rows: Record<string, Json>[] = []
  const problems: FieldProblem[] = []
  found.forEach((match, at) => {
    const said = word.slice(match.index + match[0].length, found[at + 1]?.index ?? word.length).trim()
    const [cell = '', of] = cells.find(([, { label }]) => label === match[2]) ?? []
    if (match[1] !== '，' || rows.at(-1)?.[cell] !== undefined) rows.push({})
    if (!of) return
    const read = readTableCell(`${key}/${rows.length - 1}/${cell}`, of, said, false, reading)
    problems.push(...read.problems)
    const row = rows.at(-1)
    if (row) row[cell] = read.value
  })
  return { value: rows satisfies Cells[], problems }
}
