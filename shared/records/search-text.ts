import type { Kind } from '../definition/define'
import type { Field } from '../definition/fields'
import { isEnumerated, type WordsOf } from '../definition/words'
import { builtInWords, type DictionaryName, dictionaryNames } from '../dictionaries'
import { spoken } from '../language/pinyin'
import { remembering } from '../language/remember'
import { cutIntoRuns, isHan, pairs, runsOf } from '../language/word-runs'
import type { Flat } from '../shapes'
import { voidedNumbers } from './numbers'

/**
 * Search terms, cut so that a plain word index (FTS5 unicode61) finds Chinese.
 * Runs of Han characters become overlapping pairs plus their last character; other words stay whole.
 * Short texts add their pinyin (`chongqinglu`) and its initials (`cql`) from every character on.
 * 100 % recall, measured; a trigram index can not find two characters.
 *
 * A choice out of a dictionary is indexed as one term that stands for its value, never as its label.
 * What is typed is compared with the labels when somebody searches.
 * So a word that the district renames, or that arrives after the records that hold it, is found at once and nothing is
 * indexed anew.
 */

/** Longer texts are found by their characters only: nobody types the pinyin of a paragraph. */
const PINYIN_UP_TO = 40
/** A character of the private use area: a letter to FTS5's unicode61, none to the runs of what is typed. */
const PRIVATE = '\uE000'

/** The search terms of a record: its `search` fields, its choices out of dictionaries and its human numbers, void ones too. */
export function searchTerms(kind: Kind, flat: Flat): string {
  const terms: string[] = []
  const number = flat.$number
  if (typeof number === 'string') terms.push(cutIntoRuns(number))
  for (const voided of voidedNumbers(flat)) terms.push(cutIntoRuns(voided))
  for (const { key, isWords, termsOf } of sourcesOf(kind)) {
    const value = flat[key]
    if (typeof value === 'string') terms.push(termsOf(value))
    else if (isWords && Array.isArray(value))
      for (const word of value) if (typeof word === 'string') terms.push(termsOf(word))
  }
  return terms.join(' ')
}

/** A field that terms are made of. */
interface Source {
  readonly key: string
  /** Choices out of a dictionary, one or several. */
  readonly isWords: boolean
  readonly termsOf: (value: string) => string
}

const sources = new WeakMap<Kind, readonly Source[]>()

/** Looked for once a kind: a bulk write asks for every record. */
function sourcesOf(kind: Kind): readonly Source[] {
  let known = sources.get(kind)
  if (!known) {
    known = Object.entries(kind.fields).flatMap(([key, field]): Source[] => {
      const dictionary = isEnumerated(field) ? field.dictionary : undefined
      return [
        ...(field.search ? [{ key, isWords: false, termsOf: (value: string) => termsOf(field, value) }] : []),
        ...(dictionary === undefined
          ? []
          : [{ key, isWords: true, termsOf: remembering((word) => wordTerm(dictionary, word)) }]),
      ]
    })
    sources.set(kind, known)
  }
  return known
}

/** The fields that the terms of a kind's records are made of, and how: where this changes, records are indexed anew. */
export function searchedFields(kind: Kind): readonly string[] {
  return Object.entries(kind.fields).flatMap(([key, field]) => {
    const dictionary = isEnumerated(field) ? field.dictionary : undefined
    return field.search || dictionary !== undefined ? [`${key}:${field.type}:${dictionary ?? ''}`] : []
  })
}

function termsOf(field: Field, value: string): string {
  return field.type !== 'text' || value.length > PINYIN_UP_TO ? cutIntoRuns(value) : shortTerms(value)
}

/** The terms of a name, a place, a theme: characters and pinyin. */
const shortTerms = remembering((value) => `${cutIntoRuns(value)} ${spoken(value)}`)

/**
 * The FTS5 expression that finds what a person typed, or `null` when there is nothing to look for in it. Characters must
 * stand together as typed; letters and digits match from a word's beginning; everything typed must be found, in the text or
 * in the label of a choice.
 */
export function matchExpression(typed: string, wordsOf: WordsOf): string | null {
  const runs = runsOf(typed).map((run) => {
    const chosen = wordsLike(run, wordsOf).map((term) => `"${term}"`)
    const [only, ...others] = [inText(run), ...chosen]
    return others.length === 0 ? only : `(${[only, ...others].join(' OR ')})`
  })
  return runs.length > 0 ? runs.join(' AND ') : null
}

function inText(run: string): string {
  if (!isHan(run)) return `"${run}" *`
  const characters = [...run]
  return characters.length === 1 ? `"${run}" *` : `"${pairs(characters).join(' ')}"`
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
