import { AppError } from '../../../shared/errors'
import { type Closing, closing, type Segment, type SiteFacts } from '../../../shared/sync/manifest'
import { streamsOf } from '../changes/log'
import type { ReadDb } from '../context'
import type { SiteRow } from './queries'

/** How a site ended, out of its row. @throws AppError `profile.damaged` */
export function readClosing(text: string): Closing {
  const read = closing.safeParse(JSON.parse(text))
  if (!read.success) throw new AppError('profile.damaged', { fact: 'closing' })
  return read.data
}

/** The place where a site's stream ends for every reader; `undefined` when it has no end. */
export function cutOf(
  site: Pick<SiteRow, 'closing'> | undefined,
  scope: string,
): { readonly to: number; readonly head: string } | undefined {
  const cut = site?.closing ? readClosing(site.closing).cut : undefined
  return cut && (cut.find((end) => end.scope === scope) ?? { to: 0, head: '' })
}

/** Everything that is held of a site: so much of a lost computer counts. */
export function cutHere(db: ReadDb, site: string): NonNullable<Closing['cut']> {
  return streamsOf(db)
    .filter((stream) => stream.site === site && stream.seq > 0)
    .map(({ scope, seq, hash }) => ({ scope, to: seq, head: hash }))
}

/** Whether a segment goes beyond what counts of its site. A site that was ended is never opened again. */
export function isBeyondCut(segment: Segment, site: Pick<SiteRow, 'closing'> | undefined): boolean {
  const cut = cutOf(site, segment.scope)
  return cut !== undefined && segment.to > cut.to
}

/**
 * Whether a word about a site is newer than the one held: ended stays ended, and a cut only ever moves on.
 * So an old certificate that a carrier passes on takes nothing back.
 */
export function isNewerWord(facts: SiteFacts, known: Pick<SiteRow, 'revoked_at' | 'closing'>): boolean {
  if (known.revoked_at === null) return true
  if (facts.revokedAt === null) return false
  const held = known.closing === null ? undefined : readClosing(known.closing)
  return total(facts.closing) >= total(held)
}

const total = (ended: Closing | undefined): number => (ended?.cut ?? []).reduce((sum, { to }) => sum + to, 0)
