import { remembering } from '../language/remember'
import { runsOf } from '../language/word-runs'

/**
 * How terms are spelt in the search index, which has prefixes of one, three, four, five and six characters (migration 0290).
 * A pair of Han characters is found by its first one, and pays for no other prefix. A word of letters or digits has one
 * of ours for its first letter and another one behind it, so that one to five letters are one and three to six characters.
 * All of ours are private ones, which the index takes for letters and which no run of typed text holds.
 *
 * Names, what masks hide, and units are spelt apart from everything else by their first character. Otherwise who looks for
 * 张家 among names would walk through every place of a million records that is called so, to find none.
 */

/** Beside the first character of a term of ours. */
const BESIDE = '\uE000'
/** In front of a word whose first letter has no private one. */
const OTHER = '\uE002'
/** In front of a value in one piece, as it is written. */
const WRITTEN = '\uE001'
/** In front of each term of a unit. */
const OF_UNIT = '\uE003'
/** Around a choice out of a dictionary. */
const OF_WORD = '\uE004'
/** So far away from its letter lies the private one that a value in one piece begins with as it is spoken. */
const SPOKEN = 0xe100
/** The same of a word. */
const LETTER = 0xe200
/** So far away from a first character lies that of the same term of a name, and of what masks hide: planes of private ones. */
const [OF_NAME, OF_WHOLE] = [0x100000, 0xf0000]
/** Characters of the first plane; one beyond them, which is rare, has the first one of the other plane in front. */
const FIRST_PLANE = 0x10000
/** Where the terms of learned values begin, one character each. */
const LEARNED = 0xe400

/** A beginning of more characters than this has no prefix in the index, which then gathers all that it finds before the first. */
export const LONGEST_PREFIX = 6
/** By so many of its first characters a value is looked up as it is written: for more the index has no prefixes. */
export const STARTS = 4
/** The same as it is spoken. */
export const SOUNDS = 5

/** A word of letters or digits, or the beginning of one. */
export function wordOfLetters(word: string): string {
  return spelt(word, LETTER)
}

/** A value in one piece, or its beginning, as it is written. */
export function asWritten(piece: string): string {
  return `${WRITTEN}${BESIDE}${piece}`
}

/** The same as it is spoken; its first letter tells that it begins here. */
export function asSpoken(piece: string): string {
  return spelt(piece, SPOKEN)
}

function spelt(word: string, from: number): string {
  const first = word.codePointAt(0) ?? 0
  if (first >= 0x80) return `${String.fromCodePoint(from)}${OTHER}${word}`
  const letter = String.fromCodePoint(from + first)
  return word.length > 1 ? `${letter}${BESIDE}${word.slice(1)}` : letter
}

/** Terms as those of units alone. */
export function asOfUnits(terms: string): string {
  return terms.replaceAll(/\S+/g, (term) => `${OF_UNIT}${term}`)
}

/** Terms as those of names alone. */
export const asOfNames = remembering((terms) => moved(terms, OF_NAME))
/** In front of a term of what masks hide that is spelt otherwise than by its characters. */
export const OF_WHOLE_MARK = String.fromCodePoint(OF_WHOLE)
/** Whether a term is one of what masks hide. */
export const isOfWhole = (term: string): boolean => {
  const first = term.codePointAt(0) ?? 0
  return first >= OF_WHOLE && first < OF_NAME
}
/** Terms as those alone of what masks hide. */
export const asOfWhole = (terms: string): string => moved(terms, OF_WHOLE)

function moved(terms: string, by: number): string {
  return terms
    .split(' ')
    .map((term) => {
      const first = term.codePointAt(0)
      if (first === undefined) return ''
      return first < FIRST_PLANE
        ? `${String.fromCodePoint(first + by)}${term.slice(1)}`
        : `${String.fromCodePoint(by)}${term}`
    })
    .join(' ')
}

/**
 * What stands for a value of a dictionary.
 * Nobody finds it by typing, not even by a beginning of it.
 */
export function termOfWord(dictionary: string, value: string): string {
  const code = value.replace(
    /[^a-z0-9]/g,
    (other) => `${OF_WORD}${other.codePointAt(0)?.toString(16)}${OF_WORD}`,
  )
  return `${OF_WORD}${dictionary.toLowerCase()}${OF_WORD}${code}`
}

/** Values that can be learned: more than this many questions could not be asked for at once. */
export const MOST_LEARNED = 512

/** What stands for a learned value. @param id 1 to `MOST_LEARNED` */
export function termOfLearned(id: number): string {
  return String.fromCodePoint(LEARNED + id)
}

/** A text without what separates its words, in lower case. */
export function inOnePiece(text: string): string {
  return runsOf(text).join('')
}
