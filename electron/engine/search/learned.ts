import { MOST_LEARNED, termOfLearned } from '../../../shared/records/search-letters'
import { type AskedTerms, doesAnswer, type Learned } from '../../../shared/records/sought'
import type { ReadDb, WriteDb } from '../context'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'

const sql = {
  all: 'SELECT id, terms FROM search_learned ORDER BY id',
  find: 'SELECT id FROM search_learned WHERE terms = ?',
  add: 'INSERT INTO search_learned (id, terms) VALUES (?, ?)',
  drop: 'DELETE FROM search_learned WHERE id = ?',
  forget: 'DELETE FROM search_learned',
  isUsed: 'SELECT 1 FROM search WHERE search MATCH ? LIMIT 1',
} as const

/** Seen so often among so many different values, a value is learned. */
const [OFTEN, AMONG] = [16, 4096]
/** Longer terms are those of a paragraph. */
const LONGEST = 400

interface Row {
  readonly id: number
  readonly terms: string
}

/**
 * Values that many records share, as a theme, a village or a clerk's name: in the index one term stands for all of a value's
 * terms from then on. Records that were written before keep theirs, so both are asked for. What was learned stays until the
 * index is made anew.
 */
export interface Learning {
  /** The values of one column of a record as the index takes them. */
  written(values: readonly string[]): string
}

/** @see Learning. @param isMany there are enough records to tell what comes again */
export function openLearning(db: WriteDb, isMany: boolean): Learning {
  const termOf = isMany ? learning(db) : known(db)
  return { written: (values) => values.map(termOf).join(' ') }
}

function known(db: ReadDb): (terms: string) => string {
  const find = prepared<[string], { id: number }>(db, sql.find)
  return (terms) => {
    const row = find.get(terms)
    return row ? termOfLearned(row.id) : terms
  }
}

function learning(db: WriteDb): (terms: string) => string {
  const rows = rowsOf(db)
  const learned = new Map(rows.map(({ id, terms }) => [terms, termOfLearned(id)]))
  let last = rows.at(-1)?.id ?? 0
  const seen = new Map<string, number>()
  return (terms) => {
    const term = learned.get(terms)
    if (term !== undefined) return term
    if (last >= MOST_LEARNED || terms.length > LONGEST) return terms
    const times = (seen.get(terms) ?? 0) + 1
    if (seen.size >= AMONG) seen.clear()
    seen.set(terms, times)
    if (times < OFTEN) return terms
    last += 1
    prepared<[number, string]>(db, sql.add).run(last, terms)
    learned.set(terms, termOfLearned(last))
    return termOfLearned(last)
  }
}

/** The terms that stand for learned values, by what somebody asks. */
export const learnedIn: (db: ReadDb) => Learned = remembered((db) => {
  const rows = rowsOf(db).map(({ id, terms }) => ({ term: termOfLearned(id), terms: ` ${terms} ` }))
  const whole = new Map(rows.map(({ term, terms }) => [terms, term]))
  return (asked: AskedTerms) => {
    if (asked.as !== 'all') return rows.flatMap(({ term, terms }) => (doesAnswer(terms, asked) ? [term] : []))
    const term = whole.get(` ${asked.terms} `)
    return term === undefined ? [] : [term]
  }
})

/** Forgets what no record in the index says any more: an erased value is to leave nothing behind. */
export function forgetUnused(db: WriteDb): void {
  const isUsed = prepared<[string]>(db, sql.isUsed)
  for (const { id } of rowsOf(db))
    if (isUsed.get(`"${termOfLearned(id)}"`) === undefined) prepared<[number]>(db, sql.drop).run(id)
}

/** Forgets what was learned; every record is indexed anew by the caller. */
export function forgetLearned(db: WriteDb): void {
  prepared(db, sql.forget).run()
}

function rowsOf(db: ReadDb): readonly Row[] {
  return prepared<[], Row>(db, sql.all).all()
}
