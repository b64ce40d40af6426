import { streamKey } from '../../../shared/sync/change'
import { locatorOf, PLACE_HEX, type StreamPlace, type Vector } from '../../../shared/sync/places'
import type { ReadDb } from '../context'
import { branchesOf, hashAt } from './branches'
import type { BranchRow } from './queries'

/** Branch → the last number of it that somebody holds; a branch that is not named is not held at all. */
export type BranchReach = ReadonlyMap<number, number>

/** What this profile holds of every branch. */
export function reachHere(db: ReadDb): BranchReach {
  return new Map(branchesOf(db).map(({ branch, seq }) => [branch, seq]))
}

/** The number after which a branch holds what somebody typed: where it begins, or its site's introduction. */
export const beginOf = ({ after, introduces }: Pick<BranchRow, 'after' | 'introduces'>): number =>
  after + introduces

/** The last number of a branch that somebody holds; where it begins, of one that they hold nothing of. */
export const reachIn = (
  reach: BranchReach,
  row: Pick<BranchRow, 'branch' | 'after' | 'introduces'>,
): number => Math.max(beginOf(row), reach.get(row.branch) ?? 0)

/** How many changes of these branches the holder of `reach` lacks. */
export function lacking(branches: readonly BranchRow[], reach: BranchReach): number {
  return branches.reduce((sum, row) => sum + Math.max(0, row.seq - reachIn(reach, row)), 0)
}

/** The JSON of a reach, as `sent_bundles` keeps it. */
export const reachText = (reach: BranchReach): string => JSON.stringify(Object.fromEntries(reach))
export const readReach = (text: string): BranchReach =>
  new Map(
    Object.entries(JSON.parse(text) as Readonly<Record<string, number>>).map(([branch, seq]) => [
      Number(branch),
      seq,
    ]),
  )

/** The places by which these branches are told to another site. */
export function vectorOf(db: ReadDb, branches: readonly BranchRow[]): Vector {
  const vector: Record<string, StreamPlace[]> = {}
  for (const row of branches) {
    const key = streamKey(row.site, row.scope)
    const places = vector[key] ?? []
    vector[key] = places
    for (const seq of locatorOf(row.after, row.seq)) {
      const hash = hashIn(db, row, seq)
      if (hash !== undefined) places.push([seq, hash.slice(0, PLACE_HEX)])
    }
  }
  return vector
}

/** The hash at a number of a branch, its tip's and that of the place it parts from too. */
function hashIn(db: ReadDb, row: BranchRow, seq: number): string | undefined {
  if (seq === row.seq) return row.hash
  return seq > row.after || row.parent === null ? hashAt(db, row.branch, seq) : hashAt(db, row.parent, seq)
}

/**
 * How much of what is held here lies at or below the places of a vector. A place that is unknown here tells nothing, so
 * nobody is taken to hold what it never saw.
 */
export function reachOf(db: ReadDb, vector: Vector): BranchReach {
  const reach = new Map<number, number>()
  const raise = (branch: number, seq: number): void => {
    if (seq > (reach.get(branch) ?? 0)) reach.set(branch, seq)
  }
  // A branch comes after the one that it parts from, so what is held of it is known before its parent is asked about.
  for (const row of branchesOf(db).toSorted((one, other) => other.branch - one.branch)) {
    const places = vector[streamKey(row.site, row.scope)] ?? []
    const known = highestIn(db, row, places, reach.get(row.branch) ?? row.after)
    if (known !== undefined) raise(row.branch, known)
    if (row.parent !== null && reach.has(row.branch)) raise(row.parent, row.after)
  }
  return reach
}

function highestIn(
  db: ReadDb,
  row: BranchRow,
  places: readonly StreamPlace[],
  above: number,
): number | undefined {
  // As a rule the other site has all of it: that needs no look into the log.
  if (places.some(([seq, hash]) => seq === row.seq && row.hash.startsWith(hash))) return row.seq
  return places
    .filter(([seq]) => seq > above && seq <= row.seq)
    .toSorted((one, other) => other[0] - one[0])
    .find(([seq, hash]) => hashAt(db, row.branch, seq)?.startsWith(hash))?.[0]
}
