import { isEnumerated, storedOptionsOf } from '../../../shared/definition/words'
import { factTable, manyTable } from '../../../shared/facts/tables'
import type { Category } from '../../../shared/figures/measures/categories'
import { kindOf } from '../../../shared/kinds'
import type { CategoryWord } from '../../../shared/statistics/category'
import { wordsWithStrange } from '../../../shared/statistics/stored-words'
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
  if (!isEnumerated(of) || of.dictionary === undefined) return known
  const held =
    of.type === 'choices'
      ? `SELECT DISTINCT value AS word FROM ${manyTable(kind, field)}`
      : `SELECT DISTINCT ${factIn('r', kind, field)} AS word FROM ${factTable(kind)} r`
  const found = prepared<[], { word: string | null }>(
    db,
    `SELECT ${wordOf('h.word')} AS word FROM (${held}) h`,
  ).all()
  return wordsWithStrange(
    known,
    found.map(({ word }) => word),
  )
}
