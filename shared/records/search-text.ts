import { pinyin } from 'pinyin-pro'
import type { Kind } from '../definition/define'
import type { Field } from '../definition/fields'
import { isEnumerated, type WordsOf } from '../definition/words'
import { builtInWords, type DictionaryName, dictionaryNames } from '../dictionaries/dictionaries'
import { remembering } from '../language/remember'
import type { FlatBody } from './patch'

/**
 * Search terms, cut so that a plain word index (FTS5 unicode61) finds Chinese: runs of Han characters become overlapping
 * pairs plus their last character, other words stay whole, and short texts add their pinyin (`chongqinglu`) and its
 * initials (`cql`) from every character on. 100 % recall, measured; a trigram index can not find two characters.
 *
 * A choice out of a dictionary is indexed as one term that stands for its value, never as its label; what is typed is
 * compared with the labels when somebody searches. So a word that the district renames, or that arrives after the records
 * that hold it, is found at once and nothing is indexed anew.
 */

/** Longer texts are found by their characters only: nobody types the pinyin of a paragraph. */
const PINYIN_UP_TO = 40
const SYLLABLES = 4
const INITIALS = 8

/** A character of the private use area: a letter to FTS5's unicode61, none to the runs of what is typed. */
const PRIVATE = '\uE000'

/** The search terms of a record: its `search` fields, its choices out of dictionaries and its human number. */
export function searchTerms(kind: Kind, flat: FlatBody): string {
  const terms: string[] = []
  const number = flat.$number
  if (typeof number === 'string') terms.push(cut(number))
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
  return field.type !== 'text' || value.length > PINYIN_UP_TO ? cut(value) : shortTerms(value)
}

/** The terms of a name, a place, a theme: characters and pinyin. */
const shortTerms = remembering((value) => `${cut(value)} ${spoken(value)}`)

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
 * What stands for a value of a dictionary in the index. Its first character is a private one, which the index takes for a
 * letter and which no run of typed text holds: nobody finds it by typing, not even by a beginning of it.
 */
function wordTerm(dictionary: DictionaryName, value: string): string {
  const code = value.replace(
    /[^a-z0-9]/g,
    (other) => `${PRIVATE}${other.codePointAt(0)?.toString(16)}${PRIVATE}`,
  )
  return `${PRIVATE}${dictionary.toLowerCase()}${PRIVATE}${code}`
}

function cut(text: string): string {
  const terms: string[] = []
  for (const run of runsOf(text)) {
    if (isHan(run)) pushHan(terms, run)
    else terms.push(run)
  }
  return terms.join(' ')
}

function pushHan(terms: string[], run: string): void {
  // Only a rare character is two halves in a text; otherwise a text is the list of its own characters.
  const characters = /[\ud800-\udfff]/.test(run) ? [...run] : run
  for (let at = 1; at < characters.length; at += 1) terms.push(`${characters[at - 1]}${characters[at]}`)
  terms.push(characters[characters.length - 1] ?? '')
}

/** Common characters that normalising leaves as they are, and separators that stay separators: nearly every text. */
const common = /^[\u4e00-\u9fffA-Za-z0-9 ,,。、;;::?!()()《》「」“”·-]*$/

/** Runs of Han characters, and runs of other letters and digits in lower case; the rest separates. */
function runsOf(text: string): string[] {
  // The same, without asking for scripts and classes: a bulk write asks for every text.
  if (common.test(text)) return text.toLowerCase().match(/[\u4e00-\u9fff]+|[a-z]+|[0-9]+/g) ?? []
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
