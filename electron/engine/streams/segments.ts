import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import { AppError } from '../../../shared/errors'
import { carriedLine, changeText } from '../../../shared/sync/chain'
import type { Change, Vector } from '../../../shared/sync/change'
import { checkpointText, type Segment } from '../../../shared/sync/manifest'
import { heldOf } from '../../../shared/sync/vector'
import type { Spool } from '../bundle/spool'
import { changesOfStream, streamsOf } from '../changes/log'
import type { StreamRow } from '../changes/queries'
import type { OwnSite, ReadDb } from '../context'
import { cutOf } from '../sites/closing'
import { signText } from '../sites/keys'
import { findSite, type SiteRow } from '../sites/queries'
import { realmsHere } from '../sites/realms'
import { mayGo } from '../sites/sites'
import { changeAt, checkpointAt } from './queries'

/** A segment and the stream it is read from. */
export interface OutgoingSegment {
  readonly stream: StreamRow
  readonly segment: Segment
}

/**
 * What a receiver lacks: of every stream that it may hold, the changes above what it is known to hold.
 * This site's own streams are signed at their head now; other streams end where their own site signed them.
 * @throws AppError `profile.damaged`
 */
export function segmentsFor(
  db: ReadDb,
  own: OwnSite,
  receiver: Pick<SiteRow, 'id' | 'role' | 'scope'>,
  held: Vector,
): OutgoingSegment[] {
  const segments: OutgoingSegment[] = []
  const realms = realmsHere({ db, site: own })
  for (const stream of streamsOf(db)) {
    const { site, scope } = stream
    const from = heldOf(held, site, scope) + 1
    const { seq, hash } = endFor(db, receiver, stream, from)
    if (!mayGo(receiver, stream, realms) || from > seq) continue
    const first = changeAt(db, stream.stream, from)
    const checkpoint =
      site === own.id
        ? signText(own.signKey, checkpointText({ site, scope, to: seq, head: hash }))
        : checkpointAt(db, stream.stream, seq, hash)
    if (!first || checkpoint === undefined) throw new AppError('profile.damaged', { stream: site })
    segments.push({
      stream,
      segment: { site, scope, from, to: seq, prev: first.prev, head: hash, checkpoint },
    })
  }
  return segments
}

/**
 * How far a stream may go to a receiver that needs it from a place on. The district hears of everything, so that a
 * person may let it in.
 * Other receivers get only what counts of a site that has ended.
 * A restored district may lack some of what counts: that part comes by itself first.
 */
function endFor(
  db: ReadDb,
  receiver: Pick<SiteRow, 'role'>,
  { stream, site, scope, seq, hash }: StreamRow,
  from: number,
): { readonly seq: number; readonly hash: string } {
  const cut = cutOf(findSite(db, site), scope)
  if (!cut || cut.to >= seq) return { seq, hash }
  const isSignedThere = checkpointAt(db, stream, cut.to, cut.head) !== undefined
  if (isSignedThere && (receiver.role === 'street' || from <= cut.to)) return { seq: cut.to, hash: cut.head }
  // Without the site's signature there, the district will bring the rest.
  return receiver.role === 'street' ? { seq: 0, hash: '' } : { seq, hash }
}

/** How many changes segments carry. */
export function countOf(segments: readonly Pick<Segment, 'from' | 'to'>[]): number {
  return segments.reduce((sum, { from, to }) => sum + to - from + 1, 0)
}

/** The line of every change as a bundle carries it, segment by segment, in order; `see` is shown each one. */
export function* segmentLines(
  db: ReadDb,
  segments: readonly OutgoingSegment[],
  see?: (change: Change) => void,
): Generator<string> {
  for (const { stream, segment } of segments)
    for (const change of changesOfStream(db, stream.stream, segment.from, segment.to)) {
      see?.(change)
      yield carriedLine(changeText(change).line)
    }
}

/** Characters that the compressor gets at once. */
const BATCH = 256 * 1024

/** Lines put together into pieces of a size worth compressing; `tell` hears how many lines are done. */
function* batched(lines: Iterable<string>, tell: (done: number) => void): Generator<Buffer> {
  let batch: string[] = []
  let length = 0
  let done = 0
  for (const line of lines) {
    batch.push(line, '\n')
    length += line.length
    done += 1
    if (length < BATCH) continue
    yield Buffer.from(batch.join(''))
    tell(done)
    batch = []
    length = 0
  }
  yield Buffer.from(batch.join(''))
  tell(done)
}

/**
 * Writes the lines as zstd into the spool. `tell` hears how many are done.
 * @returns the compressed size and hash, and the size of the text.
 */
export async function compressLines(
  lines: Iterable<string>,
  spool: Spool,
  tell: (done: number) => void,
): Promise<{ readonly size: number; readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256')
  let [size, bytes] = [0, 0]
  function* counted(): Generator<Buffer> {
    for (const chunk of batched(lines, tell)) {
      bytes += chunk.length
      yield chunk
    }
  }
  const zstd = createZstdCompress({
    params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
  })
  await pipeline(counted(), zstd, async (packed: AsyncIterable<Buffer>) => {
    for await (const chunk of packed) {
      size += chunk.length
      hash.update(chunk)
      spool.write(chunk)
    }
  })
  return { size, sha256: hash.digest('hex'), bytes }
}
