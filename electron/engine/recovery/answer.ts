import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import type { OpenContext, ReadDb } from '../context'
import { readMeta, writeMeta } from '../db/meta'
import { codedName } from '../files/coded-name'
import { leaving } from '../files/leaving'
import { writeVerified } from '../files/verified-file'
import { handOutSealed } from '../handout/hand-out'
import { isoNow } from '../moment'
import { openByRecovery, typedKey } from '../profile/holder'
import { isAuthentic } from '../profile/keys-file'
import { allSites, findSite, type SiteRow } from '../sites/queries'
import { siteName } from '../sites/sites'
import { openRequest, type RecoveryRequest, requestHash, requestWords, sealedAnswer } from './files'

/** A request that the recovery key opened, and that the computer's own data key vouches for. */
interface Asked {
  readonly request: RecoveryRequest
  readonly hash: string
  readonly site: string
  readonly dataKeys: readonly Uint8Array[]
  /** The computer under its present name; `undefined` where it is not known here yet. */
  readonly computer: SiteRow | undefined
}

/**
 * What a request asks, for the person at the district who telephones before answering it.
 * @throws AppError as `readAsked`
 */
export async function lookAtRequest(
  ctx: OpenContext,
  input: Parsed<'recovery.look'>,
): Promise<Output<'recovery.look'>> {
  const { request, hash, site, computer } = await readAsked(ctx, input)
  return {
    site,
    computer: computer ? siteName(computer) : null,
    isLost: computer !== undefined && computer.revoked_at !== null,
    user: request.user,
    isKnownUser: request.keys.users.some(({ name }) => name === request.user),
    at: request.at,
    fingerprint: [...requestWords(hash)],
    answeredAt: answeredAt(ctx.db, hash),
  }
}

/**
 * Answers a request whose eight words were compared by telephone: what it seals to the recovery key is encrypted to its key pair.
 * The recovery key is used here and goes nowhere. A request is answered once; where the file got lost the laptop asks again.
 * @throws AppError `recovery.other-fingerprint`, `recovery.answered`, `recovery.lost-computer`, as `readAsked` and `writeVerified`
 */
export async function answerRequest(
  ctx: OpenContext,
  input: Parsed<'recovery.answer'>,
): Promise<Output<'recovery.answer'>> {
  const { request, hash, site, dataKeys, computer } = await readAsked(ctx, input)
  const words = requestWords(hash).join(' ')
  if (input.fingerprint.trim().split(/\s+/).join(' ') !== words)
    throw new AppError('recovery.other-fingerprint')
  const before = answeredAt(ctx.db, hash)
  if (before !== null) throw new AppError('recovery.answered', { at: before.slice(0, 10) })
  if (computer?.revoked_at != null)
    throw new AppError('recovery.lost-computer', { computer: siteName(computer) })
  const at = isoNow(ctx.clock)
  const answer = await sealedAnswer(request.recipient, {
    format: 1,
    request: hash,
    dataKeys: dataKeys.map((key) => Buffer.from(key).toString('base64')),
    office: ctx.site.id,
    unitName: ctx.site.unitName,
    user: ctx.user.name,
    at,
  })
  const folder = ctx.pathOf(input.folder)
  const file = codedName(ctx.random, folder, 'yba')
  const { readFrom } = await handOutSealed(
    ctx,
    'recovery.answer',
    () => leaving(ctx, join(folder, file), () => writeVerified(join(folder, file), Readable.from([answer]))),
    ({ sha256 }) => {
      writeMeta(ctx.db, 'answeredRequests', [
        ...(readMeta(ctx.db, 'answeredRequests') ?? []),
        { request: hash, at },
      ])
      return { site, user: request.user, request: hash.slice(0, 8), file, sha256 }
    },
  )
  return { file, readFrom }
}

/**
 * Opens a request. Its file of keys is only believed where the data key that the recovery key finds in it wrote all of it.
 * So nobody gets anything else opened that was once encrypted to the recovery key, a bundle or a backup.
 * @throws AppError `right.missing` at a laptop, `recovery.other-key`, `recovery.not-a-request`, `recovery.not-genuine`, `file.unreadable`
 */
async function readAsked(
  ctx: OpenContext,
  input: Pick<Parsed<'recovery.look'>, 'file' | 'recoveryKey'>,
): Promise<Asked> {
  if (ctx.site.role === 'street') throw new AppError('right.missing', { right: 'profile.manage' })
  const recoveryKey = typedKey(input.recoveryKey)
  const request = await openRequest(ctx.pathOf(input.file), recoveryKey)
  const { keys } = request
  const dataKeys = await openByRecovery(keys, recoveryKey).catch((cause: unknown) => {
    throw new AppError('recovery.not-genuine', {}, { cause })
  })
  if (keys.asks === null || !dataKeys.every((key) => isAuthentic(keys, key)))
    throw new AppError('recovery.not-genuine')
  const { site } = keys.asks
  return { request, hash: requestHash(request), site, dataKeys, computer: presentSelf(ctx.db, site) }
}

/** The file of keys may name a former self: its successor is the same computer. */
function presentSelf(db: ReadDb, site: string): SiteRow | undefined {
  const named = findSite(db, site)
  return (
    named &&
    (allSites(db).find(({ root, revoked_at }) => root === named.root && revoked_at === null) ?? named)
  )
}

const answeredAt = (db: ReadDb, hash: string): string | null =>
  (readMeta(db, 'answeredRequests') ?? []).find(({ request }) => request === hash)?.at ?? null
