import type { Kind } from '../definition/define'
import type { WordsOf } from '../definition/words'
import { builtInWords, type DictionaryName, dictionaryNames } from '../dictionaries'
import { type SpokenAs, spoken, spokenWhole } from '../language/pinyin'
import { remembering } from '../language/remember'
import { cutIntoRuns, isHan, pairs, runsOf } from '../language/word-runs'
import type { Flat } from '../shapes'
import { isOfPerson, type SearchValue, searchValues } from './search-values'

/**
 * Search terms, cut so that a plain word index (FTS5 unicode61) finds Chinese.
 * Runs of Han characters become overlapping pairs plus their last character; other words stay whole.
 * Short texts add their pinyin (`chongqinglu`) and its initials (`cql`) from every character on.
 * They also add themselves in one piece, written and spoken, by which those that begin as somebody typed come first.
 * 100 % recall, measured; a trigram index can not find two characters.
 *
 * A choice out of a dictionary is indexed as one term that stands for its value, never as its label.
 * What is typed is compared with the labels when somebody searches.
 * So a word that the district renames, or that arrives after the records that hold it, is found at once and nothing is
 * indexed anew.
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
export type SearchTerms = Readonly<Record<SearchColumn, string>>

/** Longer texts are found by their characters only: nobody types the pinyin of a paragraph. */
const PINYIN_UP_TO = 40
/** A character of the private use area: a letter to FTS5's unicode61, none to the runs of what is typed. */
const PRIVATE = '\uE000'
/** In front of a value in one piece, as it is written. */
const WRITTEN = '\uE001'
/** So far away from its letter lies the private one that a value in one piece begins with as it is spoken: no letter longer than it is. */
const SPOKEN = 0xe100
/** In front of each term of a unit once more: a few units are found beside a million records without looking at these. */
const OF_UNIT = '\uE003'
/** By so many of its first characters a value is looked up as it is written: for more the index has no prefixes. */
const STARTS = 4
/** Ends of a telephone or an ID that it is found by, in characters, beside the end that its mask shows. */
const TAILS = [5, 6, 7, 8] as const

/** The search terms of a record by column. */
export function searchTerms(kind: Kind, flat: Flat): SearchTerms {
  const terms: Record<SearchColumn, string[]> = { units: [], names: [], texts: [], whole: [] }
  for (const value of searchValues(kind, flat)) {
    const { shown, whole } = termsOf(value)
    terms[isOfPerson(value.as) ? 'names' : kind.tree ? 'units' : 'texts'].push(shown)
    if (whole !== '') terms.whole.push(whole)
  }
  const { units, names, texts, whole } = terms
  const ofUnits = units.join(' ')
  const twice = ofUnits === '' ? '' : `${ofUnits} ${asOfUnits(ofUnits)}`
  return { units: twice, names: names.join(' '), texts: texts.join(' '), whole: whole.join(' ') }
}

/** The terms of one value: those that everybody may search, and those that only whoever may see it whole. */
export function termsOf({ as, value, shown, dictionary }: SearchValue): {
  readonly shown: string
  readonly whole: string
} {
  switch (as) {
    case 'word':
      return { shown: dictionary === undefined ? '' : wordTerm(dictionary, value), whole: '' }
    case 'long':
      return { shown: cutIntoRuns(value), whole: '' }
    case 'number':
      return { shown: numberTerms(value), whole: '' }
    case 'text':
      return { shown: shortTerms(value), whole: '' }
    case 'digits':
      return { shown: shownEnd(shown), whole: digitTerms(value) }
    case 'name':
      if (shown === value) return { shown: nameTerms(value), whole: '' }
      return { shown: partTerms(shown), whole: nameTerms(value) }
  }
}

/** The terms of a place, a theme: characters, pinyin, and itself in one piece. */
const shortTerms = remembering((value) => inAllWays(value, 'text'))
/** The same of somebody's name. */
const nameTerms = remembering((value) => inAllWays(value, 'name'))
/** What is left of a name: it begins so, and is not all of it. */
const partTerms = remembering((shown) => inAllWays(shown, 'name', PRIVATE))

function inAllWays(value: string, as: SpokenAs, end = ''): string {
  if (value.length > PINYIN_UP_TO) return cutIntoRuns(value)
  const spokenPieces = spokenWhole(value, as).map((piece) => `${asSpoken(piece)}${end}`)
  const pieces = [`${WRITTEN}${inOnePiece(value)}${end}`, ...spokenPieces]
  return `${cutIntoRuns(value)} ${spoken(value, as)} ${pieces.join(' ')}`
}

/** A human number, and its serial as people say it: 17 for 000017. */
function numberTerms(number: string): string {
  const runs = runsOf(number)
  const serial = (runs.at(-1) ?? '').replace(/^0+/, '')
  return `${cutIntoRuns(number)} ${serial} ${WRITTEN}${runs.join('')}`
}

function digitTerms(value: string): string {
  const whole = inOnePiece(value)
  const tails = TAILS.filter((length) => length < whole.length).map((length) => whole.slice(-length))
  return [whole, ...tails, `${WRITTEN}${whole}`].join(' ')
}

function shownEnd(shown: string): string {
  return /[0-9a-z]*$/.exec(shown.toLowerCase())?.[0] ?? ''
}

/** A piece that is spoken; its first letter tells that it begins here. */
function asSpoken(piece: string): string {
  const first = piece.codePointAt(0) ?? 0
  return first < 0x80 ? `${String.fromCodePoint(SPOKEN + first)}${piece.slice(1)}` : `${PRIVATE}${piece}`
}

/** A text without what separates its words, in lower case. */
export function inOnePiece(text: string): string {
  return runsOf(text).join('')
}

function asOfUnits(terms: string): string {
  return terms.replaceAll(/\S+/g, (term) => `${OF_UNIT}${term}`)
}

/** What a person typed, as the index is asked for it: FTS5 expressions. */
export interface Sought {
  /** Everything typed is found, in the text or in the label of a choice. */
  readonly anywhere: string
  /** Where several words were typed with spaces between: one of them is found. Else `null`. */
  readonly anyWord: string | null
  /** A value begins so; of more than four characters: with the first four, and everything typed is found. */
  readonly begins: string
  /** A value says this and no more. */
  readonly same: string
  /** A value is written so and no more. */
  readonly written: string
}

/** `null` when there is nothing to look for in what was typed. */
export function soughtBy(typed: string, wordsOf: WordsOf): Sought | null {
  const runs = typedRuns(typed).map((run) => runExpression(run, wordsOf))
  if (runs.length === 0) return null
  const words = wordsIn(typed).map((word) =>
    typedRuns(word)
      .map((run) => runExpression(run, wordsOf))
      .join(' AND '),
  )
  const piece = inOnePiece(typed)
  const [written, said] = [`"${WRITTEN}${piece}"`, `"${asSpoken(piece)}"`]
  const anywhere = runs.join(' AND ')
  const start = [...piece].slice(0, STARTS).join('')
  // A telephone that is typed in groups stands in one piece in the index.
  const isNumber = /^[0-9]+$/.test(piece) && runs.length > 1
  const isLong = start !== piece && !isNumber
  return {
    anywhere,
    anyWord: words.length > 1 ? words.map((word) => `(${word})`).join(' OR ') : null,
    begins: `${isLong ? `("${WRITTEN}${start}" * AND ${anywhere})` : `${written} *`} OR ${said} *`,
    same: `${written} OR ${said}`,
    written,
  }
}

/** An expression about some columns alone. */
export function inColumns(columns: readonly SearchColumn[], expression: string): string {
  return `{${columns.join(' ')}} : (${expression})`
}

/** The same expression about units alone, wherever else its terms stand. */
export function ofUnits(expression: string): string {
  return expression.replaceAll(/"([^"]+)"/g, (_, terms: string) => `"${asOfUnits(terms)}"`)
}

/**
 * The FTS5 expression that finds what a person typed, or `null` when there is nothing to look for in it. Characters must
 * stand together as typed; letters and digits match from a word's beginning; everything typed must be found, in the text or
 * in the label of a choice.
 */
export function matchExpression(typed: string, wordsOf: WordsOf): string | null {
  return soughtBy(typed, wordsOf)?.anywhere ?? null
}

function runExpression(run: string, wordsOf: WordsOf): string {
  const chosen = wordsLike(run, wordsOf).map((term) => `"${term}"`)
  const [only = '', ...others] = [inText(run), ...chosen]
  return others.length === 0 ? only : `(${[only, ...others].join(' OR ')})`
}

/** What was typed apart; an ID that was typed in groups is one word all the same. */
function wordsIn(typed: string): readonly string[] {
  const words = typed.split(/\s+/).filter((word) => runsOf(word).length > 0)
  return typedRuns(typed).length === 1 ? [typed] : words
}

/** The end of an ID may be an X, which stays with its digits. */
function typedRuns(typed: string): readonly string[] {
  const [id] = /^[0-9]{3,17}x$/.exec(inOnePiece(typed)) ?? []
  return id === undefined ? runsOf(typed) : [id]
}

function inText(run: string): string {
  if (!isHan(run)) return `"${run}" *`
  const characters = [...run]
  return characters.length === 1 ? `"${run}" *` : `"${pairs(characters).join(' ')}"`
}

/** Whether something typed is found in the terms of one value: any of its runs, or the value begins with all of it. */
export function isSaidIn(terms: string, typed: string): boolean {
  const known = terms.split(' ')
  const piece = inOnePiece(typed)
  if (piece === '') return false
  const begins = (start: string): boolean => known.some((term) => term.startsWith(start))
  if (begins(`${WRITTEN}${piece}`) || begins(asSpoken(piece))) return true
  return typedRuns(typed).some((run) => {
    const characters = isHan(run) ? [...run] : []
    return characters.length > 1 ? ` ${terms} `.includes(` ${pairs(characters).join(' ')} `) : begins(run)
  })
}

/** The terms of every word of a dictionary whose label a run of characters or letters is found in. */
function wordsLike(run: string, wordsOf: WordsOf): readonly string[] {
  return dictionaryNames.flatMap((dictionary) => {
    const own = wordsOf(dictionary).map(({ value, label }) => [value, label] as const)
    return [...Object.entries(builtInWords(dictionary)), ...own]
      .filter(([, label]) => isIn(label, run))
      .map(([value]) => wordTerm(dictionary, value))
  })
}

function isIn(label: string, run: string): boolean {
  if (isHan(run)) return label.includes(run)
  return shortTerms(label)
    .split(' ')
    .some((term) => term.startsWith(run))
}

/**
 * What stands for a value of a dictionary in the index.
 * Its first character is a private one, which the index takes for a letter and which no run of typed text holds.
 * So nobody finds it by typing, not even by a beginning of it.
 */
function wordTerm(dictionary: DictionaryName, value: string): string {
  const code = value.replace(
    /[^a-z0-9]/g,
    (other) => `${PRIVATE}${other.codePointAt(0)?.toString(16)}${PRIVATE}`,
  )
  return `${PRIVATE}${dictionary.toLowerCase()}${PRIVATE}${code}`
}
