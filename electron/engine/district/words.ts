import { z } from 'zod'
import type { Output } from '../../../shared/contract'
import type { DistrictWord, WordsOf } from '../../../shared/definition/words'
import { dictionaryNames } from '../../../shared/dictionaries'
import { factTable } from '../../../shared/facts/tables'
import { dictionaryEntry } from '../../../shared/kinds/dictionary-entry'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'

/** By id, not by `rid`: every machine has the same order. */
const entries = `SELECT r.body FROM ${factTable(dictionaryEntry)} f CROSS JOIN records r ON r.rid = f.rid
  WHERE f.deleted = 0 ORDER BY f.f_order IS NULL, f.f_order, r.id`

const entryBody = z.object({
  dictionary: z.string(),
  value: z.string(),
  label: z.string(),
  retired: z.boolean().nullish(),
})

/**
 * The district's own words as this connection sees them now; read again only after something was written. An entry that a
 * foreign file broke is no word.
 */
export const districtWords: (db: ReadDb) => WordsOf = remembered((db) => {
  const words = new Map<string, DistrictWord[]>()
  for (const { body } of prepared<[], { body: string }>(db, entries).all()) {
    const entry = entryBody.safeParse(JSON.parse(body)).data
    if (!entry) continue
    const { dictionary, value, label } = entry
    const known = words.get(dictionary) ?? []
    // Two entries of one value can only come from two machines of the district: the first shows.
    if (!known.some((word) => word.value === value))
      words.set(dictionary, [...known, { value, label, retired: entry.retired === true }])
  }
  return (dictionary) => words.get(dictionary) ?? []
})

/** The district's words of every dictionary, for a window or the command line. */
export function allWords(db: ReadDb): Output<'records.words'> {
  const wordsOf = districtWords(db)
  const found = dictionaryNames.map((name) => [name, wordsOf(name).map((word) => ({ ...word }))] as const)
  return { words: Object.fromEntries(found.filter(([, words]) => words.length > 0)) }
}
