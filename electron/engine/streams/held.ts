import type { ChainHead } from '../../../shared/sync/chain'
import type { Segment } from '../../../shared/sync/manifest'
import { changeQuery, type StreamRow } from '../changes/queries'
import type { ReadDb } from '../context'
import { changeAt } from '../exchange/queries'

/**
 * How far a segment is held here, with the hash in our own log there; `undefined` when nothing of it is, and when the
 * segment ends with another hash than ours: then its stream went two ways, and applying it says so.
 */
export function heldPart(db: ReadDb, { site, scope, from, to, head }: Segment): ChainHead | undefined {
  const stream = changeQuery<StreamRow>(db, 'stream').get(site, scope)
  if (!stream || stream.seq < from) return undefined
  const seq = Math.min(stream.seq, to)
  const hash = seq === stream.seq ? stream.hash : changeAt(db, stream.stream, seq + 1)?.prev
  return hash === undefined || (seq === to && hash !== head) ? undefined : { seq, hash }
}
