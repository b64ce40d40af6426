import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Encrypter } from 'age-encryption'
import { pack } from 'tar-stream'
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

/** The bytes of `source` encrypted as age v1 to these recipients. */
export async function* encrypted(
  source: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  yield* chunksOf(await encrypter.encrypt(webStreamOf(source)))
}
