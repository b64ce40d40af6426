import { isDate } from '../dates'
import { fieldOf, type Kind } from '../definition/define'
import { type DuplicateRule, type MatchWay, pathsOf, waysOf } from '../definition/duplicate-rule'
import type { CellField, CellFields } from '../definition/fields'
import { type Json, sameJson } from '../json'
import { remembering } from '../language/remember'
import { syllablesOf } from '../language/syllables'
import { type Cells, type Flat, isCells } from '../shapes'
import { rowIdsOf, rowKey, splitKey } from './both-shapes'

/** What a rule compares of one record, as text: two records that share a phrase and lie within its days meet the rule. */
export interface MatchPhrase {
  readonly rule: DuplicateRule
  /** Which of the rule's ways it was read by. */
  readonly way: MatchWay
  readonly phrase: string
  /** The date that the rule looks at, `''` for a rule without one. */
  readonly day: string
}

/** The phrases of a record, one a way of a rule, or one a row; none for a way that lacks one of its values. */
export function matchPhrases(kind: Kind, flat: Flat): MatchPhrase[] {
  return (kind.duplicates ?? []).flatMap((rule, place) => {
    const day = rule.within ? flat[rule.within.field] : ''
    if (typeof day !== 'string' || (rule.within && !isDate(day))) return []
    return waysOf(rule).flatMap((way) =>
      [...new Set(wordsOfWay(kind, way, flat))].map((values) => ({
        rule,
        way,
        phrase: `${kind.name}\n${place}\n${values}`,
        day,
      })),
    )
  })
}

/** What a way finds in a record: once, or once in each row where it names a cell. */
function wordsOfWay(kind: Kind, way: MatchWay, flat: Flat): readonly string[] {
  const of = rowsFieldOf(way)
  const rows = of === undefined ? [undefined] : rowIdsOf(flat, of).map((row) => flat[rowKey(of, row)])
  return rows.flatMap((row) => valuesOf(kind, way, flat, row) ?? [])
}

/** The fields that a way compares, each once; cells by their rows field. */
export function comparedFields(way: MatchWay): readonly string[] {
  return [...new Set(pathsOf(way).map((path) => splitKey(path).field))]
}

/**
 * Whether two rows stand for the same: the same ID number; or the same in all required cells and in one more, with nothing
 * that differs; or the same altogether. Two people of one name stay two.
 */
export function isSameRow(cells: CellFields, a: Cells, b: Cells): boolean {
  const id = Object.keys(cells).find((cell) => {
    const field = cells[cell]
    return field?.type === 'text' && field.format === 'idNumber' && a[cell] && b[cell]
  })
  if (id !== undefined) return a[id] === b[id]
  const both = Object.keys(cells).filter((cell) => a[cell] !== undefined && b[cell] !== undefined)
  const filled = new Set([...Object.keys(a), ...Object.keys(b)])
  if (!both.every((cell) => sameJson(a[cell], b[cell]))) return false
  const required = Object.keys(cells).filter((cell) => cells[cell]?.required)
  return filled.size === both.length
    ? both.length > 0
    : required.every((cell) => both.includes(cell)) && both.length > required.length
}

function rowsFieldOf(way: MatchWay): string | undefined {
  const path = pathsOf(way).find((one) => splitKey(one).row !== undefined)
  return path === undefined ? undefined : splitKey(path).field
}

function valuesOf(kind: Kind, way: MatchWay, flat: Flat, row: Json | undefined): string | undefined {
  const values: string[] = []
  const take = (path: string, read: (text: string) => string): boolean => {
    const found = valueAt(kind, path, flat, row)
    const text = found === undefined ? '' : found.isWords ? read(found.text) : found.text
    values.push(text)
    return text !== ''
  }
  const whole =
    (way.same ?? []).every((path) => take(path, folded)) &&
    (way.sounds ?? []).every((path) => take(path, soundOf))
  return whole ? JSON.stringify(values) : undefined
}

/** A value as text; an id, a date, a choice or a number is what it is, only words are folded. */
interface Compared {
  readonly text: string
  readonly isWords: boolean
}

function valueAt(kind: Kind, path: string, flat: Flat, row: Json | undefined): Compared | undefined {
  const { field: key, row: cell } = splitKey(path)
  const field = fieldOf(kind, key)
  if (field === undefined) return undefined
  if (cell === undefined) return field.type === 'rows' ? undefined : comparedValue(field, flat[key])
  if (field.type !== 'rows' || !isCells(row)) return undefined
  const of = Object.hasOwn(field.of, cell) ? field.of[cell] : undefined
  return of && comparedValue(of, row[cell])
}

function comparedValue(field: CellField, value: Json | undefined): Compared | undefined {
  if (typeof value === 'number') return { text: String(value), isWords: false }
  if (typeof value !== 'string') return undefined
  return { text: value, isWords: field.type === 'text' || field.type === 'longText' }
}

/** What folding leaves as it is: nearly every name and place. */
const unfolded = /^[\u4e00-\u9fffa-z0-9]*$/

/** Letters and digits only, one width, one case: 「(2026)第 3 号」 is 「2026第3号」. */
function folded(text: string): string {
  if (unfolded.test(text)) return text
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** How a short text is read, without tones; a first character that can be a surname is read as one. */
const soundOf = remembering((text) =>
  syllablesOf(folded(text), { toneType: 'none', surname: 'head' }).join(' '),
)
