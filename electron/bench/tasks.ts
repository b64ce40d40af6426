import { withBulkWrites } from '../engine/db/open'
import { stageBundle } from '../engine/exchange/stage'
import { applySegments } from '../engine/streams/apply'
import { peakMemory } from '../machine/peak-memory'
import { writeLedgerOf } from './ledger-speed'
import { peers } from './peers'
import { openStation } from './station'
import { writeTable } from './table-speed'
import type { Reading, Task } from './task'
import { timed } from './timing'

type Work = (task: Task) => Promise<number>

/** What `yuanba bench --task` can do; each answers the milliseconds that count. */
const tasks: ReadonlyMap<string, Work> = new Map<string, Work>([
  ['merge', mergeOurs],
  ['table', ({ folder, size }) => timed(() => writeTable(`${folder}/table-${size}`, size))],
  ['ledger', ({ folder, profile }) => timed(() => writeLedgerOf(profile, `${folder}/ledger`))],
  ...peers.flatMap((peer): [string, Work][] => [
    [`${peer.name}.prepare`, (task) => timed(() => peer.prepare(task))],
    [`${peer.name}.merge`, (task) => peer.merge(task)],
  ]),
])

/**
 * Merges a bundle that has been read and checked into the encrypted log and its records with their indexes, but for the
 * search, which no other program here has.
 */
async function mergeOurs({ profile, bundle }: Task): Promise<number> {
  const station = await openStation(profile)
  const { ctx } = station
  const staged = await stageBundle(ctx, bundle, {
    acceptClosed: false,
    acceptForgotten: false,
  })
  const { manifest, leavingOut, official, known, greet, changes } = staged
  const options = { bundle, leavingOut, allowMassDelete: false, official, known, greet }
  const merge = ctx.db.transaction(() => {
    applySegments(ctx, manifest.segments, changes, options)
  })
  try {
    return await timed(() => withBulkWrites(ctx.db, () => merge.immediate()))
  } finally {
    staged.remove()
    await station.close()
  }
}

/** Runs one task in this process. @throws RangeError for an unknown one */
export async function runTask(text: string): Promise<Reading> {
  const task = JSON.parse(text) as Task
  const work = tasks.get(task.name)
  if (!work) throw new RangeError(`no task ${task.name}`)
  const ms = await work(task)
  return { ms, peak: peakMemory() }
}
