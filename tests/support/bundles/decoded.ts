import { createHash } from 'node:crypto'
import { parseManifest, type Unpack } from '../../../electron/engine/bundle/unpack'
import type { OpenContext } from '../../../electron/engine/context'
import { importOne } from '../../../electron/engine/exchange/import'
import { logRefusal } from '../../../electron/engine/exchange/refusals'
import { AppError } from '../../../shared/errors'

/** A bundle as it lies behind age, tar and zstd. */
export interface DecodedBundle {
  /** The manifest's bytes as they are signed. */
  readonly text: Buffer
  readonly signature: string
  /** The lines as they are carried. */
  readonly carried: readonly string[]
  /** Contents of attachments. */
  readonly blobs: readonly Buffer[]
}

/** Stands in for what takes a file apart: as strict about the manifest, and without what is only about the container. */
const reading =
  ({ text, signature, carried, blobs }: DecodedBundle): Unpack =>
  async (path, _identities, judge) => {
    const contents = await judge({ manifest: parseManifest(text, path), text, signature })
    if (carried.length > 0) contents.lines(carried)
    for (const content of blobs) {
      const sink = contents.blob(createHash('sha256').update(content).digest('hex'))
      sink.write(content)
      sink.finish()
    }
    return { sha256: createHash('sha256').update(text).digest('hex'), bytes: text.length, contents }
  }

/** Imports a decoded bundle as a file would be imported. @returns how far it was taken, or the code by which it was refused */
export async function importDecoded(ctx: OpenContext, bundle: DecodedBundle): Promise<string> {
  const path = 'forged.ybb'
  let proven = {}
  const hear = (why: { readonly proven: object }): void => {
    proven = why.proven
  }
  const allowed = { acceptClosed: false, acceptForgotten: false, allowMassDelete: true }
  try {
    return (await importOne(ctx, path, allowed, hear, reading(bundle))).result
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await logRefusal(ctx, path, proven, error)
    return error.code
  }
}
