import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import { AppError } from '../../../shared/errors'
import { isCanonical, type Json } from '../../../shared/json'
import {
  MAX_RELEASE_KEYS,
  MAX_TOLD_BYTES,
  releaseKeyEntry,
  releaseKeySignatureEntry,
  UPDATE_ENTRY,
  UPDATE_FORMAT,
  UPDATE_NAMESPACE,
  UPDATE_SIGNATURE_ENTRY,
  type UpdateManifest,
  updateFormat,
  updateManifest,
} from '../../../shared/update/manifest'
import { bytesOf } from '../files/verified-file'
import { sshFingerprint } from '../sites/sshsig'
import { lastReleaseKey, type ReleaseKeyLink, requireSigned } from './release-chain'

/** A file inside the tar. */
interface Entry extends Readable {
  readonly header: {
    readonly name: string
    readonly type?: string | null | undefined
    readonly size?: number | undefined
  }
}

/** What is done with the installer as it comes; the content throws at its end where it is not what was signed. */
type Take<T> = (content: AsyncIterable<Uint8Array>, manifest: UpdateManifest) => Promise<T>

export interface ReadPackage<T> {
  readonly manifest: UpdateManifest
  readonly signer: string
  readonly taken: T
}

/** Reads the content to its end and keeps nothing. */
export async function onlyLook(content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of content);
}

/**
 * Reads an update package from its beginning to its end: keys, manifest, signature, installer. Memory does not grow with its size.
 * `take` is asked for once the signature was found good, and has the installer's bytes; what it makes of them counts only when this
 * returns.
 * @param held the release key of this program, as OpenSSH writes one
 * @returns also the fingerprint of the key that signed it, as `ssh-keygen -l` tells one
 * @throws AppError `file.unreadable`, `update.not-a-package`, `update.newer-format`, `update.unsigned`, `update.other-signer`,
 * `update.forged`, `update.damaged`, and what `take` throws
 */
export async function readPackage<T>(path: string, held: string, take: Take<T>): Promise<ReadPackage<T>> {
  const file = basename(path)
  const tar = extract()
  let hasEntries = false
  const fed = pipeline(Readable.from(bytesOf(path)), tar)
  const read = async (): Promise<ReadPackage<T>> => {
    const entries = tar[Symbol.asyncIterator]()
    const next = async (): Promise<Entry | undefined> => {
      const entry: Entry | undefined = (await entries.next()).value
      hasEntries ||= entry !== undefined
      return entry
    }
    const { links, entry } = await readLinks(next, file)
    const text = await toldIn(entry, UPDATE_ENTRY)
    if (text === undefined) throw new AppError('update.not-a-package', { file })
    const signature = await toldIn(await next(), UPDATE_SIGNATURE_ENTRY)
    if (signature === undefined) throw new AppError('update.unsigned', { file })
    const key = lastReleaseKey(held, links, file)
    const signed = { key, namespace: UPDATE_NAMESPACE, message: text, signature: signature.toString('utf8') }
    requireSigned(signed, file)
    const manifest = manifestIn(text, file)
    const installer = await next()
    if (installer?.header.name !== manifest.installer.name || installer.header.type !== 'file')
      throw new AppError('update.damaged', { file })
    const taken = await take(checked(installer, manifest, file), manifest)
    if (await next()) throw new AppError('update.damaged', { file })
    return { manifest, signer: sshFingerprint(key), taken }
  }
  try {
    const [, done] = await Promise.all([
      fed,
      read().catch((error: unknown) => {
        // An entry that no reader goes on with would keep the pipeline waiting for ever.
        tar.destroy(error instanceof Error ? error : new Error(String(error)))
        throw error
      }),
    ])
    return done
  } catch (cause) {
    throw troubleOf(cause, hasEntries, file)
  }
}

/** What tar-stream says of bytes that are no tar, or end too early, has no code of its own. */
function troubleOf(cause: unknown, hasEntries: boolean, file: string): unknown {
  const text = cause instanceof Error ? cause.message : ''
  if (cause instanceof AppError || !/^(Invalid tar header|Unexpected end)/.test(text)) return cause
  return new AppError(hasEntries ? 'update.damaged' : 'update.not-a-package', { file }, { cause })
}

/** The keys that took over, and the first entry behind them. */
async function readLinks(
  next: () => Promise<Entry | undefined>,
  file: string,
): Promise<{ readonly links: readonly ReleaseKeyLink[]; readonly entry: Entry | undefined }> {
  const links: ReleaseKeyLink[] = []
  for (let place = 1; place <= MAX_RELEASE_KEYS + 1; place += 1) {
    const entry = await next()
    if (entry?.header.name !== releaseKeyEntry(place)) return { links, entry }
    const line = await toldIn(entry, releaseKeyEntry(place))
    const signature = await toldIn(await next(), releaseKeySignatureEntry(place))
    if (line === undefined || signature === undefined) throw new AppError('update.unsigned', { file })
    links.push({ line: line.toString('utf8'), signature: signature.toString('utf8') })
  }
  throw new AppError('update.damaged', { file })
}

/** The content of a short entry, or undefined where the entry is another one. */
async function toldIn(entry: Entry | undefined, name: string): Promise<Buffer | undefined> {
  const { header } = entry ?? {}
  if (!entry || header?.name !== name || header.type !== 'file' || (header.size ?? 0) > MAX_TOLD_BYTES)
    return undefined
  const chunks: Uint8Array[] = []
  for await (const chunk of entry) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Read once its signature is known to be good. */
function manifestIn(text: Buffer, file: string): UpdateManifest {
  try {
    const value: unknown = JSON.parse(text.toString('utf8'))
    if (updateFormat.parse(value).format > UPDATE_FORMAT) throw new AppError('update.newer-format', { file })
    if (!isCanonical(text.toString('utf8'), value as Json)) throw new RangeError('not canonical')
    return updateManifest.parse(value)
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError('update.damaged', { file }, { cause })
  }
}

/** @throws AppError `update.damaged` at the end of a content that is not what was signed */
async function* checked(
  entry: Entry,
  { installer: { size, sha256 } }: UpdateManifest,
  file: string,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let length = 0
  for await (const chunk of entry as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > size) throw new AppError('update.damaged', { file })
    hash.update(chunk)
    yield chunk
  }
  if (length !== size || hash.digest('hex') !== sha256) throw new AppError('update.damaged', { file })
}
