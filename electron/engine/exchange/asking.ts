import { type JoinRequest, roleAbove, type SiteRole } from '../../../shared/sync/manifest'
import type { OpenContext } from '../context'
import { readMeta } from '../db/meta'
import { allSites, findSite } from '../sites/queries'
import { peerOf } from '../streams/queries'

type Asker = Pick<OpenContext, 'db' | 'site'>

/**
 * What this computer asks a receiver for. A street asks until its district's word has come: the first stick may be lost. An office
 * always shows the one above by which file it joined: that one may have been restored from before.
 */
export function requestFor(ctx: Asker, receiver: SiteRole): JoinRequest | undefined {
  if (receiver !== roleAbove[ctx.site.role]) return undefined
  if (ctx.site.role !== 'street') return readMeta(ctx.db, 'cityRequest') ?? undefined
  const request = readMeta(ctx.db, 'joinRequest')
  return request && findSite(ctx.db, request.facts.id)?.certificate === '' ? request : undefined
}

/** Whether this computer waits until the office above lets it in: people compare its fingerprint then. */
export function isAsking(ctx: Asker): boolean {
  const above = roleAbove[ctx.site.role]
  if (!above || requestFor(ctx, above) === undefined) return false
  // Whoever wrote a file for this computer has let it in.
  const isHeard = ({ id }: { id: string }): boolean => peerOf(ctx.db, id).received !== '[]'
  return ctx.site.role === 'street' || !allSites(ctx.db).some((site) => site.role === above && isHeard(site))
}
