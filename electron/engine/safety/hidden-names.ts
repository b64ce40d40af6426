import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Random } from '../context'
import type { HeldKeys, KeysFile } from '../profile/keys-file'

/** A name's room is a multiple of so many bytes: how long it is tells something, too. */
const ROOM = 64
const [IV, TAG] = [12, 16]
const CIPHER = 'aes-256-gcm'

/**
 * The wrapped keys for a backup, with each name under the data key. Who finds the stick reads no name and can try
 * none out: without the key two backups of one name have nothing in common.
 */
export function withHiddenNames(keys: HeldKeys, dataKey: Uint8Array, random: Random): HeldKeys {
  const users = keys.users.map((user) => ({ ...user, name: hidden(user.name, dataKey, random) }))
  // Which computer it is of tells something, too.
  return { ...keys, users, asks: null }
}

function hidden(name: string, dataKey: Uint8Array, random: Random): string {
  const text = Buffer.from(JSON.stringify(name))
  const room = Buffer.alloc(Math.ceil(text.length / ROOM) * ROOM, ' ')
  text.copy(room)
  const iv = random.bytes(IV)
  const cipher = createCipheriv(CIPHER, dataKey, iv)
  const sealed = [cipher.update(room), cipher.final()]
  return Buffer.concat([iv, ...sealed, cipher.getAuthTag()]).toString('base64')
}

/** The keys out of a backup with the names that they had. @throws Error where a name is none of this key's */
export function withShownNames(keys: KeysFile, dataKey: Uint8Array): KeysFile {
  return { ...keys, users: keys.users.map((user) => ({ ...user, name: shown(user, dataKey) })) }
}

function shown({ name }: { readonly name: string }, dataKey: Uint8Array): string {
  const bytes = Buffer.from(name, 'base64')
  const decipher = createDecipheriv(CIPHER, dataKey, bytes.subarray(0, IV), { authTagLength: TAG })
  decipher.setAuthTag(bytes.subarray(-TAG))
  const text = Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()])
  return String(JSON.parse(text.toString('utf8')))
}
