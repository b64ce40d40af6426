import type { Kind } from '../../../shared/definition/define'
import { kinds, knownKind } from '../../../shared/kinds'
import { type SearchTerms, searchColumns, searchTerms } from '../../../shared/records/search-text'
import { searchedFields } from '../../../shared/records/search-values'
import type { Flat } from '../../../shared/shapes'
import type { OpenContext, ReadDb, WriteDb } from '../context'
import { readMeta, writeMeta } from '../db/meta'
import { withBulkWrites } from '../db/open'
import { prepared } from '../db/prepared'
import { type Tell, unheard } from '../db/tell'
import type { FoundBy } from './found-by'
import { forgetLearned, type Learning, openLearning } from './learned'
import { openMatchIndex } from './match-index'
import { MANY_ROWS, mergingSteps } from './merge-parts'

const read = `SELECT rid, kind, deleted, body FROM records
  WHERE rid IN (SELECT value FROM json_each(?)) ORDER BY rid`
const readAfter = `SELECT rid, kind, deleted, body FROM records
  WHERE rid > ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY rid LIMIT ?`
const countOf = 'SELECT count(*) AS total FROM records WHERE kind IN (SELECT value FROM json_each(?))'
const into = `INTO search (rowid, ${searchColumns.join(', ')}) VALUES (?, ?, ?, ?, ?)`
const add = `INSERT ${into}`
const replace = `INSERT OR REPLACE ${into}`
const remove = 'DELETE FROM search WHERE rowid = ?'
/** The full text index counts its rows here; it has none beyond. */
const last = 'SELECT ifnull(max(id), 0) AS rid FROM search_docsize'

interface Row {
  readonly rid: number
  readonly kind: string
  readonly deleted: number
  readonly body: string
}

/** Raised when terms are made otherwise than before, so that every record is indexed anew; 5: each column spelt apart. */
const FORM = 5
/** Records read at once. */
const BATCH = 128
/** Changed records whose terms wait to be written in the order of their rows: at each step back the full text index writes a part. */
const HELD = 1024
/** Among this many it can be told which values come again. */
const ENOUGH = 64

/**
 * What records are found by: the search index, and the keys that possible duplicates are found by. Deleted records stay in
 * the search index: the recycle bin is searched too. Kinds that this version does not know are not searched.
 */
export interface RecordIndex {
  /** Brings it up to date for one row of `records` as it now stands. */
  put(row: {
    readonly rid: number
    readonly kind: string
    readonly deleted: boolean
    readonly flat: Flat
    /** What it is found by, where somebody has made that of just these values. */
    readonly foundBy?: FoundBy | undefined
  }): void
  /** Takes out a row that leaves `records`. */
  drop(rid: number, kind: string): void
  /** Writes what is still held in memory; more rows may follow. */
  finish(): void
}

/**
 * @see RecordIndex. Inside one transaction, its end included. @param expected about how many rows there will be
 * @param isMergedLater the caller merges what many rows left (`mergingSteps`) when nobody waits any more
 */
export function openRecordIndex(
  { db, dataKey }: Pick<OpenContext, 'db' | 'dataKey'>,
  expected: number,
  { isMergedLater = false } = {},
): RecordIndex {
  const isMany = expected >= MANY_ROWS
  if (isMany) gather(db, 'much')
  let known = prepared<[], { rid: number }>(db, last).get()?.rid ?? 0
  const matches = openMatchIndex(db, dataKey, { expected, held: known })
  const addTerms = prepared<TermRow>(db, add)
  const replaceTerms = prepared<TermRow>(db, replace)
  const learning = openLearning(db, expected >= ENOUGH)
  const held = new Map<number, TermRow>()
  const flush = (): void => {
    for (const [, row] of [...held].sort(([one], [other]) => one - other)) replaceTerms.run(...row)
    held.clear()
  }
  return {
    put({ rid, kind: name, deleted, flat, foundBy: made }) {
      const kind = knownKind(name)
      if (!kind) return
      const isNew = rid > known
      const terms = termRow(learning, rid, made?.terms ?? searchTerms(kind, flat))
      // A new row is the last one: it steps back behind none, and texts that wait for nothing leave the young heap as garbage.
      if (isNew) addTerms.run(...terms)
      else held.set(rid, terms)
      known = Math.max(known, rid)
      matches.put(kind, { rid, isNew, deleted, flat, keys: made?.keys })
      if (held.size >= HELD) flush()
    },
    drop(rid, name) {
      flush()
      prepared<[number]>(db, remove).run(rid)
      const kind = knownKind(name)
      if (kind) matches.put(kind, { rid, isNew: false, deleted: true, flat: {}, keys: [] })
    },
    finish() {
      flush()
      matches.finish()
      if (isMany && isMergedLater) gather(db, 'little')
      else if (isMany) settle(db, expected)
    },
  }
}

/** Brings the index up to date for these rows of `records`, part of the caller's transaction. */
export function indexRecords(ctx: Pick<OpenContext, 'db' | 'dataKey'>, rids: readonly number[]): void {
  const index = openRecordIndex(ctx, rids.length)
  for (let at = 0; at < rids.length; at += BATCH)
    for (const { rid, kind, deleted, body } of rowsOf(ctx.db, rids.slice(at, at + BATCH)))
      index.put({ rid, kind, deleted: deleted === 1, flat: JSON.parse(body) as Flat })
  index.finish()
}

/**
 * How much the full text index gathers before it writes a part (bytes). More memory would make fewer parts, and each term slower to
 * find in it. It stands in the database: what is set for a transaction is set back in it.
 */
const gathered = { much: 4 << 20, little: 1 << 20 } as const

function gather(db: WriteDb, amount: keyof typeof gathered): void {
  // The index takes whole numbers only, and a parameter is a real one.
  prepared<[number]>(db, `INSERT INTO search (search, rank) VALUES ('hashsize', CAST(? AS INTEGER))`).run(
    gathered[amount],
  )
}

/** Merges what many rows left, and goes back to gathering little. */
function settle(db: WriteDb, rows: number): void {
  for (const step of mergingSteps(db, rows)) step()
  gather(db, 'little')
}

/** The terms of one record as the statements take them. */
type TermRow = [rid: number, units: string, names: string, texts: string, whole: string]

function termRow(learning: Learning, rid: number, { units, names, texts, whole }: SearchTerms): TermRow {
  const { written } = learning
  return [rid, units.join(' '), written(names), written(texts), written(whole)]
}

function rowsOf(db: ReadDb, rids: readonly number[]): Row[] {
  return prepared<[string], Row>(db, read).all(JSON.stringify(rids))
}

/**
 * Indexes the records anew whose kind is now searched by other fields, or whose terms are made otherwise: after an update of
 * the program. A field that may no longer be searched is gone from the index before anybody can ask. Runs at every open,
 * mostly for nothing.
 */
export function reconcileSearch(db: WriteDb, tell: Tell = unheard): void {
  const before = readMeta(db, 'searchForms') ?? {}
  const wanted = Object.fromEntries(kinds.map((kind) => [kind.name, formOf(kind)]))
  const stale = Object.keys(wanted).filter((name) => before[name] !== wanted[name])
  if (stale.length === 0) return
  const work = db.transaction(() => {
    // All kinds are stale then, and nothing that was learned stands in the index any more.
    if (Object.values(before).every((form) => !form.startsWith(`[${FORM},`))) forgetLearned(db)
    indexAnew(db, JSON.stringify(stale), tell)
    writeMeta(db, 'searchForms', wanted)
  })
  withBulkWrites(db, () => work.immediate())
}

/** Makes the terms of all records of some kinds anew, inside the caller's transaction. @param of names, as JSON */
function indexAnew(db: WriteDb, of: string, tell: Tell): void {
  const rowsAfter = prepared<[number, string, number], Row>(db, readAfter)
  const putTerms = prepared<TermRow>(db, replace)
  const learning = openLearning(db, true)
  const total = prepared<[string], { total: number }>(db, countOf).get(of)?.total ?? 0
  if (total >= MANY_ROWS) gather(db, 'much')
  let done = 0
  for (let rows = rowsAfter.all(0, of, BATCH); rows.length > 0; ) {
    tell(done, total)
    for (const { rid, kind: name, body } of rows) {
      const kind = knownKind(name)
      if (kind) putTerms.run(...termRow(learning, rid, searchTerms(kind, JSON.parse(body) as Flat)))
    }
    done += rows.length
    rows = rowsAfter.all(rows.at(-1)?.rid ?? 0, of, BATCH)
  }
  if (total >= MANY_ROWS) settle(db, total)
}

/** What the terms of a kind's records are made of. */
function formOf(kind: Kind): string {
  return JSON.stringify([FORM, searchedFields(kind)])
}
