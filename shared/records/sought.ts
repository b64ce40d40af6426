import type { WordsOf } from '../definition/words'
import { builtInWords, dictionaryNames } from '../dictionaries'
import { spoken } from '../language/pinyin'
import { remembering } from '../language/remember'
import { cutIntoRuns, isHan, pairs, runsOf } from '../language/word-runs'
import {
  asSpoken,
  asWritten,
  inOnePiece,
  LONGEST_PREFIX,
  SOUNDS,
  STARTS,
  termOfWord,
  wordOfLetters,
} from './search-letters'
import { fts5, type SearchSyntax } from './search-syntax'
import { asIn, type SearchColumn } from './search-text'

/** One question to the index: its terms stand together, a term begins so, or the one term is all there is of a value. */
export interface AskedTerms {
  readonly terms: string
  readonly as: 'stand' | 'begin' | 'all'
}

/** The terms that stand for learned values which answer a question (the engine's search/learned.ts). */
export type Learned = (asked: AskedTerms) => readonly string[]

export const nothingLearned: Learned = () => []

/** The terms of the index that begin so; `null` where they are too many to be asked for one by one. */
export type TermsFrom = (beginning: string) => readonly string[] | null

/** What a person typed, as some columns of the index are asked for it: expressions of its syntax. */
export interface Sought {
  /** Everything typed is found, in the text or in the label of a choice. */
  readonly anywhere: string
  /** Where several words were typed with spaces between: one of them is found. Else `null`. */
  readonly anyWord: string | null
  /**
   * A value begins so, written or spoken. Of more than four characters, or more than five letters: with the first four, or
   * five, and everything typed is found.
   */
  readonly begins: string
  /** A value says this and no more. */
  readonly same: string
  /** A value is written so and no more. */
  readonly written: string
  /**
   * Finds all that `anywhere` finds: its characters that stand together, without what only begins so, of which an index holds much
   * more. `null` where nothing is left of it, or all.
   */
  readonly standing: string | null
  /** Whether all that `begins` finds is found by `anywhere`. */
  readonly isBeginningAnywhere: boolean
}

/** What the columns are asked for is worded with. */
export interface Wording {
  readonly columns: readonly SearchColumn[]
  readonly wordsOf: WordsOf
  readonly learned: Learned
  /** Absent: long beginnings are left to the index, which takes as long as it finds much. */
  readonly termsFrom?: TermsFrom
  /** Absent: FTS5's. */
  readonly syntax?: SearchSyntax
}

/** `null` when there is nothing to look for in what was typed. */
export function soughtBy(typed: string, wording: Wording): Sought | null {
  const { columns, wordsOf, syntax = fts5 } = wording
  const { and, or } = syntax
  const asked = (...questions: readonly AskedTerms[]): string => expressionOf(questions, wording)
  const inRuns = (text: string) =>
    typedRuns(text).map((run) => {
      const own = inText(run)
      return { stands: own.as === 'stand', said: asked(own, ...wordsLike(run, wordsOf)) }
    })
  const all = (runs: ReturnType<typeof inRuns>): string => runs.map(({ said }) => said).join(and)
  const runs = inRuns(typed)
  const anywhere = all(runs)
  if (anywhere === '') return null
  const words = wordsIn(typed)
  const piece = inOnePiece(typed)
  const [written, said] = [asWritten(piece), asSpoken(piece)]
  const start = [...piece].slice(0, STARTS).join('')
  // A telephone that is typed in groups stands in one piece in the index.
  const isNumber = /^[0-9]+$/.test(piece) && typedRuns(typed).length > 1
  const isLong = start !== piece && !isNumber
  const isWritten = asked({ terms: isLong ? asWritten(start) : written, as: 'begin' })
  const sounds = [...piece].slice(0, SOUNDS).join('')
  const isSaid = asked({ terms: asSpoken(sounds), as: 'begin' })
  const andAll = (beginning: string): string => `(${beginning}${and}${anywhere})`
  const isBeginningAnywhere = isLong && sounds !== piece
  const begun = isLong ? andAll(isWritten) : isWritten
  const standing = all(runs.filter(({ stands }) => stands))
  const inColumns = (expression: string): string => syntax.within(columns, expression)
  return {
    anywhere: inColumns(anywhere),
    anyWord: words.length > 1 ? inColumns(words.map((word) => `(${all(inRuns(word))})`).join(or)) : null,
    begins: inColumns(
      isBeginningAnywhere
        ? andAll(`(${isWritten}${or}${isSaid})`)
        : `${begun}${or}${sounds === piece ? isSaid : andAll(isSaid)}`,
    ),
    same: inColumns(asked({ terms: written, as: 'stand' }, { terms: said, as: 'stand' })),
    written: inColumns(asked({ terms: written, as: 'stand' })),
    standing: standing === '' || standing === anywhere ? null : inColumns(standing),
    isBeginningAnywhere,
  }
}

/**
 * The expression that finds what a person typed, or `null` when there is nothing to look for in it. Characters must
 * stand together as typed; letters and digits match from a word's beginning; everything typed must be found, in the text or
 * in the label of a choice.
 */
export function matchExpression(typed: string, wording: Wording): string | null {
  return soughtBy(typed, wording)?.anywhere ?? null
}

/** Whether the terms of one value answer a question. @param terms with spaces between, and one in front and behind */
export function doesAnswer(terms: string, asked: AskedTerms): boolean {
  return terms.includes(asked.as === 'begin' ? ` ${asked.terms}` : ` ${asked.terms} `)
}

/** Any of these questions, in any of the columns as it is spelt there, each also answered by learned values. */
function expressionOf(
  questions: readonly AskedTerms[],
  { columns, learned, termsFrom, syntax = fts5 }: Wording,
): string {
  const stands = (term: string): string => syntax.one(term, 'stand')
  const spelt = columns.flatMap((column) =>
    questions
      // A choice out of a dictionary tells nothing of a person.
      .filter(({ as }) => as !== 'all' || column === 'texts' || column === 'units')
      .map(({ terms, as }): AskedTerms => ({ terms: asIn(column, terms), as })),
  )
  const terms = spelt.flatMap(({ terms, as }) => {
    if (as !== 'begin') return [stands(terms)]
    const begun = [...terms].length > LONGEST_PREFIX ? termsFrom?.(terms) : null
    return begun && begun.length > 0 ? begun.map(stands) : [syntax.one(terms, 'begin')]
  })
  const known = new Set(spelt.flatMap(learned))
  const [only = '', ...others] = [...terms, ...[...known].map(stands)]
  return others.length === 0 ? only : `(${[only, ...others].join(syntax.or)})`
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

function inText(run: string): AskedTerms {
  if (!isHan(run)) return { terms: wordOfLetters(run), as: 'begin' }
  const characters = [...run]
  return characters.length === 1
    ? { terms: run, as: 'begin' }
    : { terms: pairs(characters).join(' '), as: 'stand' }
}

/** Whether something typed is found in the terms of one value: any of its runs, or the value begins with all of it. */
export function isSaidIn(terms: readonly string[], typed: string): boolean {
  const known = ` ${terms.join(' ')} `
  const piece = inOnePiece(typed)
  if (piece === '') return false
  const asked: readonly AskedTerms[] = [
    { terms: asWritten(piece), as: 'begin' },
    { terms: asSpoken(piece), as: 'begin' },
    ...typedRuns(typed).map(inText),
  ]
  return asked.some((one) => doesAnswer(known, one))
}

/** The term of every word of a dictionary whose label a run of characters or letters is found in. */
function wordsLike(run: string, wordsOf: WordsOf): readonly AskedTerms[] {
  return dictionaryNames.flatMap((dictionary) => {
    const own = wordsOf(dictionary).map(({ value, label }) => [value, label] as const)
    return [...Object.entries(builtInWords(dictionary)), ...own]
      .filter(([, label]) => isIn(label, run))
      .map(([value]): AskedTerms => ({ terms: termOfWord(dictionary, value), as: 'all' }))
  })
}

function isIn(label: string, run: string): boolean {
  return isHan(run) ? label.includes(run) : lettersOf(label).includes(` ${run}`)
}

/** Of a label all that somebody may type in letters, with a space in front of each. */
const lettersOf = remembering((label) => ` ${cutIntoRuns(label, (word) => word)} ${spoken(label).join(' ')}`)
