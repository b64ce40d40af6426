import type { Manifest } from '../../../shared/sync/manifest'
import { unpack } from '../bundle/unpack'
import type { OpenContext } from '../context'
import { identitiesOf } from '../sites/own-sites'

/** Stops reading a bundle once its manifest is known. */
class Enough extends Error {}

/** One of several files, as far as its order among them goes. */
interface Sorted {
  readonly path: string
  readonly from: string
  readonly serial: number
  /** The sender's former selves. */
  readonly former: readonly string[]
}

/**
 * Puts files into the order that fits: those of one sender by serial, a former self's before its successor's.
 * The reader hears no site that has a successor already.
 * A file whose manifest can not be read keeps its place, so that its refusal is reported when its turn comes.
 */
export async function sortBySender(ctx: OpenContext, paths: readonly string[]): Promise<string[]> {
  if (paths.length < 2) return [...paths]
  const files: Sorted[] = []
  for (const path of paths) files.push(sorted(path, await manifestOf(ctx, path)))
  const senders = [...new Set(files.map(({ from }) => from))]
  /** How many of the senders were its former selves: a successor has more of them than any of those. */
  const generation = (sender: string): number => {
    const former = new Set(files.filter(({ from }) => from === sender).flatMap((file) => file.former))
    return senders.filter((other) => former.has(other)).length
  }
  return senders
    .map((sender) => ({ sender, generation: generation(sender) }))
    .sort((a, b) => a.generation - b.generation)
    .flatMap(({ sender }) =>
      files
        .filter(({ from }) => from === sender)
        .sort((a, b) => a.serial - b.serial)
        .map(({ path }) => path),
    )
}

const sorted = (path: string, manifest: Manifest | undefined): Sorted => ({
  path,
  from: manifest?.from ?? path,
  serial: manifest?.serial ?? 0,
  former: (manifest?.successions ?? []).map(({ predecessor }) => predecessor),
})

async function manifestOf(ctx: OpenContext, path: string): Promise<Manifest | undefined> {
  let found: Manifest | undefined
  const enough = new Enough()
  try {
    await unpack(path, identitiesOf(ctx), ({ manifest }) => {
      found = manifest
      throw enough
    })
  } catch (error) {
    ctx.log.info('a bundle was looked at', {
      read: found ? 1 : 0,
      kind: error instanceof Error ? error.name : '',
    })
  }
  return found
}
