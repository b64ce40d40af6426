import type { Kind } from '../definition/define'
import { type SpokenAs, spoken, spokenWhole } from '../language/pinyin'
import { remembering } from '../language/remember'
import { cutIntoRuns, runsOf } from '../language/word-runs'
import type { Flat } from '../shapes'
import {
  asOfNames,
  asOfUnits,
  asOfWhole,
  asSpoken,
  asWritten,
  inOnePiece,
  termOfWord,
  wordOfLetters,
} from './search-letters'
import { isOfPerson, type SearchValue, searchValues } from './search-values'

/**
 * Search terms, cut so that a plain word index (FTS5) finds Chinese.
 * Runs of Han characters become overlapping pairs plus their last character; other words stay whole (search-letters.ts).
 * Short texts add their pinyin (`chongqinglu`) and its initials (`cql`) from every character on.
 * They also add themselves in one piece, written and spoken, by which those that begin as somebody typed come first.
 * 100 % recall, measured; a trigram index can not find two characters.
 *
 * A choice out of a dictionary is indexed as one term that stands for its value, never as its label.
 * What is typed is compared with the labels when somebody searches.
 * So a word that the district renames, or that arrives after the records that hold it, is found at once and nothing is
 * indexed anew.
 *
 * @see sought.ts for what is asked
 */

/**
 * The columns of the index:
 * - `units`: what the unit tree is found by;
 * - `names`: of people, what a screen shows to everybody;
 * - `texts`: everything else that a screen shows to everybody;
 * - `whole`: of people, what masks hide. Nobody without the right to see it is answered out of this one.
 */
export const searchColumns = ['units', 'names', 'texts', 'whole'] as const
export type SearchColumn = (typeof searchColumns)[number]

const spellings: Readonly<Record<SearchColumn, (terms: string) => string>> = {
  units: asOfUnits,
  names: asOfNames,
  texts: (terms) => terms,
  whole: asOfWhole,
}

/** Terms as they stand in a column and in no other one. */
export function asIn(column: SearchColumn, terms: string): string {
  return spellings[column](terms)
}

/** By column, value by value: the terms of each with spaces between. */
export type SearchTerms = Readonly<Record<SearchColumn, readonly string[]>>

/** Longer texts are found by their characters only: nobody types the pinyin of a paragraph. */
const PINYIN_UP_TO = 40
/** Behind what is left of a name: that is not all of it. */
const CUT_OFF = '\uE005'
/** Ends of a telephone or an ID that it is found by, in characters, beside the end that its mask shows. */
const TAILS = [5, 6, 7, 8] as const

/** The search terms of a record by column. */
export function searchTerms(kind: Kind, flat: Flat): SearchTerms {
  const terms: Record<SearchColumn, string[]> = { units: [], names: [], texts: [], whole: [] }
  for (const value of searchValues(kind, flat)) {
    const { shown, whole } = termsOf(value)
    const column = isOfPerson(value.as) ? 'names' : kind.tree ? 'units' : 'texts'
    for (const one of shown) terms[column].push(asIn(column, one))
    for (const one of whole) terms.whole.push(asIn('whole', one))
  }
  return terms
}

/**
 * The terms of one value as they stand in texts: those that everybody may search, and those that only whoever may see it whole. Parts that come
 * again in other records stand apart.
 */
export function termsOf({ as, value, shown, dictionary }: SearchValue): {
  readonly shown: readonly string[]
  readonly whole: readonly string[]
} {
  switch (as) {
    case 'word':
      return { shown: dictionary === undefined ? [] : [termOfWord(dictionary, value)], whole: [] }
    case 'long':
      return { shown: [cut(value)], whole: [] }
    case 'number':
      return { shown: numberTerms(value), whole: [] }
    case 'text':
      return { shown: [shortTerms(value)], whole: [] }
    case 'digits':
      return { shown: shownEnd(shown), whole: [digitTerms(value)] }
    case 'name':
      if (shown === value) return { shown: [nameTerms(value)], whole: [] }
      return { shown: [partTerms(shown)], whole: [nameTerms(value)] }
  }
}

/** The terms of a place, a theme: characters, pinyin, and itself in one piece. */
const shortTerms = remembering((value) => inAllWays(value, 'text'))
/** The same of somebody's name. */
const nameTerms = remembering((value) => inAllWays(value, 'name'))
/** What is left of a name: it begins so, and is not all of it. */
const partTerms = remembering((shown) => inAllWays(shown, 'name', CUT_OFF))

function inAllWays(value: string, as: SpokenAs, end = ''): string {
  if (value.length > PINYIN_UP_TO) return cut(value)
  const pieces = [asWritten(inOnePiece(value)), ...spokenWhole(value, as).map(asSpoken)]
  const said = spoken(value, as).map(wordOfLetters)
  return [cut(value), ...said, ...pieces.map((piece) => `${piece}${end}`)].join(' ')
}

function cut(text: string): string {
  return cutIntoRuns(text, wordOfLetters)
}

/** A human number, its serial also as people say it: 17 for 000017. What is before the serial is that of many records. */
function numberTerms(number: string): readonly string[] {
  const runs = runsOf(number)
  const serial = runs.at(-1) ?? ''
  const words = [serial, serial.replace(/^0+/, '')].filter((word) => word !== '').map(wordOfLetters)
  const head = runs.slice(0, -1).map((run) => cut(run))
  return [...(head.length === 0 ? [] : [head.join(' ')]), [...words, asWritten(runs.join(''))].join(' ')]
}

function digitTerms(value: string): string {
  const whole = inOnePiece(value)
  const tails = TAILS.filter((length) => length < whole.length).map((length) => whole.slice(-length))
  return [...[whole, ...tails].map(wordOfLetters), asWritten(whole)].join(' ')
}

function shownEnd(shown: string): readonly string[] {
  const end = /[0-9a-z]*$/.exec(shown.toLowerCase())?.[0] ?? ''
  return end === '' ? [] : [wordOfLetters(end)]
}
