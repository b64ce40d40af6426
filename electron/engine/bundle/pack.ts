import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Encrypter } from 'age-encryption'
import { pack } from 'tar-stream'
import { PADDING_ENTRY } from '../../../shared/sync/manifest'
import { paddedLength } from '../../../shared/sync/padding'
import { chunksOf, webStreamOf } from './web-streams'

/** One file inside the tar; `content` is read once. */
export interface TarEntry {
  readonly name: string
  readonly size: number
  readonly content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}

/** A tar of these entries, in order, as it is asked for. `mtime` in ms since 1970. */
export async function* tarOf(entries: readonly TarEntry[], mtime: number): AsyncGenerator<Uint8Array> {
  const tar = pack({})
  const fill = async (): Promise<void> => {
    for (const { name, size, content } of entries) {
      const sink = tar.entry({ name, size, mode: 0o644, mtime: new Date(mtime) })
      await pipeline(Readable.from(content), sink)
    }
    tar.finalize()
  }
  const filled = fill().catch((error: unknown) =>
    tar.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  for await (const chunk of tar as AsyncIterable<Buffer>) yield chunk
  await filled
}

const BLOCK = 512
const inBlocks = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK
/** A tar ends with two empty blocks. */
const END = 2 * BLOCK
/** What age adds to so many bytes: a tag for each 64 KiB, and far more than a header. */
const ageAdds = (bytes: number): number => Math.ceil(bytes / 65_536) * 16 + 4096

/** The length of a tar of these entries, in bytes. */
export const tarLength = (entries: readonly Pick<TarEntry, 'size'>[]): number =>
  entries.reduce((sum, { size }) => sum + BLOCK + inBlocks(size), END)

/**
 * These entries, and one of zeros behind them that brings the tar to a length of Padmé's.
 * `largest` in bytes: a file that hardly fits gets as many zeros as still fit, or none.
 */
export function padded(entries: readonly TarEntry[], largest: number): readonly TarEntry[] {
  const whole = tarLength(entries) + BLOCK
  const room = largest - ageAdds(largest) - whole
  const size = Math.min(inBlocks(paddedLength(whole)) - whole, Math.floor(room / BLOCK) * BLOCK)
  return size < 0 ? entries : [...entries, { name: PADDING_ENTRY, size, content: zeros(size) }]
}

function* zeros(size: number): Generator<Uint8Array> {
  const chunk = Buffer.alloc(65_536)
  for (let left = size; left > 0; left -= chunk.length) yield chunk.subarray(0, Math.min(left, chunk.length))
}

/** The bytes of `source` encrypted as age v1 to these recipients. */
export async function* encrypted(
  source: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  yield* chunksOf(await encrypter.encrypt(webStreamOf(source)))
}
