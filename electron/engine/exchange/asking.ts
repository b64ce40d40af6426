import { roleAbove } from '../../../shared/sync/manifest'
import type { OpenContext } from '../context'
import { readMeta } from '../db/meta'
import { isSecond, ownSites } from '../sites/own-sites'
import { allSites, findSite } from '../sites/queries'
import { peerOf } from '../streams/queries'

/**
 * Whether this computer waits until the office above lets it in: people compare its fingerprint then. A street asks until the word
 * has come: the first stick may be lost; so does a second computer of an office. An office hears no word of the one above but its files.
 */
export function isAsking(ctx: Pick<OpenContext, 'db' | 'site'>): boolean {
  const { db, site } = ctx
  if (isSecond(ctx)) return ownSites(ctx).every(({ id }) => findSite(db, id)?.office === '')
  if (readMeta(db, 'office') === null) return false
  if (site.role === 'street') return ownSites(ctx).every(({ id }) => findSite(db, id)?.office === '')
  // Whoever wrote a file for this computer has let it in.
  const isHeard = ({ id }: { id: string }): boolean => peerOf(db, id).received !== '[]'
  return !allSites(db).some((above) => above.role === roleAbove[site.role] && isHeard(above))
}
