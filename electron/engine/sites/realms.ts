import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import { isBelow, onlyHolds, roleAbove, type SiteRole } from '../../../shared/sync/manifest'
import { tableWriters } from '../changes/namesakes'
import type { OwnSite, ReadDb } from '../context'
import { readClosing } from './closing'
import { allSites, type SiteRow } from './queries'
import { factsOfSite, isCertified, type RealmOf } from './sites'

/**
 * At a city, whose profile holds several districts: the realm of a site, named by the id of the district's first self. A province
 * keeps its cities apart in the same way: a realm is an office right below, with all that stands under it.
 */
export interface Realms extends RealmOf {
  /** Whether a scope may be written by sites of this realm: no other district's site or unit stands for it. */
  mayUse(scope: string, realm: string): boolean
}

/**
 * @see Realms. For one piece of work: sites are read once. `more` are the sites that a bundle introduces, with their
 * former selves.
 */
export function openRealms(db: ReadDb, own: SiteRole, more: readonly SiteRow[] = []): Realms {
  const rows = new Map([...allSites(db), ...more].map((row) => [row.id, row]))
  const below = [...rows.values()].filter((row) => roleAbove[row.role] === own)
  const predecessors = new Map(
    below.flatMap((row) => {
      const successor = row.closing === null ? undefined : readClosing(row.closing).successor
      return successor === undefined ? [] : [[successor, row.id] as const]
    }),
  )
  const found = new Map<string, string | undefined>()

  function rootOf(id: string): string {
    let root = id
    // Each step goes back in time. A chain that a forger made circular ends where it has been.
    for (const seen = new Set<string>(); !seen.has(root); root = predecessors.get(root) ?? root)
      seen.add(root)
    return root
  }

  function find(id: string): string | undefined {
    const row = rows.get(id)
    if (!row || !isBelow(row.role, own)) return undefined
    if (roleAbove[row.role] === own) return rootOf(id)
    const site = { facts: factsOfSite(row), certificate: row.certificate }
    const office = [...rows.values()].find(
      (each) => each.role === roleAbove[row.role] && isCertified(each.sign_key, site),
    )
    return office && of(office.id)
  }

  const of = (id: string): string | undefined => {
    if (!found.has(id)) found.set(id, find(id))
    return found.get(id)
  }
  return {
    own,
    of,
    mayUse(scope, realm) {
      if (scope === DISTRICT_SCOPE) return true
      const isElsewhere = [...rows.values()].some((row) => row.scope === scope && of(row.id) !== realm)
      const writers = tableWriters(db, scope)
      return !isElsewhere && (writers.length === 0 || writers.some((site) => of(site) === realm))
    },
  }
}

/** The realms of a profile that keeps several districts apart; elsewhere there is only one. */
export function realmsHere(
  ctx: { readonly db: ReadDb; readonly site: Pick<OwnSite, 'role'> },
  more?: readonly SiteRow[],
): Realms | undefined {
  return onlyHolds(ctx.site.role) ? openRealms(ctx.db, ctx.site.role, more) : undefined
}
