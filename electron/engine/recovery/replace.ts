import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { requireRight } from '../../../shared/rights'
import type { Change } from '../../../shared/sync/change'
import type { Vector } from '../../../shared/sync/places'
import { placeOf } from '../changes/branches'
import { officialChanges } from '../changes/log'
import { reachOf } from '../changes/reach'
import { openWriter } from '../changes/write'
import type { OpenContext, ReadDb } from '../context'
import { sealAllAnew } from '../copies/keep-copies'
import { readMeta, requireMeta } from '../db/meta'
import { requirePassphrase } from '../profile/door'
import { giveNewKey } from '../profile/new-key'
import type { AloneContext } from '../session'
import { isSameOffice } from '../sites/house'
import { newRecoveryKey } from '../sites/keys'
import { knownWith, refreshSites } from '../sites/known'
import { isSecond, ownSites } from '../sites/own-sites'
import { allSites } from '../sites/queries'
import { sayWord } from '../sites/revoke'
import { siteName } from '../sites/sites'
import { peerOf } from '../streams/queries'

/**
 * Gives an office another recovery key, and says so in its own stream: whoever is below encrypts to it from the next bundle on.
 * The data here get a new key, so that the former one opens nothing that is written from now on. What was written before, and what
 * computers hold that have not heard of it, still opens with the former one alone.
 * @throws AppError `right.missing` at a laptop, `recovery.second` at an office's second computer, `passphrase.wrong`, `passphrase.wait`, `session.locked`
 */
export async function replaceRecoveryKey(
  ctx: AloneContext,
  { passphrase }: Parsed<'recovery.replace'>,
): Promise<Output<'recovery.replace'>> {
  requireOffice(ctx)
  if (isSecond(ctx)) throw new AppError('recovery.second')
  await requirePassphrase(ctx, passphrase)
  const { identity, recipient } = await newRecoveryKey()
  ctx.db
    .transaction(() => {
      const writer = openWriter(ctx)
      sayWord(ctx, writer, { site: ctx.site.id, recovery: recipient })
      writer.finish()
      refreshSites(ctx)
    })
    .immediate()
  return { recoveryKey: identity, rekeyed: await giveNewKey(ctx, sealAllAnew) }
}

/** @throws AppError `right.missing` at a laptop */
export function aboutRecoveryKey(ctx: OpenContext): Output<'recovery.about'> {
  requireOffice(ctx)
  const { db } = ctx
  const said = knownWith(db).recovery
  const word = said && officialChanges(db).find(({ id }) => id === said.id)
  const from = readMeta(db, 'restoredFrom')
  const own = new Set(ownSites(ctx).map(({ id }) => id))
  // A district has a recovery key of its own, whatever its city's is.
  const below = allSites(db).filter(
    (site) =>
      !own.has(site.id) &&
      site.revoked_at === null &&
      (isSameOffice(ctx.site, site) || (ctx.site.role === 'district' && site.role === 'street')),
  )
  return {
    since: word?.at ?? requireMeta(db, 'createdAt'),
    isReplaced: word !== undefined,
    restoredFrom: from !== null && (word === undefined || word.at <= from) ? from : null,
    computers: below.map((site) => ({
      site: site.id,
      name: siteName(site),
      isTold: word === undefined || holds(db, site.id, word),
    })),
  }
}

/** Whether a peer's last bundle said that it holds a change. */
function holds(db: ReadDb, peer: string, { site, scope, seq, id, clock }: Change): boolean {
  const place = placeOf(db, { site, scope }, seq, id.slice(clock.length))
  const reach = reachOf(db, JSON.parse(peerOf(db, peer).vector) as Vector)
  return place !== undefined && (reach.get(place.branch) ?? 0) >= seq
}

function requireOffice(ctx: OpenContext): void {
  // A laptop encrypts to the recovery key of its office.
  if (ctx.site.role === 'street') requireRight(undefined, 'profile.manage')
}
