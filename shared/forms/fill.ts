import { isDate } from '../dates'
import type { Kind, NameOf } from '../definition/define'
import { isEnumerated, optionsOf, type WordsOf } from '../definition/words'
import type { PrintedRecord } from '../disclosure/printed-record'
import { birthDateOf, idNumberProblem, sexOf } from '../identifiers/id-number'
import type { Json } from '../json'
import { dateInWords } from '../language/date-in-words'
import { withFullStop, withoutFullStop } from '../language/full-stop'
import { capitalMoney } from '../language/money-in-capitals'
import { printable } from '../paper/document'
import { displayValue } from '../records/display'
import { asRows } from '../shapes'
import type { ContentsLine } from './dossier'
import { breakMark, cellMark, lineWords, readLine } from './lines'
import {
  type FormWord,
  type PlaceholderTarget,
  placeholder,
  readPlaceholder,
  readRowsLine,
} from './placeholders'

/** A record as a variant shows it. */
export interface ShownRecord {
  readonly kind: Kind
  readonly printed: PrintedRecord
}

/** What a form is filled from. */
export interface FormSubject extends ShownRecord {
  readonly words: Readonly<Record<FormWord, string>>
  readonly nameOf: NameOf
  readonly wordsOf: WordsOf
  /** The record that a reference names, as the same variant shows it; nothing where it is not known here. */
  behind(id: string): ShownRecord | undefined
  /** 卷内目录 of its dossier; none where its kind has no dossier. */
  contents(): readonly ContentsLine[]
}

/** Room for a word, a date or a text that somebody writes by hand. */
const room = { word: '＿'.repeat(6), line: '＿'.repeat(26), date: '　　　年　　月　　日' }
/** Lines that an empty long text leaves room for, in a cell and between paragraphs. */
const linesLeft = 4

/**
 * A form's text with the record's values in place of its placeholders: still lines of a form, which somebody may edit before
 * they are laid out. What is empty leaves room to write by hand.
 */
export function fillForm(text: string, subject: FormSubject): string {
  return text
    .trim()
    .split('\n')
    .flatMap((line) => filledLine(line, subject))
    .join('\n')
}

function filledLine(line: string, subject: FormSubject): string[] {
  const read = readLine(line)
  if (read.type === 'contents') return contentsLines(read.cells, subject.contents())
  if (read.type === 'rows') return rowLines(line.trim().slice(lineWords.rows.length), subject)
  // A value of several lines makes several paragraphs; inside a cell it keeps its breaks.
  if (['text', 'title', 'centred', 'flush', 'signature'].includes(read.type)) {
    const isProse = read.type === 'text' || read.type === 'flush'
    return replaced(line, subject, (value, told, after) => {
      if (value === '') return roomFor(told, line)
      return isProse ? inSentence(value, told, after) : value
    }).split('\n')
  }
  return [replaced(line, subject, cellValue)]
}

/** So long a text may be that it is sentences, not a name. */
const PROSE = 200

/** What was typed among the words of a paragraph: one full stop at its end, and none before the form's own. */
function inSentence(value: string, told: readonly PlaceholderTarget[], after: string): string {
  const isTyped = told.some(
    (one) =>
      one.type === 'field' &&
      (one.field.type === 'longText' || (one.field.type === 'text' && one.field.max >= PROSE)),
  )
  if (!isTyped) return value
  if (after.trim() === '') return withFullStop(value)
  return /^[。；，]/.test(after) ? withoutFullStop(value) : value
}

function replaced(
  line: string,
  subject: FormSubject,
  shown: (value: string, told: readonly PlaceholderTarget[], after: string) => string,
): string {
  return line.replace(placeholder, (braced: string, inside: string, at: number) => {
    const { told } = readPlaceholder(subject.kind, inside)
    const value = told.map((one) => wordsFor(one, subject)).find((text) => text !== '') ?? ''
    return shown(asCell(value), told, line.slice(at + braced.length))
  })
}

function roomFor(told: readonly PlaceholderTarget[], line: string): string {
  const isAlone = line.trim().replace(placeholder, '') === ''
  if (isAlone && isOfType(told, 'longText'))
    return Array.from({ length: linesLeft }, () => room.line).join('\n')
  return isOfType(told, 'date') ? room.date : room.word
}

function isOfType(told: readonly PlaceholderTarget[], type: 'date' | 'longText'): boolean {
  return told.some((one) => one.type === 'field' && one.field.type === type)
}

/** A value inside a cell; an empty long text leaves room for some lines. */
function cellValue(value: string, told: readonly PlaceholderTarget[]): string {
  const isRoom = value === '' && isOfType(told, 'longText')
  return isRoom ? breakMark.repeat(linesLeft - 1) : value.replaceAll('\n', breakMark)
}

/** Words that can not be taken for the end of a cell. */
function asCell(text: string): string {
  return printable(text).replaceAll(cellMark, '|').trim()
}

/** A thing in words; '' where it is empty or may not be shown. */
function wordsFor(told: PlaceholderTarget, subject: FormSubject): string {
  if (told.type === 'word') return subject.words[told.word]
  const { field, path, format } = told
  let at: ShownRecord | undefined = subject
  for (const key of path.slice(0, -1)) {
    const id: Json | undefined = at?.printed.body[key]
    at = typeof id === 'string' ? subject.behind(id) : undefined
  }
  const key = path.at(-1) ?? ''
  const value = at?.printed.body[key]
  if (format === '选项') return optionsText(told, value, subject.wordsOf)
  if (at === undefined || value === undefined || value === null) return ''
  if (format === '大写') return typeof value === 'number' && value >= 0 ? capitalMoney(value) : ''
  if (format === '性别' || format === '出生日期') return toldByNumber(format, value)
  if (field.type === 'date') return typeof value === 'string' && isDate(value) ? dateInWords(value) : ''
  return at.printed.text(key)
}

/** Every choice, the chosen one marked: 「■书面 □口头」. */
function optionsText(
  { field }: Extract<PlaceholderTarget, { type: 'field' }>,
  value: Json | undefined,
  wordsOf: WordsOf,
): string {
  const options = isEnumerated(field)
    ? optionsOf(field, wordsOf)
    : [
        { value: true, label: '是' },
        { value: false, label: '否' },
      ]
  const isChosen = (one: Json): boolean => (Array.isArray(value) ? value.includes(one) : value === one)
  return options.map((option) => `${isChosen(option.value) ? '■' : '□'}${option.label}`).join('　')
}

/** What the number itself says; nothing of a shortened one. */
function toldByNumber(format: '性别' | '出生日期', value: Json): string {
  if (typeof value !== 'string' || idNumberProblem(value) !== null) return ''
  if (format === '性别') return sexOf(value) === 'male' ? '男' : '女'
  return dateInWords(birthDateOf(value) ?? '')
}

/** 卷内目录 as lines of a table under the heads that the form gives: 「目录：序号｜文书名称｜页号｜备注」. */
function contentsLines(heads: readonly string[], lines: readonly ContentsLine[]): string[] {
  const rows = lines.map(({ title, pages, note }, at) => [String(at + 1), title, pages, note])
  return [
    `${lineWords.head}${heads.join(cellMark)}`,
    ...rows.map((cells) => `${lineWords.row}${cells.slice(0, heads.length).join(cellMark)}`),
  ]
}

/** The rows of a record as lines of a table, numbered. */
function rowLines(line: string, { kind, printed, nameOf, wordsOf }: FormSubject): string[] {
  const read = readRowsLine(kind, line)
  if ('reason' in read) return []
  const { key, field, columns, least } = read
  const rows = asRows(printed.body[key])
  const cellText = (cell: string | undefined, row: Readonly<Record<string, Json>>): string => {
    const of = cell === undefined ? undefined : field.of[cell]
    if (cell === undefined || of === undefined) return ''
    const text = displayValue(of, row[cell], nameOf, wordsOf)
    return asCell(of.mask === undefined ? printed.tell(text) : text).replaceAll('\n', breakMark)
  }
  const count = Math.max(rows.length, least)
  if (count === 0) return []
  const lines = Array.from({ length: count }, (_, at) => [
    String(at + 1),
    ...columns.map(({ cell }) => cellText(cell, rows[at] ?? {})),
  ])
  const heads = ['序号', ...columns.map(({ label }) => label)]
  return [
    `${lineWords.head}${heads.join(cellMark)}`,
    ...lines.map((cells) => `${lineWords.row}${cells.join(cellMark)}`),
  ]
}
