import { kinds } from '../../../shared/kinds'
import type { Kind } from '../../../shared/kinds/define'
import { matchPhrases } from '../../../shared/kinds/duplicates'
import type { FlatBody } from '../../../shared/kinds/patch'
import type { WriteDb } from '../context'
import { type KeyOf, matchKeyOf } from './match-key'
import { addMatchKey, dropKeysOfKind, dropMatchKeys, keepRules, livingAfter, rulesOf } from './queries'

/** Raised when phrases are made otherwise than before, so that every key is made anew. */
const FORM = 1
/** Records read at once while keys are made anew. */
const BATCH = 1000

/** Brings the keys of one record up to date; deleted ones have none. */
export function indexMatches(
  db: WriteDb,
  keyOf: KeyOf,
  kind: Kind,
  row: { readonly rid: number; readonly deleted: boolean; readonly flat: FlatBody },
): void {
  if (!kind.duplicates) return
  dropMatchKeys(db, row.rid)
  if (!row.deleted) addKeys(db, keyOf, kind, row.rid, row.flat)
}

/**
 * Makes the keys of every kind whose rules are not those that its keys were made by: after an update of the program, after
 * this table came into being, under another data key. Runs at every open, and is done at once when nothing changed.
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
  for (let rows = livingAfter(db, kind.name, 0, BATCH); rows.length > 0; ) {
    for (const { rid, body } of rows) addKeys(db, keyOf, kind, rid, JSON.parse(body) as FlatBody)
    rows = livingAfter(db, kind.name, rows.at(-1)?.rid ?? 0, BATCH)
  }
}

function addKeys(db: WriteDb, keyOf: KeyOf, kind: Kind, rid: number, flat: FlatBody): void {
  for (const { phrase, day } of matchPhrases(kind, flat)) addMatchKey(db, keyOf(phrase), day, rid)
}
