import { Decrypter, Encrypter } from 'age-encryption'
import { z } from 'zod'
import { BLOB_FOLDER } from '../blobs/blob-store'
import { padded, type TarEntry, tarLength, tarOf } from '../bundle/pack'
import { chunksOf, webStreamOf } from '../bundle/web-streams'
import { FAT32_LARGEST } from '../files/verified-file'

/** What a backup holds that nobody reads without its key: an age file of a tar. */
export const CONTENTS_ENTRY = 'contents.age'
/** First in it where attachments lie beside it: their names. */
export const BESIDE_ENTRY = 'beside.json'

/** Whether a name inside the profile is an attachment's. */
export const isBlob = (name: string): boolean =>
  name.startsWith(`${BLOB_FOLDER}/`) && /^[0-9a-f]{64}$/.test(name.slice(BLOB_FOLDER.length + 1))

/** Whether a name is that of a pack of pages (page-list.ts). */
export const isPack = (name: string): boolean => /^pages\/[0-9a-f]{64}$/.test(name)

/** What lies beside a backup: the names, inside the profile, of attachments, and of packs; and what the attachments lie under besides, base64. */
export const besideList = z.object({
  names: z.array(z.string().refine((name) => isBlob(name) || isPack(name))),
  key: z.base64(),
})
export type BesideList = z.output<typeof besideList>

/** In bytes: what stands in front of the contents, and more. */
const IN_FRONT = 1024 * 1024
/** age's own stretching, as a power of two: 256 random bits need none. */
export const NO_WORK = 1

/**
 * age's passphrase for a backup's key: the digits that the stock sqlcipher takes for the database inside. So one line of text
 * opens all of a backup with stock tools.
 */
export const passphraseOf = (key: Uint8Array): string => Buffer.from(key).toString('hex')

/**
 * The contents as one entry: a tar of a length of Padmé's, encrypted. Only where that would not fit on a stick with FAT32 it is
 * padded less. `now` in ms since 1970.
 */
export async function sealedContents(
  entries: readonly TarEntry[],
  key: Uint8Array,
  now: number,
): Promise<TarEntry> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphraseOf(key))
  encrypter.setScryptWorkFactor(NO_WORK)
  const fits = tarLength(entries) < FAT32_LARGEST - IN_FRONT
  const whole = padded(entries, fits ? FAT32_LARGEST - IN_FRONT : Number.MAX_SAFE_INTEGER)
  const stream = await encrypter.encrypt(webStreamOf(tarOf(whole, now)))
  return { name: CONTENTS_ENTRY, size: stream.size(tarLength(whole)), content: chunksOf(stream) }
}

/** The tar in a backup's contents, as it is asked for. @throws Error where none of the keys opens it, or it was changed */
export async function* openedContents(
  source: AsyncIterable<Uint8Array>,
  keys: readonly Uint8Array[],
): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter()
  for (const key of keys) decrypter.addPassphrase(passphraseOf(key))
  yield* chunksOf(await decrypter.decrypt(webStreamOf(source)))
}
