import { openHolder } from '../../electron/engine/users/holder'
import { readKeys } from '../../electron/engine/users/keys-file'
import { passphrase, user } from './engine'

/** The data key of a test profile, to look into its database from outside. */
export async function dataKeyOf(profile: string): Promise<Uint8Array> {
  const keys = readKeys(profile)
  const holder = keys.users.find((each) => each.name === user)
  const [key] = (holder && (await openHolder(holder, keys.profile, passphrase))) ?? []
  if (!key) throw new Error('the test passphrase does not open this profile')
  return key
}
