import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { AppError } from '../../../shared/errors'
import { webStreamOfBytes, wholeOf } from '../bundle/web-streams'
import type { EngineContext } from '../context'
import { bindingOf, type HeldKeys, KEYS_FILE, type KeyHolder } from './keys-file'
import { unwrapKey, wrapKey } from './wrapping'

const KEY_BYTES = 32

/** Makes a person's key pair under a passphrase and gives it the data key. The pair comes from the system's generator. */
export async function makeHolder(
  { kdfCost, random }: Pick<EngineContext, 'kdfCost' | 'random'>,
  profileId: string,
  name: string,
  passphrase: string,
  dataKey: Uint8Array,
): Promise<KeyHolder> {
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  return {
    name,
    recipient,
    identity: await wrapKey(Buffer.from(identity), passphrase, bindingOf(profileId, name), kdfCost, random),
    sealed: await sealKeys(recipient, [dataKey]),
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
    return await openSealed(recoveryKey.replaceAll(/\s/g, '').toUpperCase(), recovery)
  } catch (cause) {
    throw new AppError('recovery.wrong', {}, { cause })
  }
}

/** The data keys behind an age identity: a person's, or the district's recovery key. @throws AppError `profile.damaged` */
export async function openSealed(identity: string, sealed: string): Promise<readonly Uint8Array[]> {
  try {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    // Asked for bytes instead of a stream, the library loads Node's HTTP client: 13 MB, at each sign-in.
    const bytes = await wholeOf(await decrypter.decrypt(webStreamOfBytes(Buffer.from(sealed, 'base64'))))
    const count = Math.floor(bytes.length / KEY_BYTES)
    return Array.from({ length: count }, (_, at) =>
      Uint8Array.from(bytes.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES)),
    )
  } catch (cause) {
    throw new AppError('profile.damaged', { file: KEYS_FILE }, { cause })
  }
}
