import type { CategoryWord } from './category'

/**
 * The words known of a category, then those that records hold whose entry is gone or has not come, by their code. Without the last a
 * table would not sum to its total. 其他 closes the list, also before a district's own words.
 */
export function wordsWithStrange(
  known: readonly CategoryWord[],
  held: readonly (string | null)[],
): readonly CategoryWord[] {
  const values = new Set(known.map(({ value }) => value))
  const strange = held.flatMap((word) => (word && !values.has(word) && isCode(word) ? [word] : []))
  const all = [...known, ...strange.sort().map((value) => ({ value, label: value }))]
  const isOther = ({ value }: CategoryWord): boolean => value === 'other'
  return [...all.filter((word) => !isOther(word)), ...all.filter(isOther)]
}

/** What a district may write as a word's code: nothing else can be counted by. */
const isCode = (word: string): boolean => /^[A-Za-z0-9_-]{1,40}$/.test(word)
