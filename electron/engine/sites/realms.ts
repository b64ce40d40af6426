import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import { writerOf } from '../changes/log'
import { stateOf } from '../changes/project'
import type { OwnSite, ReadDb } from '../context'
import { readClosing } from './closing'
import { allSites, type SiteRow } from './queries'
import { factsOfSite, isCertified, type RealmOf } from './sites'

/**
 * At a city, whose profile holds several districts: the realm of a site, named by the id of the district's first self.
 */
export interface Realms extends RealmOf {
  /** Whether a scope may be written by sites of this realm: no other district's site or unit stands for it. */
  mayUse(scope: string, realm: string): boolean
}

/**
 * @see Realms. For one piece of work: sites are read once. `more` are the sites that a bundle introduces, with their
 * former selves.
 */
export function openRealms(db: ReadDb, more: readonly SiteRow[] = []): Realms {
  const rows = new Map([...allSites(db), ...more].map((row) => [row.id, row]))
  const districts = [...rows.values()].filter((row) => row.role === 'district')
  const predecessors = new Map(
    districts.flatMap((row) => {
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
    if (row?.role === 'district') return rootOf(id)
    if (row?.role !== 'street') return undefined
    const site = { facts: factsOfSite(row), certificate: row.certificate }
    const district = districts.find((each) => isCertified(each.sign_key, site))
    return district && rootOf(district.id)
  }

  const of = (id: string): string | undefined => {
    if (!found.has(id)) found.set(id, find(id))
    return found.get(id)
  }
  return {
    of,
    mayUse(scope, realm) {
      if (scope === DISTRICT_SCOPE) return true
      const unit = stateOf(db, scope)
      const isElsewhere = [...rows.values()].some((row) => row.scope === scope && of(row.id) !== realm)
      return !isElsewhere && (unit === undefined || of(writerOf(db, scope, unit.lastChange) ?? '') === realm)
    },
  }
}

/** The realms of a profile that keeps several districts apart; elsewhere there is only one. */
export function realmsHere(
  ctx: { readonly db: ReadDb; readonly site: Pick<OwnSite, 'role'> },
  more?: readonly SiteRow[],
): Realms | undefined {
  return ctx.site.role === 'city' ? openRealms(ctx.db, more) : undefined
}
