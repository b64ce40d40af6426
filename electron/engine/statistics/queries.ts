import { isEnumerated, storedOptionsOf } from '../../../shared/definition/words'
import { factTable, manyTable } from '../../../shared/facts/tables'
import type { Category } from '../../../shared/figures/measures/categories'
import { kindOf } from '../../../shared/kinds'
import type { CategoryWord } from '../../../shared/statistics/category'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { districtWords } from '../district/words'
import { factIn, wordOf } from '../facts/counted-sql'

/**
 * The words that records of a category can hold: those of every district, the district's own, and those whose entry is gone or has not
 * come, by their code. Without the last a table would not sum to its total.
 */
export function storedWords(db: ReadDb, { kind: name, field, of }: Category): readonly CategoryWord[] {
  const kind = kindOf(name)
  const known = storedOptionsOf(of, districtWords(db))
  const values = new Set(known.map(({ value }) => value))
  if (!isEnumerated(of) || of.dictionary === undefined) return known
  const held =
    of.type === 'choices'
      ? `SELECT DISTINCT value AS word FROM ${manyTable(kind, field)}`
      : `SELECT DISTINCT ${factIn('r', kind, field)} AS word FROM ${factTable(kind)} r`
  const found = prepared<[], { word: string | null }>(
    db,
    `SELECT ${wordOf('h.word')} AS word FROM (${held}) h`,
  ).all()
  const strange = found.flatMap(({ word }) => (word && !values.has(word) && isCode(word) ? [word] : []))
  return otherLast([...known, ...strange.sort().map((value) => ({ value, label: value }))])
}

/** 其他 closes a list, also before the district's own words. */
function otherLast(words: readonly CategoryWord[]): readonly CategoryWord[] {
  const isOther = ({ value }: CategoryWord): boolean => value === 'other'
  return [...words.filter((word) => !isOther(word)), ...words.filter(isOther)]
}

/** What a district may write as a word's code: nothing else can be counted by. */
const isCode = (word: string): boolean => /^[A-Za-z0-9_-]{1,40}$/.test(word)
