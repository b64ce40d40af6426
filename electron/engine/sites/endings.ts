import type { ReadDb } from '../context'
import { readClosing } from './closing'
import { allSites, type SiteRow } from './queries'

const endingOf = (site: Pick<SiteRow, 'closing'> | undefined): ReturnType<typeof readClosing> | undefined =>
  site?.closing ? readClosing(site.closing) : undefined

/** Whether a site ended because another self of the same computer took over, and was not lost. */
export function isReplaced(site: Pick<SiteRow, 'closing'>): boolean {
  const ending = endingOf(site)
  return ending?.successor !== undefined && ending.cut === undefined
}

/** Every self of the computer that a site is a self of, as far as they are known here. */
export function selvesOf(db: ReadDb, site: string): ReadonlySet<string> {
  const sites = allSites(db)
  const root = sites.find(({ id }) => id === site)?.root
  return new Set([site, ...sites.filter((row) => row.root === root).map(({ id }) => id)])
}

/**
 * The age recipients of a bundle for a site: every self of that computer that is not lost. So an old copy of it opens the
 * file too. Nothing is written for a computer that somebody may have found.
 */
export function recipientsOfSelves(db: ReadDb, site: SiteRow): readonly string[] {
  const selves = selvesOf(db, site.id)
  const living = allSites(db).filter((row) => selves.has(row.id) && endingOf(row)?.cut === undefined)
  return [...new Set([site, ...living].map(({ recipient }) => recipient))]
}
