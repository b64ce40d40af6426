import type { ChainHead } from '../../../shared/sync/chain'
import type { Segment } from '../../../shared/sync/manifest'
import { changeQuery, type StreamRow } from '../changes/queries'
import type { ReadDb, WriteDb } from '../context'
import { namedQueries } from '../db/named-queries'

/** What is known of the exchange with one other site. JSON columns as text. */
export interface PeerRow {
  readonly site: string
  readonly vector: string
  readonly sent_serial: number
  readonly received: string
  readonly confirmed_serial: number | null
}

const sql = {
  forgetSerials: `UPDATE peers SET sent_serial = 0, received = '[]', confirmed_serial = NULL`,
  forgetSent: `DELETE FROM sent_bundles`,
  forgetNumbers: `DELETE FROM numbers`,
  dropCheckpoints: `DELETE FROM checkpoints WHERE stream = ? AND seq > ?`,
  dropArrivals: `DELETE FROM arrivals WHERE stream = ? AND first > ?`,
  lowerPeers: `UPDATE peers SET vector = json_set(vector, @path, @seq) WHERE vector ->> @path > @seq`,
  dropChanges: `DELETE FROM changes WHERE stream = ? AND seq > ?`,
  peers: `SELECT site, vector, sent_serial, received, confirmed_serial FROM peers ORDER BY site`,
  peer: `SELECT site, vector, sent_serial, received, confirmed_serial FROM peers WHERE site = ?`,
  putPeer: `INSERT INTO peers (site, vector, sent_serial, received, confirmed_serial)
            VALUES (@site, @vector, @sent_serial, @received, @confirmed_serial)
            ON CONFLICT (site) DO UPDATE SET vector = excluded.vector, sent_serial = excluded.sent_serial,
            received = excluded.received, confirmed_serial = excluded.confirmed_serial`,
  checkpoint: `SELECT signature FROM checkpoints WHERE stream = ? AND seq = ? AND hash = ?`,
  checkpoints: `SELECT s.site, s.scope, p.seq, p.hash, p.signature FROM checkpoints p JOIN streams s USING (stream)
                ORDER BY s.site, s.scope, p.seq`,
  addCheckpoint: `INSERT OR REPLACE INTO checkpoints (stream, seq, hash, signature) VALUES (?, ?, ?, ?)`,
  living: `SELECT count(*) AS n FROM records WHERE scope = ? AND deleted = 0`,
  changeAt: `SELECT prev, at FROM changes WHERE stream = ? AND seq = ?`,
} as const

const { one, all, run } = namedQueries(sql)

/** A new site counts its bundles and its records' numbers anew, under its own name and letter. */
export const forgetCounts = (db: WriteDb): void => {
  for (const name of ['forgetSerials', 'forgetSent', 'forgetNumbers'] as const) run(db, name)
}
/** Takes a stream's changes above a place out of the log. The caller writes how far the stream has come. */
export const dropChangesAbove = (db: WriteDb, stream: number, seq: number): void => {
  run(db, 'dropCheckpoints', stream, seq)
  run(db, 'dropArrivals', stream, seq)
  run(db, 'dropChanges', stream, seq)
}

/** No peer is known to hold more of a stream (`site/scope`) than up to this place, as the stream goes on here now. */
export const lowerPeers = (db: WriteDb, stream: string, seq: number): void =>
  run(db, 'lowerPeers', { path: `$."${stream}"`, seq })

export const allPeers = (db: ReadDb): PeerRow[] => all(db, 'peers')
/** The exchange with a site; a site never met has heard nothing and said nothing. */
export const peerOf = (db: ReadDb, site: string): PeerRow =>
  one(db, 'peer', site) ?? { site, vector: '{}', sent_serial: 0, received: '[]', confirmed_serial: null }
export const putPeer = (db: WriteDb, row: PeerRow): void => run(db, 'putPeer', row)

export const checkpointAt = (db: ReadDb, stream: number, seq: number, hash: string): string | undefined =>
  one<{ signature: string }>(db, 'checkpoint', stream, seq, hash)?.signature
export const addCheckpoint = (
  db: WriteDb,
  stream: number,
  seq: number,
  hash: string,
  signature: string,
): void => run(db, 'addCheckpoint', stream, seq, hash, signature)
export interface CheckpointRow {
  readonly site: string
  readonly scope: string
  readonly seq: number
  readonly hash: string
  readonly signature: string
}
export const allCheckpoints = (db: ReadDb): CheckpointRow[] => all(db, 'checkpoints')

/** How many records of a scope are not in the recycle bin. */
export const livingIn = (db: ReadDb, scope: string): number => one<{ n: number }>(db, 'living', scope)?.n ?? 0
/** The hash of a change of a stream held here, read from the change that follows it. */
export const hashAt = (db: ReadDb, { stream, seq, hash }: StreamRow, at: number): string | undefined =>
  at === seq ? hash : changeAt(db, stream, at + 1)?.prev

export const changeAt = (db: ReadDb, stream: number, seq: number): { prev: string; at: string } | undefined =>
  one(db, 'changeAt', stream, seq)

/**
 * How far a segment is held here, with the hash in this site's log there; `undefined` when nothing of it is held.
 * It is `undefined` too when the segment ends with another hash than the log: its stream went two ways, and applying it
 * says so.
 */
export function heldPart(db: ReadDb, { site, scope, from, to, head }: Segment): ChainHead | undefined {
  const stream = changeQuery<StreamRow>(db, 'stream').get(site, scope)
  if (!stream || stream.seq < from) return undefined
  const seq = Math.min(stream.seq, to)
  const hash = seq === stream.seq ? stream.hash : changeAt(db, stream.stream, seq + 1)?.prev
  return hash === undefined || (seq === to && hash !== head) ? undefined : { seq, hash }
}
