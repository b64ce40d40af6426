import type { Manifest } from '../../../shared/sync/manifest'
import { heldAlready } from '../attachments/blob-writer'
import type { OpenContext } from '../context'
import { identitiesOf } from './renew'
import { unpack } from './unpack'

/** Stops reading a bundle once its manifest is known. */
class Enough extends Error {}

/**
 * Puts files into the order that fits: those of one sender by serial. A file whose manifest can not be read keeps its
 * place, so that its refusal is reported when its turn comes.
 */
export async function sortBySender(ctx: OpenContext, paths: readonly string[]): Promise<string[]> {
  if (paths.length < 2) return [...paths]
  const files: { readonly path: string; readonly from: string; readonly serial: number }[] = []
  for (const path of paths) {
    const manifest = await manifestOf(ctx, path)
    files.push({ path, from: manifest?.from ?? path, serial: manifest?.serial ?? 0 })
  }
  const senders = [...new Set(files.map((file) => file.from))]
  return senders.flatMap((from) =>
    files
      .filter((file) => file.from === from)
      .sort((a, b) => a.serial - b.serial)
      .map((file) => file.path),
  )
}

async function manifestOf(ctx: OpenContext, path: string): Promise<Manifest | undefined> {
  let found: Manifest | undefined
  const enough = new Enough()
  try {
    await unpack(path, identitiesOf(ctx), {
      manifest: (manifest) => {
        found = manifest
        throw enough
      },
      lines: () => undefined,
      blob: () => heldAlready,
    })
  } catch (error) {
    ctx.log.info('a bundle was looked at', {
      read: found ? 1 : 0,
      kind: error instanceof Error ? error.name : '',
    })
  }
  return found
}
