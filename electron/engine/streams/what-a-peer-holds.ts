import type { Vector } from '../../../shared/sync/change'
import { checkpointText, type Manifest } from '../../../shared/sync/manifest'
import { changeQuery, type StreamRow } from '../changes/queries'
import type { ReadDb } from '../context'
import { hasEnded } from '../sites/endings'
import { isSigned } from '../sites/keys'
import { findSite } from '../sites/queries'
import { hashAt } from './queries'

/**
 * How much of this site's log a sender holds: its own word, but less where a stream went another way there.
 * `common` says how far such a stream is the same, as its segment showed. Of a stream that only the heads tell of,
 * nothing is known.
 */
export function knownVector(
  db: ReadDb,
  { vector, heads }: Pick<Manifest, 'vector' | 'heads'>,
  common: ReadonlyMap<string, number>,
): Vector {
  const less = Object.entries(heads).flatMap(([key, { hash, checkpoint }]) => {
    const seq = vector[key]
    return seq !== undefined && isOtherWay(db, key, { seq, hash, checkpoint }) ? [[key, 0] as const] : []
  })
  return { ...vector, ...Object.fromEntries([...less, ...common]) }
}

function isOtherWay(
  db: ReadDb,
  key: string,
  said: { readonly seq: number; readonly hash: string; readonly checkpoint: string },
): boolean {
  const at = key.indexOf('/')
  const [site, scope] = [key.slice(0, at), key.slice(at + 1)]
  const row = findSite(db, site)
  if (!row || !hasEnded(row)) return false
  const stream = changeQuery<StreamRow>(db, 'stream').get(site, scope)
  if (!stream || said.seq > stream.seq || hashAt(db, stream, said.seq) === said.hash) return false
  return isSigned(
    row.sign_key,
    checkpointText({ site, scope, to: said.seq, head: said.hash }),
    said.checkpoint,
  )
}
