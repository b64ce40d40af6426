import { hashesIn } from '../../../shared/attachments/entry'
import type { Flat } from '../../../shared/sync/change'
import { MAX_ENTRIES } from '../../../shared/sync/manifest'
import { changeQuery, type RecordRow } from '../changes/queries'
import type { ReadDb, WriteDb } from '../context'
import { prepared } from '../db/prepared'
import type { BlobStore } from './blob-store'

const sql = {
  missing: `SELECT hash FROM missing_blobs ORDER BY hash LIMIT ${MAX_ENTRIES - 1}`,
  addMissing: `INSERT INTO missing_blobs (hash) VALUES (?) ON CONFLICT DO NOTHING`,
  arrived: `DELETE FROM missing_blobs WHERE hash = ?`,
  wanted: `SELECT hash FROM wanted_blobs WHERE peer = ? ORDER BY hash`,
  forgetWanted: `DELETE FROM wanted_blobs WHERE peer = ?`,
  addWanted: `INSERT INTO wanted_blobs (peer, hash) VALUES (?, ?) ON CONFLICT DO NOTHING`,
} as const

/** Contents that records here name and that have not come: at most as many as a bundle carries. */
export function missingHere(db: ReadDb): readonly string[] {
  return prepared<[], { hash: string }>(db, sql.missing)
    .all()
    .map(({ hash }) => hash)
}

/**
 * Notes which contents the changes applied just now name, and which came with them. Runs inside the same transaction.
 */
export function noteArrival(
  db: WriteDb,
  store: BlobStore,
  { named, arrived }: { readonly named: Iterable<string>; readonly arrived: Iterable<string> },
): void {
  for (const hash of named) if (!store.has(hash)) prepared(db, sql.addMissing).run(hash)
  for (const hash of arrived) prepared(db, sql.arrived).run(hash)
}

/** Keeps the contents that a peer's newest bundle asks for, in place of those that it asked for before. */
export function keepWanted(db: WriteDb, peer: string, hashes: readonly string[]): void {
  prepared(db, sql.forgetWanted).run(peer)
  for (const hash of hashes) prepared(db, sql.addWanted).run(peer, hash)
}

/**
 * The contents that a peer asked for, as far as records that it may hold name them: no peer gets a content by knowing
 * its hash.
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
    for (const hash of hashesIn(JSON.parse(row.body) as Flat)) if (asked.has(hash)) granted.add(hash)
  }
  return [...granted].sort()
}
