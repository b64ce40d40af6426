import type { Kind } from '../../../shared/definition/define'
import { kinds } from '../../../shared/kinds'
import { matchPhrases } from '../../../shared/records/duplicates'
import type { Flat } from '../../../shared/shapes'
import type { WriteDb } from '../context'
import { type KeyOf, matchKeyOf } from './match-key'
import {
  addMatchKeys,
  dropKeysOfKind,
  dropMatchKeys,
  keepRules,
  livingAfter,
  type MatchKeyRow,
  rulesOf,
} from './match-queries'

/** Raised when phrases are made otherwise than before, so that every key is made anew. */
const FORM = 2
/** Records read at once while keys are made anew. */
const BATCH = 1000

/** Keys waiting to be written together: seldom, because it makes the full text index write what it holds as well. */
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
    },
  ): void
  /** Writes what is still held in memory. */
  finish(): void
}

/** @see MatchIndex */
export function openMatchIndex(db: WriteDb, dataKey: Uint8Array): MatchIndex {
  const keyOf = matchKeyOf(dataKey)
  let held: MatchKeyRow[] = []
  const flush = (): void => {
    addMatchKeys(db, held)
    held = []
  }
  return {
    put(kind, { rid, isNew, deleted, flat }) {
      if (!kind.duplicates) return
      if (!isNew) {
        // What waits may be this record's own.
        flush()
        dropMatchKeys(db, rid)
      }
      if (!deleted) held.push(...keysOf(keyOf, kind, rid, flat))
      if (held.length >= HELD) flush()
    },
    finish: flush,
  }
}

/**
 * Makes the keys of every kind whose rules are not those that its keys were made by. There are three occasions:
 * an update of the program, the coming into being of this table, another data key.
 * Runs at every open, and is done at once when nothing changed.
 */
export function reconcileMatches(db: WriteDb, dataKey: Uint8Array): void {
  const keyOf = matchKeyOf(dataKey)
  for (const kind of kinds) {
    const rules = JSON.stringify([FORM, String(keyOf(kind.name)), kind.duplicates ?? []])
    if (rulesOf(db, kind.name) === rules) continue
    db.transaction(() => {
      dropKeysOfKind(db, kind.name)
      if (kind.duplicates) addAll(db, keyOf, kind)
      keepRules(db, kind.name, rules)
    }).immediate()
  }
}

function addAll(db: WriteDb, keyOf: KeyOf, kind: Kind): void {
  for (let rows = livingAfter(db, kind, 0, BATCH); rows.length > 0; ) {
    addMatchKeys(
      db,
      rows.flatMap(({ rid, body }) => keysOf(keyOf, kind, rid, JSON.parse(body) as Flat)),
    )
    rows = livingAfter(db, kind, rows.at(-1)?.rid ?? 0, BATCH)
  }
}

function keysOf(keyOf: KeyOf, kind: Kind, rid: number, flat: Flat): MatchKeyRow[] {
  return matchPhrases(kind, flat).map(({ phrase, day }) => [keyOf(phrase), day, rid])
}
