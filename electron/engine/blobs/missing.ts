import { hashesIn } from '../../../shared/attachments/entry'
import type { Flat } from '../../../shared/shapes'
import { MAX_ENTRIES } from '../../../shared/sync/manifest'
import { changeQuery, type RecordRow } from '../changes/queries'
import type { ReadDb, WriteDb } from '../context'
import { prepared } from '../db/prepared'
import { isOwned, ownContents } from './owned'

const sql = {
  missing: `SELECT hash, scope FROM missing_blobs ORDER BY hash, scope`,
  addMissing: `INSERT INTO missing_blobs (hash, scope) VALUES (?, ?) ON CONFLICT DO NOTHING`,
  arrived: `DELETE FROM missing_blobs WHERE hash = ? AND scope = ?`,
  wanted: `SELECT hash FROM wanted_blobs WHERE peer = ? ORDER BY hash`,
  forgetWanted: `DELETE FROM wanted_blobs WHERE peer = ?`,
  addWanted: `INSERT INTO wanted_blobs (peer, hash) VALUES (?, ?) ON CONFLICT DO NOTHING`,
} as const

/** A content, and a scope with records that name it. */
export interface NamedContent {
  readonly hash: string
  readonly scope: string
}

/**
 * Contents that records of some scopes name and that have not come with them, though another scope may have them: at most as
 * many as a bundle carries.
 */
export function missingHere(db: ReadDb, mayHold: (scope: string) => boolean): readonly string[] {
  const hashes = new Set(missingIn(db, mayHold).map(({ hash }) => hash))
  return [...hashes].slice(0, MAX_ENTRIES - 1)
}

/** The same with the scopes, each content as often as it is missing. */
export function missingIn(db: ReadDb, mayHold: (scope: string) => boolean): readonly NamedContent[] {
  return prepared<[], NamedContent>(db, sql.missing)
    .all()
    .filter(({ scope }) => mayHold(scope))
}

/**
 * Notes which contents the changes applied just now name, and which came with them or for what was missing: these are their
 * scopes' own from now on. Runs inside the same transaction.
 */
export function noteArrival(
  db: WriteDb,
  { named, arrived }: { readonly named: Iterable<NamedContent>; readonly arrived: Iterable<NamedContent> },
): void {
  for (const { hash, scope } of arrived) {
    ownContents(db, [hash], scope)
    prepared(db, sql.arrived).run(hash, scope)
  }
  for (const { hash, scope } of named)
    if (!isOwned(db, hash, scope)) prepared(db, sql.addMissing).run(hash, scope)
}

/** Keeps the contents that a peer's newest bundle asks for, in place of those that it asked for before. */
export function keepWanted(db: WriteDb, peer: string, hashes: readonly string[]): void {
  prepared(db, sql.forgetWanted).run(peer)
  for (const hash of hashes) prepared(db, sql.addWanted).run(peer, hash)
}

/**
 * The contents that a peer asked for, as far as records that it may hold name them and have them. No peer gets a content by
 * knowing its hash, nor by naming it in a record of its own.
 */
export function wantedBy(db: ReadDb, peer: string, mayHold: (scope: string) => boolean): readonly string[] {
  const asked = new Set(
    prepared<[string], { hash: string }>(db, sql.wanted)
      .all(peer)
      .map(({ hash }) => hash),
  )
  if (asked.size === 0) return []
  const granted = new Set<string>()
  for (const row of changeQuery<RecordRow>(db, 'withFiles').iterate()) {
    if (!mayHold(row.scope)) continue
    for (const hash of hashesIn(JSON.parse(row.body) as Flat))
      if (asked.has(hash) && isOwned(db, hash, row.scope)) granted.add(hash)
  }
  return [...granted].sort()
}
