import { z } from 'zod'
import { AppError } from '../../../shared/errors'
import { checkpointPlace, siteId } from '../../../shared/sync/manifest'
import { locatorOf } from '../../../shared/sync/places'
import { type CutPlace, MAX_CUT } from '../../../shared/sync/site'
import { branchesOf, hashAt } from '../changes/branches'
import type { BranchRow } from '../changes/queries'
import type { ReadDb } from '../context'
import { textOfPlace } from './judge'
import type { SiteRow } from './queries'

const closing = z.strictObject({
  reason: z.string(),
  /** A lost computer's. Absent: another self took over, and what the former one wrote counts as before. */
  cut: z.array(checkpointPlace).exactOptional(),
  successor: siteId.exactOptional(),
})

/** How a site ended, out of its row. @throws AppError `profile.damaged` */
export function readClosing(text: string): z.infer<typeof closing> {
  const read = closing.safeParse(JSON.parse(text))
  if (!read.success) throw new AppError('profile.damaged', { fact: 'closing' })
  return read.data
}

/** The places of a lost computer's streams at and below which its changes count. */
export interface Cut {
  /** Whether it names this very place. @param head the hash there */
  names(place: CutPlace): boolean
  /** The last number of a branch held here that it names; 0 when it names none. */
  lastIn(db: ReadDb, row: BranchRow): number
}

/** @see Cut. `undefined` for a site of which everything counts. */
export function cutOf(site: Pick<SiteRow, 'closing'> | undefined): Cut | undefined {
  const cut = site?.closing ? readClosing(site.closing).cut : undefined
  return cut && cutAt(cut)
}

/** @see Cut */
export function cutAt(cut: readonly CutPlace[]): Cut {
  const named = new Set(cut.map(textOfPlace))
  return {
    names: (place) => named.has(textOfPlace(place)),
    lastIn: (db, { branch, scope, after, seq }) =>
      cut
        .filter((place) => place.scope === scope && place.to > after && place.to <= seq)
        .filter(({ to, head }) => hashAt(db, branch, to) === head)
        .reduce((last, { to }) => Math.max(last, to), 0),
  }
}

/** Branch → the last number of it that lies at or below a place of the cut. */
export function endsOf(db: ReadDb, rows: readonly BranchRow[], cut: Cut): ReadonlyMap<number, number> {
  const ends = new Map<number, number>()
  const raise = (branch: number, to: number): void => {
    if (to > (ends.get(branch) ?? 0)) ends.set(branch, to)
  }
  // A branch comes after the one that it parts from, and what counts of it counts all the way down.
  for (const row of rows.toSorted((one, other) => other.branch - one.branch)) {
    raise(row.branch, cut.lastIn(db, row))
    if (row.parent !== null && ends.has(row.branch)) raise(row.parent, row.after)
  }
  return ends
}

/** What is held of a site, up to more than a laptop needs: so much of a lost computer counts. The tips come first. */
export function cutHere(db: ReadDb, site: string): CutPlace[] {
  const places = branchesOf(db)
    .filter((row) => row.site === site)
    .flatMap(({ branch, parent, after, seq, scope }) =>
      locatorOf(after, seq).flatMap((to) => {
        const head = hashAt(db, to > after || parent === null ? branch : parent, to)
        return head === undefined ? [] : [{ isTip: to === seq, place: { scope, to, head } }]
      }),
    )
  return places
    .sort((one, other) => Number(other.isTip) - Number(one.isTip))
    .map(({ place }) => place)
    .slice(0, MAX_CUT)
}
