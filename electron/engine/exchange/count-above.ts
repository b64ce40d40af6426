import { branchesOf } from '../changes/branches'
import type { ReadDb } from '../context'
import { countAbove, countNewAbove } from './queries'

interface Place {
  readonly branch: number
  readonly seq: number
}

/** A count, and the tip of every branch when it was made. */
interface Counted {
  readonly tips: ReadonlyMap<number, number>
  readonly records: number
}

/** The last count of each list of places, by connection. */
const known = new WeakMap<ReadDb, Map<string, Counted>>()
/** A list of places changes with every bundle and receipt; two are asked for. */
const MOST_KNOWN = 4

/**
 * How many records have a change above these places, which are many: a laptop that has sent nothing yet. The whole log is
 * counted once, and from then on only what was written since: the first screen asks after every change.
 */
export function manyAbove(db: ReadDb, above: readonly Place[]): number {
  const key = JSON.stringify(above)
  const counts = known.get(db) ?? new Map<string, Counted>()
  known.set(db, counts)
  const tips = new Map(branchesOf(db).map(({ branch, seq }) => [branch, seq]))
  const last = counts.get(key)
  const records =
    last && goesOn(last.tips, tips) ? last.records + since(db, above, last, tips) : countAbove(db, above)
  if (counts.size >= MOST_KNOWN) counts.clear()
  counts.set(key, { tips, records })
  return records
}

/** Whether nothing was taken back. */
function goesOn(before: ReadonlyMap<number, number>, now: ReadonlyMap<number, number>): boolean {
  return [...before].every(([branch, seq]) => (now.get(branch) ?? 0) >= seq)
}

/** Records that no change above these places had reached before. */
function since(
  db: ReadDb,
  above: readonly Place[],
  { tips: before }: Counted,
  now: ReadonlyMap<number, number>,
): number {
  const places = above.map(({ branch, seq }) => ({ branch, seq, from: before.get(branch) ?? seq }))
  const isSame = [...now].every(([branch, seq]) => before.get(branch) === seq)
  return isSame ? 0 : countNewAbove(db, places)
}
