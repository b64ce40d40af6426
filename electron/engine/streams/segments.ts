import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import { AppError } from '../../../shared/errors'
import { carriedLine } from '../../../shared/sync/chain'
import { type Change, DISTRICT_SCOPE } from '../../../shared/sync/change'
import { checkpointText, type Segment } from '../../../shared/sync/manifest'
import type { Spool } from '../bundle/spool'
import { branchesOf, hashAt, hashBefore } from '../changes/branches'
import { changesOfBranch } from '../changes/log'
import { openSaid } from '../changes/namesakes'
import type { BranchRow } from '../changes/queries'
import { type BranchReach, reachIn } from '../changes/reach'
import type { OwnSite, ReadDb } from '../context'
import { signText } from '../sites/keys'
import type { SiteRow } from '../sites/queries'
import { realmsHere } from '../sites/realms'
import { mayGo } from '../sites/sites'
import { checkpointAt, signedUpTo } from './queries'

/** A run of one branch. */
interface Run {
  readonly branch: number
  readonly from: number
  readonly to: number
}

/** A segment and the runs that it is read from: down to what the receiver holds it may go by way of several branches. */
export interface OutgoingSegment {
  readonly segment: Segment
  readonly runs: readonly Run[]
}

/**
 * What a receiver lacks: of every branch that it may hold, the changes that lie below no place which it is known to hold.
 * This site's own branches are signed at their tips now; other branches end where their own site signed them. What does not
 * count of a lost site goes along: the receiver judges of all that it holds, and a person may let it in.
 * @throws AppError `profile.damaged`
 */
export function segmentsFor(
  db: ReadDb,
  own: OwnSite,
  receiver: Pick<SiteRow, 'id' | 'role' | 'scope'>,
  held: BranchReach,
): OutgoingSegment[] {
  const covered = new Map(held)
  const realms = realmsHere({ db, site: own })
  const rows = new Map(branchesOf(db).map((row) => [row.branch, row]))
  const segments: OutgoingSegment[] = []
  // What offices say of who is who comes before what rests on it.
  const isOfficial = ({ scope }: BranchRow): boolean => scope === DISTRICT_SCOPE
  const all = [...rows.values()]
  for (const row of [...all.filter(isOfficial), ...all.filter((each) => !isOfficial(each))]) {
    if (!mayGo(receiver, row, realms)) continue
    const end = row.site === own.id ? row.seq : signedUpTo(db, row, row.seq)
    if (end <= reachIn(covered, row)) continue
    const runs = runsTo(rows, covered, row, end)
    for (const { branch, to } of runs) covered.set(branch, to)
    segments.push(segmentOf(db, own, { row, end, runs }))
  }
  return segments
}

/** The runs from what is covered up to a place of a branch, by way of the branches that it parts from. */
function runsTo(
  rows: ReadonlyMap<number, BranchRow>,
  covered: BranchReach,
  row: BranchRow,
  end: number,
): readonly Run[] {
  const from = reachIn(covered, row) + 1
  const run = { branch: row.branch, from, to: end }
  const parent = row.parent === null || covered.has(row.branch) ? undefined : rows.get(row.parent)
  return parent && row.after > reachIn(covered, parent)
    ? [...runsTo(rows, covered, parent, row.after), run]
    : [run]
}

function segmentOf(
  db: ReadDb,
  own: OwnSite,
  { row, end, runs }: { readonly row: BranchRow; readonly end: number; readonly runs: readonly Run[] },
): OutgoingSegment {
  const { branch, site, scope } = row
  const head = hashAt(db, branch, end)
  const [first] = runs
  const checkpoint =
    head !== undefined && site === own.id
      ? signText(own.signKey, checkpointText({ site, scope, to: end, head }))
      : checkpointAt(db, branch, end)
  if (!first || head === undefined || checkpoint === undefined)
    throw new AppError('profile.damaged', { stream: site })
  return {
    runs,
    segment: {
      site,
      scope,
      from: first.from,
      to: end,
      prev: hashBefore(db, first),
      head,
      checkpoint,
    },
  }
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
  const asSaid = openSaid(db)
  for (const { branch, from, to } of segments.flatMap(({ runs }) => runs))
    for (const change of changesOfBranch(db, branch, from, to)) {
      see?.(change)
      yield carriedLine(asSaid(change))
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
    // Salts do not compress. With 3 a file is 1.27 times the bare values under zstd -3, with 6 it is 1.13.
    params: { [constants.ZSTD_c_compressionLevel]: 6, [constants.ZSTD_c_checksumFlag]: 1 },
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
