import { isDate } from '../dates'
import type { Kind, NameOf } from '../definition/define'
import type { Field } from '../definition/fields'
import type { WordsOf } from '../definition/words'
import type { Json } from '../json'
import { displayValue } from '../records/display'
import type { Body } from '../shapes'
import { tidyWord } from './lines'
import { type ColumnTarget, NUMBER_TARGET, targetsOf } from './targets'

/** The hidden sheet of a template that its drop-downs take their words from. */
export const OPTIONS_SHEET = '选项'

/** What a cell of a template holds: text, a number (money in 元), or a day as `YYYY-MM-DD`. */
export type TemplateCell =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'day'; readonly day: string }

/** The columns of a kind's template, without the mark: its number, then whatever a person may type, in the order of the form. */
export function templateColumns(kind: Kind): readonly ColumnTarget[] {
  const mine = targetsOf(kind).filter(({ key, told, field }) => !told && !key.includes('/') && field)
  const number = targetsOf(kind).filter(({ key }) => key === NUMBER_TARGET)
  return [...number, ...mine]
}

/** A record as the cells of its line, whole, in the order of `templateColumns`. */
export function templateCells(
  kind: Kind,
  { number, body }: { readonly number: string | null; readonly body: Body },
  nameOf: NameOf,
  wordsOf: WordsOf,
): readonly TemplateCell[] {
  return templateColumns(kind).map(({ key, field }) =>
    field ? cellOf(field, body[key], nameOf, wordsOf) : { is: 'text', text: number ?? '' },
  )
}

function cellOf(field: Field, value: Json | undefined, nameOf: NameOf, wordsOf: WordsOf): TemplateCell {
  if (field.type === 'count' && typeof value === 'number') return { is: 'number', number: value }
  if (field.type === 'money' && typeof value === 'number') return { is: 'number', number: value / 100 }
  if (field.type === 'decimal' && typeof value === 'string') return { is: 'number', number: Number(value) }
  if (field.type === 'date' && !field.month && typeof value === 'string' && isDate(value))
    return { is: 'day', day: value }
  return { is: 'text', text: displayValue(field, value, nameOf, wordsOf) }
}

/** A cell of a template as the word that a grid holds of it once it is read again. */
export function templateWord(cell: TemplateCell): string {
  if (cell.is === 'number') return String(cell.number)
  return plainWord(cell.is === 'day' ? cell.day : cell.text)
}

/** A word without what saving in another program may change: the ends of its lines. */
export function plainWord(word: string): string {
  return tidyWord(word.replaceAll('\r\n', '\n'))
}

/** Four characters that stand for how a cell stood; the engine keys them, so that nobody reads an old value out of them. */
export type Stamp = (text: string) => string

/** Which record a line of a template is, and how each of its cells stood when it was written. */
export interface TemplateMark {
  readonly id: string
  /** Whether this computer wrote it for the kind as it is declared now: only then do the stamps say anything. */
  readonly isOurs: boolean
  /** By column, as `templateColumns` has them. */
  readonly stamps: readonly string[]
}

/** The text that marks a line. @param words of its cells, in the order of `templateColumns` */
export function lineMark(kind: Kind, id: string, words: readonly string[], stamp: Stamp): string {
  const stamps = templateColumns(kind).map(({ key }, at) => cellStamp(id, key, words[at] ?? '', stamp))
  return `${id}:${ownStamp(kind, id, stamp)}${stamps.join('')}`
}

/** Reads a mark; `undefined` for what is none. */
export function readMark(kind: Kind, text: string, stamp: Stamp): TemplateMark | undefined {
  const [, id, own, stamps = ''] = /^([0-9a-f-]{36}):([\w-]{4})((?:[\w-]{4})*)$/.exec(text) ?? []
  if (id === undefined) return undefined
  const all = stamps.match(/.{4}/g) ?? []
  const isOurs = own === ownStamp(kind, id, stamp) && all.length === templateColumns(kind).length
  return { id, isOurs, stamps: isOurs ? all : [] }
}

/** How a cell of a record stands. @param word as `plainWord` */
export function cellStamp(id: string, key: string, word: string, stamp: Stamp): string {
  return stamp(`${id}\n${key}\n${word}`)
}

function ownStamp(kind: Kind, id: string, stamp: Stamp): string {
  return stamp(`${id}\n${kind.name}\n${kind.version}`)
}
