import type { Closing } from '../../../shared/sync/manifest'
import type { ReadDb } from '../context'
import { readClosing } from './closing'
import { allSites, findSite, type SiteRow } from './queries'
import { vouchesFor } from './sites'

const endingOf = (site: Pick<SiteRow, 'closing'> | undefined): Closing | undefined =>
  site?.closing ? readClosing(site.closing) : undefined

/**
 * Whether a site has ended. Only of ended sites is it known that an old copy may have been put back, and which site
 * speaks for them now.
 */
export const hasEnded = (site: Pick<SiteRow, 'closing'> | undefined): boolean => endingOf(site) !== undefined

/** Whether a site ended because another self of the same computer took over, and was not lost. */
export function isReplaced(site: Pick<SiteRow, 'closing'>): boolean {
  const ending = endingOf(site)
  return ending?.successor !== undefined && ending.cut === undefined
}

/** A site and its later selves, as far as they are known here: its successor, the successor's successor, and so on. */
function selvesFrom(db: ReadDb, site: string): readonly string[] {
  const found = new Set([site])
  // A set grows while it is walked. A chain that a forger made circular ends where it has been.
  for (const self of found) {
    const next = endingOf(findSite(db, self))?.successor
    if (next !== undefined) found.add(next)
  }
  return [...found]
}

/** Whether a site, or the last of its later selves, was lost: it no longer says what it wrote. */
export function isLost(db: ReadDb, site: string): boolean {
  return endingOf(findSite(db, selvesFrom(db, site).at(-1) ?? site))?.cut !== undefined
}

/**
 * The sites that may write a site's history anew: its later selves, and for a lost one the site that vouched for it.
 */
export function laterSelves(db: ReadDb, site: string): ReadonlySet<string> {
  const [, ...selves] = selvesFrom(db, site)
  const row = findSite(db, site)
  const vouching = row && isLost(db, site) ? allSites(db).filter((other) => vouchesFor(other, row)) : []
  return new Set([...selves, ...vouching.map(({ id }) => id)])
}
