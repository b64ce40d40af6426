import { pinyin } from 'pinyin-pro'
import type { Kind } from './define'
import type { Field } from './fields'
import type { FlatBody } from './patch'

/**
 * Search terms, cut so that a plain word index (FTS5 unicode61) finds Chinese: runs of Han characters become overlapping
 * pairs plus their last character, other words stay whole, and short texts add their pinyin (`chongqinglu`) and its
 * initials (`cql`) from every character on. 100 % recall, measured; a trigram index can not find two characters.
 */

/** Longer texts are found by their characters only: nobody types the pinyin of a paragraph. */
const PINYIN_UP_TO = 40
const SYLLABLES = 4
const INITIALS = 8
/** Texts whose terms are remembered: names, places and themes come again and again in a bulk write. */
const REMEMBERED = 20_000

const remembered = new Map<string, string>()

/** The search terms of a record: its `search` fields and its human number. */
export function searchTerms(kind: Kind, flat: FlatBody): string {
  const terms: string[] = []
  const number = flat.$number
  if (typeof number === 'string') terms.push(cut(number))
  for (const [key, field] of Object.entries(kind.fields)) {
    const value = flat[key]
    if (field.search && typeof value === 'string') terms.push(termsOf(field, value))
  }
  return terms.join(' ')
}

function termsOf(field: Field, value: string): string {
  if (field.type !== 'text' || value.length > PINYIN_UP_TO) return cut(value)
  let terms = remembered.get(value)
  if (terms === undefined) {
    if (remembered.size >= REMEMBERED) remembered.clear()
    terms = `${cut(value)} ${spoken(value)}`
    remembered.set(value, terms)
  }
  return terms
}

/**
 * The FTS5 expression that finds what a person typed, or `null` when there is nothing to look for in it. Characters must
 * stand together as typed; letters and digits match from a word's beginning; everything typed must be found.
 */
export function matchExpression(typed: string): string | null {
  const words = runsOf(typed).map((run) => {
    if (!isHan(run)) return `"${run}" *`
    const characters = [...run]
    return characters.length === 1 ? `"${run}" *` : `"${pairs(characters).join(' ')}"`
  })
  return words.length > 0 ? words.join(' ') : null
}

function cut(text: string): string {
  return runsOf(text)
    .map((run) => {
      if (!isHan(run)) return run
      const characters = [...run]
      return [...pairs(characters), characters.at(-1)].join(' ')
    })
    .join(' ')
}

/** Runs of Han characters, and runs of other letters and digits in lower case; the rest separates. */
function runsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}+|[^\P{L}\p{Script=Han}]+|\p{N}+/gu) ?? []
  )
}

function isHan(run: string): boolean {
  return /^\p{Script=Han}/u.test(run)
}

function pairs(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}

/** Both readings of what may be a name: 解 is jie, but as a surname xie. */
function spoken(text: string): string {
  const terms = new Set<string>()
  for (const run of runsOf(text).filter(isHan)) {
    addReading(terms, read(run, 'off'))
    if (run.length >= 2 && run.length <= 4) addReading(terms, read(run, 'head'))
  }
  return [...terms].join(' ')
}

function read(run: string, surname: 'off' | 'head'): string[] {
  return pinyin(run, { toneType: 'none', type: 'array', v: true, surname })
}

function addReading(terms: Set<string>, syllables: readonly string[]): void {
  syllables.forEach((_, from) => {
    terms.add(syllables.slice(from, from + SYLLABLES).join(''))
    terms.add(
      syllables
        .slice(from, from + INITIALS)
        .map((syllable) => syllable.slice(0, 1))
        .join(''),
    )
  })
}
