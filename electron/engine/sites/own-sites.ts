import type { OpenContext, OwnSite } from '../context'
import { readMeta } from '../db/meta'
import { isSameOffice } from './house'
import { ownIntroduction } from './introductions'
import { findSite, type SiteRow } from './queries'

/** Every self of this installation, the present one first: bundles for its former selves are still for it. */
export function ownSites(ctx: Pick<OpenContext, 'db' | 'site'>): readonly OwnSite[] {
  return [ctx.site, ...(readMeta(ctx.db, 'formerSites') ?? []).toReversed()]
}

/** Of one more computer of a district's office: the one that lets it in. */
export function firstComputer({ db, site }: Pick<OpenContext, 'db' | 'site'>): SiteRow | undefined {
  const first = findSite(db, ownIntroduction(db, site.id)?.office ?? '')
  return first && isSameOffice(site, first) ? first : undefined
}

/** Whether this is one more computer of a district's office. */
export const isSecond = (ctx: Pick<OpenContext, 'db' | 'site'>): boolean => firstComputer(ctx) !== undefined

/** The age identities that may open a bundle. */
export const identitiesOf = (ctx: Pick<OpenContext, 'db' | 'site'>): readonly string[] =>
  ownSites(ctx).map(({ identity }) => identity)
