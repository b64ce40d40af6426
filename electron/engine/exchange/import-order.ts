import type { Manifest } from '../../../shared/sync/manifest'
import { EnoughRead, unpack } from '../bundle/unpack'
import { placeOf } from '../changes/branches'
import type { OpenContext } from '../context'
import { openFamily } from '../sites/family'
import { readOfficial } from '../sites/introductions'
import { identitiesOf } from '../sites/own-sites'

/** One of several files, as far as its order among them goes. */
interface Sorted<F> {
  readonly file: F
  readonly from: string
  readonly serial: number
  /** The sender's former selves. */
  readonly former: readonly string[]
  readonly segments: Manifest['segments']
}

/**
 * Puts files into the order that fits: those of one sender by serial, a former self's before its successor's, and what a
 * file continues before that file. The reader hears no site that has a successor already.
 * A file whose manifest can not be read is refused when its turn comes.
 */
export async function sortPile<F extends { readonly path: string }>(
  ctx: OpenContext,
  chosen: readonly F[],
): Promise<F[]> {
  if (chosen.length < 2) return [...chosen]
  const files: Sorted<F>[] = []
  for (const file of chosen) files.push(sorted(file, await manifestOf(ctx, file.path)))
  return continued(ctx, bySender(files)).map(({ file }) => file)
}

function bySender<F>(files: readonly Sorted<F>[]): Sorted<F>[] {
  const senders = [...new Set(files.map(({ from }) => from))]
  /** How many of the senders were its former selves: a successor has more of them than any of those. */
  const generation = (sender: string): number => {
    const former = new Set(files.filter(({ from }) => from === sender).flatMap((file) => file.former))
    return senders.filter((other) => former.has(other)).length
  }
  return senders
    .map((sender) => ({ sender, generation: generation(sender) }))
    .sort((a, b) => a.generation - b.generation)
    .flatMap(({ sender }) => files.filter(({ from }) => from === sender).sort((a, b) => a.serial - b.serial))
}

/**
 * The first file whose streams all continue what is held by then goes first, and so on. Where none does, the first goes:
 * something is missing in any case. Files of one sender keep their order, and a successor's wait for its former self's.
 */
function continued<F>(ctx: OpenContext, files: readonly Sorted<F>[]): Sorted<F>[] {
  const ends = new Set<string>()
  const fits = ({ segments }: Sorted<F>): boolean =>
    segments.every(
      (segment) =>
        // A stream begins, or goes on behind its site's introduction.
        segment.from <= 2 ||
        ends.has(segment.prev) ||
        placeOf(ctx.db, segment, segment.from - 1, segment.prev) !== undefined,
    )
  const left = [...files]
  const order: Sorted<F>[] = []
  while (left.length > 0) {
    const waits = ({ former }: Sorted<F>): boolean => left.some(({ from }) => former.includes(from))
    const firsts = left.filter((file) => left.find(({ from }) => from === file.from) === file && !waits(file))
    const next = firsts.find(fits) ?? left[0]
    if (!next) break
    left.splice(left.indexOf(next), 1)
    order.push(next)
    for (const { head } of next.segments) ends.add(head)
  }
  return order
}

const sorted = <F extends { readonly path: string }>(file: F, manifest: Looked | undefined): Sorted<F> => ({
  file,
  from: manifest?.from ?? file.path,
  serial: manifest?.serial ?? 0,
  former: manifest?.former ?? [],
  segments: manifest?.segments ?? [],
})

interface Looked extends Pick<Manifest, 'from' | 'serial' | 'segments'> {
  readonly former: readonly string[]
}

async function manifestOf(ctx: OpenContext, path: string): Promise<Looked | undefined> {
  let found: Looked | undefined
  const enough = new EnoughRead()
  try {
    await unpack(path, identitiesOf(ctx), ({ manifest }) => {
      const family = openFamily(readOfficial(manifest.official, path).introductions)
      found = { ...manifest, former: family.before(manifest.from).slice(1) }
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
