import { basename, join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import type { Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { DATABASE_FILE, opensWith } from '../db/open'
import { sealKeys } from '../profile/holder'
import { bindingOf, isAuthentic, KEYS_FILE, type KeysFile, readKeys } from '../profile/keys-file'
import { countTry, forgetTries } from '../profile/lockout'
import { dropRequest, pendingRequestIn } from '../profile/pending-request'
import { enterAnew } from '../profile/recover'
import { unwrapKey } from '../profile/wrapping'
import type { DoorContext } from '../session'
import { openAnswer } from './files'

/**
 * Reads the district's answer and signs the person in who asked, under the passphrase of the request. The role stays what it was;
 * somebody new manages the profile, as does anybody where the file of keys was not the right one. A request is used once.
 * @throws AppError `recovery.no-request`, `passphrase.wrong`, `passphrase.wait`, `recovery.not-an-answer`, `recovery.other-answer`,
 * `recovery.outdated-answer`, `profile.damaged`, and as `enterAnew`
 */
export async function finishRecovery(
  ctx: DoorContext,
  { file, passphrase }: Parsed<'recovery.finish'>,
): Promise<void> {
  ctx.session.leave()
  const path = ctx.pathOf(file)
  const pending = pendingRequestIn(ctx.profile)
  if (!pending) throw new AppError('recovery.no-request')
  const keys = readKeys(ctx.profile)
  const { user: name, identity: wrapped } = pending
  countTry(ctx.profile, name, ctx.clock.now())
  const opened = await unwrapKey(wrapped, passphrase, bindingOf(keys.profile, name))
  if (!opened) throw new AppError('passphrase.wrong')
  forgetTries(ctx.profile, name)
  const identity = Buffer.from(opened).toString('utf8')
  const { request, dataKeys, office, user } = await openAnswer(path, identity)
  if (request !== pending.request) throw new AppError('recovery.other-answer', { file: basename(path) })
  const dataKey = keyHere(
    ctx,
    keys,
    dataKeys.map((key) => Buffer.from(key, 'base64')),
  )
  // Out of the private key: what lies beside it on the disk might be somebody else's.
  const recipient = await identityToRecipient(identity)
  const sealed = await sealKeys(recipient, [dataKey])
  await enterAnew(ctx, {
    keys,
    dataKey,
    holder: { name, recipient, identity: wrapped, sealed },
    manages: false,
    action: 'recovery.finish',
    detail: { district: office, by: user, request: request.slice(0, 8) },
  })
  dropRequest(ctx.profile)
}

/** Of the keys that came back, the one that the database is under now. @throws AppError `recovery.outdated-answer`, `profile.damaged` */
function keyHere(ctx: DoorContext, keys: KeysFile, dataKeys: readonly Uint8Array[]): Uint8Array {
  const key = dataKeys.find((each) => opensWith(join(ctx.profile, DATABASE_FILE), each))
  if (key) return key
  if (dataKeys.some((each) => isAuthentic(keys, each)))
    throw new AppError('profile.damaged', { file: KEYS_FILE })
  throw new AppError('recovery.outdated-answer')
}
