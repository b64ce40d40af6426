import type { OpenContext, OwnSite } from '../context'
import { readMeta, writeMeta } from '../db/meta'
import { type SiteRow, setLetter } from './queries'

/** Every self of this installation, the present one first: bundles for its former selves are still for it. */
export function ownSites(ctx: Pick<OpenContext, 'db' | 'site'>): readonly OwnSite[] {
  return [ctx.site, ...(readMeta(ctx.db, 'formerSites') ?? []).toReversed()]
}

/** The age identities that may open a bundle. */
export const identitiesOf = (ctx: Pick<OpenContext, 'db' | 'site'>): readonly string[] =>
  ownSites(ctx).map(({ identity }) => identity)

/** A laptop gets another letter, by its district's word or its new joining file. Runs inside a transaction. */
export function takeLetter(ctx: OpenContext, site: SiteRow, letter: string): void {
  if (site.letter === letter) return
  setLetter(ctx.db, site.id, letter)
  if (site.id !== ctx.site.id) return
  writeMeta(ctx.db, 'site', { ...ctx.site, letter })
  ctx.audit('sites.letter', { site: site.id, before: site.letter, letter })
}
