import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import { isBelow, onlyHolds, roleAbove, type SiteRole } from '../../../shared/sync/manifest'
import { tableWriters } from '../changes/namesakes'
import type { OwnSite, ReadDb } from '../context'
import { isOneMore } from './house'
import { allSites, type SiteRow } from './queries'
import { mayHold, type RealmOf } from './sites'

/**
 * At a city, whose profile holds several districts: the realm of a site, named by the id of the district's first self. A province
 * keeps its cities apart in the same way: a realm is an office right below, with all that stands under it.
 */
export interface Realms extends RealmOf {
  /** Whether a scope may be written by sites of this realm: no other district's site or unit stands for it. */
  mayUse(scope: string, realm: string): boolean
}

/**
 * @see Realms. For one piece of work: sites are read once, `known` ones here with those that a file introduces.
 */
export function openRealms(db: ReadDb, own: SiteRole, known: Iterable<SiteRow> = allSites(db)): Realms {
  const all = [...known]
  const rows = new Map(all.map((row) => [row.id, row]))
  const found = new Map<string, string | undefined>()

  function find(id: string): string | undefined {
    const row = rows.get(id)
    if (!row || !isBelow(row.role, own)) return undefined
    if (isOneMore(all, row)) return of(row.office)
    if (roleAbove[row.role] === own) return row.root
    return row.office === '' ? undefined : of(row.office)
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

/** Of which scopes a site is given contents, and gives some. @param realms those here, as `realmsHere` */
export function contentScopes(site: SiteRow, realms: Realms | undefined): (scope: string) => boolean {
  if (!realms) return (scope) => mayHold(site, scope)
  const realm = realms.of(site.id) ?? ''
  return (scope) => scope !== DISTRICT_SCOPE && realms.mayUse(scope, realm)
}

/** The realms of a profile that keeps several districts apart; elsewhere there is only one. */
export function realmsHere(
  ctx: { readonly db: ReadDb; readonly site: Pick<OwnSite, 'role'> },
  known?: Iterable<SiteRow>,
): Realms | undefined {
  return onlyHolds(ctx.site.role) ? openRealms(ctx.db, ctx.site.role, known) : undefined
}
