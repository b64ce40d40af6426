import { AppError } from '../../../shared/errors'
import { type Closing, closing, MAX_CUT, type SiteFacts } from '../../../shared/sync/manifest'
import { locatorOf } from '../../../shared/sync/places'
import { branchesOf, hashAt } from '../changes/branches'
import type { BranchRow } from '../changes/queries'
import type { ReadDb } from '../context'
import type { SiteRow } from './queries'

/** How a site ended, out of its row. @throws AppError `profile.damaged` */
export function readClosing(text: string): Closing {
  const read = closing.safeParse(JSON.parse(text))
  if (!read.success) throw new AppError('profile.damaged', { fact: 'closing' })
  return read.data
}

type CutPlace = NonNullable<Closing['cut']>[number]

/** The places of a lost computer's streams at and below which its changes count. */
export interface Cut {
  /** Whether it names this very place. @param head the hash there */
  names(place: CutPlace): boolean
  /** The last number of a branch held here that it names; 0 when it names none. */
  lastIn(db: ReadDb, row: BranchRow): number
}

const textOf = ({ scope, to, head }: CutPlace): string => `${scope}/${to}/${head}`

/** @see Cut. `undefined` for a site of which everything counts. */
export function cutOf(site: Pick<SiteRow, 'closing'> | undefined): Cut | undefined {
  const cut = site?.closing ? readClosing(site.closing).cut : undefined
  if (!cut) return undefined
  const named = new Set(cut.map(textOf))
  return {
    names: (place) => named.has(textOf(place)),
    lastIn: (db, { branch, scope, after, seq }) =>
      cut
        .filter((place) => place.scope === scope && place.to > after && place.to <= seq)
        .filter(({ to, head }) => hashAt(db, branch, to) === head)
        .reduce((last, { to }) => Math.max(last, to), 0),
  }
}

/** Everything that is held of a site: so much of a lost computer counts. The tips come first. */
export function cutHere(db: ReadDb, site: string): CutPlace[] {
  const places = branchesOf(db)
    .filter((row) => row.site === site)
    .flatMap(({ branch, parent, after, seq, scope }) =>
      locatorOf(after, seq).flatMap((to) => {
        const head = hashAt(db, to > after || parent === null ? branch : parent, to)
        return head === undefined ? [] : [{ isTip: to === seq, place: { scope, to, head } }]
      }),
    )
  return places.sort((one, other) => Number(other.isTip) - Number(one.isTip)).map(({ place }) => place)
}

/** What a cut names and what is held now, the latter first. A cut only ever grows, up to more than a laptop needs. */
export function widenedCut(cut: readonly CutPlace[], here: readonly CutPlace[]): CutPlace[] {
  return [...new Map([...here, ...cut].map((place) => [textOf(place), place])).values()].slice(0, MAX_CUT)
}

/**
 * Whether a word about a site is newer than the one held: ended stays ended, and a cut only ever grows.
 * So an old certificate that a carrier passes on takes nothing back.
 */
export function isNewerWord(facts: SiteFacts, known: Pick<SiteRow, 'revoked_at' | 'closing'>): boolean {
  if (known.revoked_at === null) return true
  if (facts.revokedAt === null) return false
  const held = known.closing === null ? undefined : readClosing(known.closing)
  return (facts.closing?.cut ?? []).length >= (held?.cut ?? []).length
}
