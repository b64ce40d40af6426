import type { JoinRequest } from '../../../shared/sync/manifest'
import type { OpenContext } from '../context'
import { readMeta } from '../db/meta'
import { allSites, findSite } from '../sites/queries'
import { peerOf } from '../streams/queries'

/** What this computer asks a receiver for, until the answer has come: the first stick may be lost. */
export function requestFor(ctx: Pick<OpenContext, 'db' | 'site'>, role: string): JoinRequest | undefined {
  if (role === 'city') {
    const city = allSites(ctx.db).find((site) => site.role === 'city' && site.own === 0)
    const isAnswered = city !== undefined && peerOf(ctx.db, city.id).received !== '[]'
    return isAnswered ? undefined : (readMeta(ctx.db, 'cityRequest') ?? undefined)
  }
  const request = readMeta(ctx.db, 'joinRequest')
  return request && findSite(ctx.db, request.facts.id)?.certificate === '' ? request : undefined
}

/** Whether this computer waits until somebody lets it in: people compare its fingerprint then. */
export function isAsking(ctx: Pick<OpenContext, 'db' | 'site'>): boolean {
  return ['district', 'city'].some((role) => requestFor(ctx, role) !== undefined)
}
