import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { AppError } from '../../../shared/errors'
import { webStreamOfBytes, wholeOf } from '../bundle/web-streams'
import type { EngineContext } from '../context'
import { bindingOf, type HeldKeys, KEYS_FILE, type KeyHolder } from './keys-file'
import { LEAST_COST, unwrapKey, wrapKey } from './wrapping'

const KEY_BYTES = 32

/** A quick computer guesses quickly: there each guess costs twice as much. */
const QUICK_MS = 250

/**
 * scrypt's N for a key that is made on this computer: at least 2^17, twice that where 2^17 takes less than a quarter of a second.
 * Not more, because 2^18 takes 256 MB already. A smaller one that was asked for stays as it is.
 */
async function measuredCost({
  kdfCost,
  random,
  clock,
}: Pick<EngineContext, 'kdfCost' | 'random' | 'clock'>): Promise<number> {
  if (kdfCost < LEAST_COST) return kdfCost
  const before = clock.now()
  await wrapKey(random.bytes(KEY_BYTES), 'how long it takes', '', kdfCost, random)
  return clock.now() - before < QUICK_MS ? 2 * kdfCost : kdfCost
}

/** Makes a person's key pair under a passphrase and gives it the data key. */
export async function makeHolder(
  ctx: Pick<EngineContext, 'kdfCost' | 'random' | 'clock'>,
  profileId: string,
  name: string,
  passphrase: string,
  dataKey: Uint8Array,
): Promise<KeyHolder> {
  const pair = await newPair(ctx, profileId, name, passphrase)
  return { name, ...pair, sealed: await sealKeys(pair.recipient, [dataKey]) }
}

/** A person's key pair, the private key under the passphrase. It comes from the system's generator. */
export async function newPair(
  ctx: Pick<EngineContext, 'kdfCost' | 'random' | 'clock'>,
  profileId: string,
  name: string,
  passphrase: string,
): Promise<Pick<KeyHolder, 'recipient' | 'identity'>> {
  const identity = await generateX25519Identity()
  const cost = await measuredCost(ctx)
  return {
    recipient: await identityToRecipient(identity),
    identity: await wrapKey(Buffer.from(identity), passphrase, bindingOf(profileId, name), cost, ctx.random),
  }
}

/**
 * The data keys that a person holds, or `null` when the passphrase does not fit: mostly one, two when changing it was
 * interrupted. @throws AppError `profile.damaged`
 */
export async function openHolder(
  holder: KeyHolder,
  profileId: string,
  passphrase: string,
): Promise<readonly Uint8Array[] | null> {
  const identity = await unwrapKey(holder.identity, passphrase, bindingOf(profileId, holder.name))
  return identity && openSealed(Buffer.from(identity).toString('utf8'), holder.sealed)
}

/** Data keys one behind the other, encrypted with age to a person or to the recovery key, base64. */
export async function sealKeys(recipient: string, keys: readonly Uint8Array[]): Promise<string> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const sealed = await wholeOf(await encrypter.encrypt(webStreamOfBytes(Buffer.concat(keys))))
  return sealed.toString('base64')
}

/** The data keys behind the recovery key, as it was printed or typed. @throws AppError `recovery.wrong` */
export async function openByRecovery(
  { recovery }: Pick<HeldKeys, 'recovery'>,
  recoveryKey: string,
): Promise<readonly Uint8Array[]> {
  try {
    return await openSealed(typedKey(recoveryKey), recovery)
  } catch (cause) {
    throw new AppError('recovery.wrong', {}, { cause })
  }
}

/** The recovery key as it is used, however it is spaced. */
export const typedKey = (recoveryKey: string): string => recoveryKey.replaceAll(/\s/g, '').toUpperCase()

/** The data keys behind an age identity: a person's, or the district's recovery key. @throws AppError `profile.damaged` */
export async function openSealed(identity: string, sealed: string): Promise<readonly Uint8Array[]> {
  try {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    // Asked for bytes instead of a stream, the library loads Node's HTTP client: 13 MB, at each sign-in.
    const bytes = await wholeOf(await decrypter.decrypt(webStreamOfBytes(Buffer.from(sealed, 'base64'))))
    const count = bytes.length / KEY_BYTES
    // Whatever else was once encrypted to this identity is no key, and nobody is given it as one.
    if (count !== 1 && count !== 2) throw new RangeError('neither one data key nor two')
    return Array.from({ length: count }, (_, at) =>
      Uint8Array.from(bytes.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES)),
    )
  } catch (cause) {
    throw new AppError('profile.damaged', { file: KEYS_FILE }, { cause })
  }
}
