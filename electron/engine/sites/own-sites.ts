import type { OpenContext, OwnSite } from '../context'
import { readMeta } from '../db/meta'

/** Every self of this installation, the present one first: bundles for its former selves are still for it. */
export function ownSites(ctx: Pick<OpenContext, 'db' | 'site'>): readonly OwnSite[] {
  return [ctx.site, ...(readMeta(ctx.db, 'formerSites') ?? []).toReversed()]
}

/** The age identities that may open a bundle. */
export const identitiesOf = (ctx: Pick<OpenContext, 'db' | 'site'>): readonly string[] =>
  ownSites(ctx).map(({ identity }) => identity)
