import { openHolder } from '../../../electron/engine/profile/holder'
import { readKeys } from '../../../electron/engine/profile/keys-file'
import { passphrase, user } from './engine'

/** Somebody who signs in. */
export interface Who {
  readonly user: string
  readonly passphrase: string
}

/** The data key of a test profile, to look into its database from outside. */
export async function dataKeyOf(profile: string, who: Who = { user, passphrase }): Promise<Uint8Array> {
  const keys = readKeys(profile)
  const holder = keys.users.find((each) => each.name === who.user)
  const [key] = (holder && (await openHolder(holder, keys.profile, who.passphrase))) ?? []
  if (!key) throw new Error('the test passphrase does not open this profile')
  return key
}
