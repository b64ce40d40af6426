import { createHmac } from 'node:crypto'
import type { HeldKeys, KeysFile } from '../profile/keys-file'

/** What stands in a backup for a person's name: who finds the stick reads no name, and who types one is found by it. */
export function hiddenName(profile: string, name: string): string {
  return createHmac('sha256', profile).update(`yuanba backup name ${name}`).digest('hex')
}

/** The wrapped keys for a backup, without a name. */
export function withHiddenNames(keys: HeldKeys): HeldKeys {
  const users = keys.users.map((user) => ({ ...user, name: hiddenName(keys.profile, user.name) }))
  return { ...keys, users }
}

/** The keys out of a backup under the names of the people that its database knows; nobody else signs in. */
export function withShownNames(keys: KeysFile, people: readonly string[]): KeysFile {
  const users = people.flatMap((name) => {
    const hidden = hiddenName(keys.profile, name)
    return keys.users.filter((user) => user.name === hidden).map((user) => ({ ...user, name }))
  })
  return { ...keys, users }
}
