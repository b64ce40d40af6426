import { runsOf } from '../language/word-runs'

/**
 * How terms are spelt in the search index, which has prefixes of one, three, four, five and six characters (migration 0290).
 * A pair of Han characters is found by its first one, and pays for no other prefix. A word of letters or digits has one
 * of ours for its first letter and another one behind it, so that one to five letters are one and three to six characters.
 * All of ours are private ones, which the index takes for letters and which no run of typed text holds.
 */

/** Beside the first character of a term of ours. */
const BESIDE = '\uE000'
/** In front of a word whose first letter has no private one. */
const OTHER = '\uE002'
/** In front of a value in one piece, as it is written. */
const WRITTEN = '\uE001'
/** In front of each term of a unit once more: a few units are found beside a million records without looking at these. */
const OF_UNIT = '\uE003'
/** Around a choice out of a dictionary. */
const OF_WORD = '\uE004'
/** So far away from its letter lies the private one that a value in one piece begins with as it is spoken. */
const SPOKEN = 0xe100
/** The same of a word. */
const LETTER = 0xe200
/** Where the terms of learned values begin: a plane of its own, one character each. */
const LEARNED = 0xf0000

/** By so many of its first characters a value is looked up as it is written: for more the index has no prefixes. */
export const STARTS = 4

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
