import type { Kind } from '../../../shared/definition/define'
import { factTable } from '../../../shared/facts/tables'
import { kinds } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import type { ReadDb, WriteDb } from '../context'
import { insertRows, prepared } from '../db/prepared'
import { type Tell, unheard } from '../db/tell'
import { keysOf, type MatchKey } from './found-by'
import { type KeyOf, matchKeyOf } from './match-key'

const sql = {
  add: 'INSERT OR IGNORE INTO match_keys (key, day, rid)',
  addRecent: 'INSERT OR IGNORE INTO recent_match_keys (key, day, rid)',
  drop: 'DELETE FROM match_keys WHERE rid = ?',
  dropRecent: 'DELETE FROM recent_match_keys WHERE rid = ?',
  recent: 'SELECT count(*) AS count FROM recent_match_keys',
  settle:
    'INSERT OR IGNORE INTO match_keys SELECT key, day, rid FROM recent_match_keys ORDER BY key, day, rid',
  forgetRecent: 'DELETE FROM recent_match_keys',
  rules: 'SELECT rules FROM match_rules WHERE kind = ?',
  keepRules: `INSERT INTO match_rules (kind, rules) VALUES (?, ?)
              ON CONFLICT (kind) DO UPDATE SET rules = excluded.rules`,
  dropKind: 'DELETE FROM match_keys WHERE rid IN (SELECT rid FROM records WHERE kind = ?)',
  dropRecentOfKind: 'DELETE FROM recent_match_keys WHERE rid IN (SELECT rid FROM records WHERE kind = ?)',
} as const

/** Raised when phrases are made otherwise than before, so that every key is made anew. */
const FORM = 2
/** Records read at once while keys are made anew. */
const BATCH = 1000

/** Fewer records at once are no import: each writes where it belongs. */
const MANY = 1000
/** What came lately stays apart up to one in so many records. Then all of it is written among the others, in their order. */
const ONE_IN = 8

/** Keys waiting to be written together, in their order: the more, the fewer pages for each. */
const HELD = 8192

/** Brings the keys of records up to date; deleted ones have none. */
export interface MatchIndex {
  put(
    kind: Kind,
    row: {
      readonly rid: number
      /** Nothing was ever put for it. */
      readonly isNew: boolean
      readonly deleted: boolean
      readonly flat: Flat
      /** Its keys, where somebody has made them already. */
      readonly keys?: readonly MatchKey[] | undefined
    },
  ): void
  /** Writes what is still held in memory. */
  finish(): void
}

/**
 * @see MatchIndex. Few new records beside many that are held get their keys in a table apart.
 * @param expected about how many rows there will be
 * @param held how many records there are about
 */
export function openMatchIndex(
  db: WriteDb,
  dataKey: Uint8Array,
  { expected, held: records }: { readonly expected: number; readonly held: number },
): MatchIndex {
  const keyOf = matchKeyOf(dataKey)
  const recent = expected < MANY ? 0 : (prepared<[], { count: number }>(db, sql.recent).get()?.count ?? 0)
  const isApart = expected >= MANY && (recent + expected) * ONE_IN <= records
  let held: MatchKeyRow[] = []
  const flush = (): void => {
    addMatchKeys(db, isApart ? sql.addRecent : sql.add, held)
    held = []
  }
  return {
    put(kind, { rid, isNew, deleted, flat, keys }) {
      if (!kind.duplicates) return
      if (!isNew) {
        // What waits may be this record's own.
        flush()
        dropMatchKeys(db, rid)
      }
      if (!deleted) for (const [key, day] of keys ?? keysOf(keyOf, kind, flat)) held.push([key, day, rid])
      if (held.length >= HELD) flush()
    },
    finish() {
      flush()
      if (recent === 0 || isApart) return
      prepared(db, sql.settle).run()
      prepared(db, sql.forgetRecent).run()
    },
  }
}

/**
 * Makes the keys of every kind whose rules are not those that its keys were made by. There are three occasions:
 * an update of the program, the coming into being of this table, another data key.
 * Runs at every open, and is done at once when nothing changed.
 */
export function reconcileMatches(db: WriteDb, dataKey: Uint8Array, tell: Tell = unheard): void {
  const keyOf = matchKeyOf(dataKey)
  const stale = kinds.flatMap((kind) => {
    const rules = JSON.stringify([FORM, String(keyOf(kind.name)), kind.duplicates ?? []])
    return rulesOf(db, kind.name) === rules ? [] : [{ kind, rules }]
  })
  if (stale.length === 0) return
  db.transaction(() => {
    for (const [at, { kind, rules }] of stale.entries()) {
      tell(at, stale.length)
      dropKeysOfKind(db, kind.name)
      if (kind.duplicates) addAll(db, keyOf, kind)
      keepRules(db, kind.name, rules)
    }
  }).immediate()
}

function addAll(db: WriteDb, keyOf: KeyOf, kind: Kind): void {
  for (let rows = livingAfter(db, kind, 0, BATCH); rows.length > 0; ) {
    addMatchKeys(
      db,
      sql.add,
      rows.flatMap(({ rid, body }) =>
        keysOf(keyOf, kind, JSON.parse(body) as Flat).map(([key, day]): MatchKeyRow => [key, day, rid]),
      ),
    )
    rows = livingAfter(db, kind, rows.at(-1)?.rid ?? 0, BATCH)
  }
}

type MatchKeyRow = readonly [key: bigint, day: string, rid: number]

/** In the order of the keys: they lie all over the table, and each of its pages is written once then. */
function addMatchKeys(db: WriteDb, head: string, rows: readonly MatchKeyRow[]): void {
  insertRows(
    db,
    head,
    rows.toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}

function dropMatchKeys(db: WriteDb, rid: number): void {
  prepared<[number]>(db, sql.drop).run(rid)
  prepared<[number]>(db, sql.dropRecent).run(rid)
}

function rulesOf(db: ReadDb, kind: string): string | undefined {
  return prepared<[string], { rules: string }>(db, sql.rules).get(kind)?.rules
}

function keepRules(db: WriteDb, kind: string, rules: string): void {
  prepared<[string, string]>(db, sql.keepRules).run(kind, rules)
}

function dropKeysOfKind(db: WriteDb, kind: string): void {
  prepared<[string]>(db, sql.dropKind).run(kind)
  prepared<[string]>(db, sql.dropRecentOfKind).run(kind)
}

interface LivingRow {
  readonly rid: number
  readonly body: string
}

/** Living records of a kind after `rid`, in order. */
function livingAfter(db: ReadDb, kind: Kind, rid: number, limit: number): LivingRow[] {
  const living = `SELECT f.rid, r.body FROM ${factTable(kind)} f CROSS JOIN records r ON r.rid = f.rid
    WHERE f.deleted = 0 AND f.rid > ? ORDER BY f.rid LIMIT ?`
  return prepared<[number, number], LivingRow>(db, living).all(rid, limit)
}
