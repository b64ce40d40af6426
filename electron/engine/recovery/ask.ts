import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { codedName } from '../files/coded-name'
import { leavingCoded } from '../files/leaving'
import { writeVerified } from '../files/verified-file'
import { isoNow } from '../moment'
import { newPair } from '../profile/holder'
import { profileExists, readKeys } from '../profile/keys-file'
import { noteBeside } from '../profile/outside-log'
import { keepRequest, pendingRequestIn } from '../profile/pending-request'
import { requireStrong } from '../profile/profile'
import type { DoorContext } from '../session'
import { requestHash, requestWords, sealedRequest } from './files'

/** Whether a request can be written here, and the one that waits for its answer. */
export function requestState(ctx: DoorContext): Output<'recovery.state'> {
  const mayAsk = profileExists(ctx.profile) && readKeys(ctx.profile).asks !== null
  const pending = mayAsk ? pendingRequestIn(ctx.profile) : undefined
  return {
    mayAsk,
    pending: pending
      ? { user: pending.user, at: pending.at, fingerprint: [...requestWords(pending.request)] }
      : null,
  }
}

/**
 * Writes a recovery request for the district, without any passphrase: whoever has forgotten the own one says a new one, and comes in
 * with it once the answer is here. The file is encrypted to the recovery key and holds the file of keys, so the district opens what
 * is sealed in it for the recovery key. What the computer says of itself there is proven by the data key (`isAuthentic`); who sits
 * at it is not, which is what the eight words and the telephone are for.
 * @throws AppError `recovery.nobody-to-ask`, `passphrase.weak`, `file.unwritable`, `file.no-space`, `file.verify-failed`, and as `readKeys`
 */
export async function askForPassphrase(
  ctx: DoorContext,
  input: Parsed<'recovery.ask'>,
): Promise<Output<'recovery.ask'>> {
  const { user, passphrase } = input
  requireStrong(passphrase, user)
  const keys = readKeys(ctx.profile)
  if (keys.asks === null) throw new AppError('recovery.nobody-to-ask')
  const { recipient, identity } = await newPair(ctx, keys.profile, user, passphrase)
  const at = isoNow(ctx.clock)
  const nonce = Buffer.from(ctx.random.bytes(32)).toString('base64')
  const asked = { format: 1, nonce, at, user, recipient, keys } as const
  const request = requestHash(asked)
  const folder = ctx.pathOf(input.folder)
  const file = codedName(ctx.random, folder, 'ybq')
  const bytes = await sealedRequest(keys.asks.recipient, asked)
  const { readFrom } = await leavingCoded(ctx, join(folder, file), () =>
    writeVerified(join(folder, file), Readable.from([bytes])),
  )
  keepRequest(ctx.profile, { format: 1, at, user, request, identity })
  noteBeside(ctx, { user, action: 'recovery.ask', detail: { request: request.slice(0, 8) } })
  return { file, at, fingerprint: [...requestWords(request)], readFrom }
}
