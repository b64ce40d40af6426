import { AppError } from '../../../shared/errors'
import { type CarriedOfficial, type Manifest, unpackedLimit } from '../../../shared/sync/manifest'
import type { SignedManifest } from '../bundle/unpack'
import type { OpenContext } from '../context'
import { type Official, readOfficial } from '../sites/introductions'
import { type ProvenSender, provenSender, type SenderRules } from '../sites/sender'
import { type LeavingOut, openLeavingOut } from '../streams/left-out'
import { requireNotRewound } from '../streams/old-copy'
import { checkSegments } from '../streams/segment-check'
import { countOf } from '../streams/segments'
import { waitOrRefuse } from './newcomer-waits'

/** The sender of the bundle, once that was proven. */
export interface Proven {
  /** The sender's id. */
  readonly peer: string
  readonly serial: number
}

/** A manifest that was found good, and what follows from it for the contents. */
export interface Judged extends Pick<ProvenSender, 'sender' | 'known' | 'greet'> {
  readonly manifest: Manifest
  readonly official: Official
  /** The carried streams in it that are not taken; reading and applying it may find more. */
  readonly leavingOut: LeavingOut
}

/**
 * Judges what a bundle says of itself before anything of its contents is read: sender, signature, introductions, its segments
 * and counts.
 * `tell` hears the sender's name, also when the bundle is refused afterwards.
 * @throws AppError `join.*`, every `bundle.*`; `profile.rewound`, as `requireNotRewound`, which begins a new stream
 */
export async function judgeManifest(
  ctx: OpenContext,
  bundle: string,
  signed: SignedManifest,
  allowed: SenderRules,
  tell: (proven: Proven) => void,
): Promise<Judged> {
  const { manifest } = signed
  const official = readOfficial(manifest.official, bundle)
  const proven = provenSender(ctx, { ...signed, official, bundle }, allowed)
  const { sender, known, greet } = proven
  tell({ peer: sender.id, serial: manifest.serial })
  // Before anything else of it is read: no file of a computer that nobody let in is imported.
  if (proven.asks) {
    const before = known.family.before(sender.id)
    const lines = official.introductions.filter(({ introduction }) => before.includes(introduction.id))
    const isSelf = ({ checkpoint }: CarriedOfficial): boolean =>
      lines.some((line) => line.checkpoint === checkpoint)
    const selves = manifest.official.filter(isSelf)
    throw waitOrRefuse(ctx, bundle, manifest, { asks: proven.asks, sender, selves })
  }
  // What the bundle says of this site's own streams must be this site's own word as well.
  const leavingOut = openLeavingOut(bundle, [sender.id, ctx.site.id])
  checkSegments(manifest.segments, {
    bundle,
    leavingOut,
    siteOf: known.family.person,
    receiver: ctx.site,
  })
  requireWholeCounts(manifest, bundle)
  // Before any line: what is typed next must not continue a stream that went on elsewhere.
  await requireNotRewound(ctx, { bundle, manifest, family: known.family })
  return { manifest, official, known, sender, leavingOut, greet }
}

/** @throws AppError `bundle.protocol` unless the counts are those of the segments and entries, within bounds */
function requireWholeCounts({ counts, segments, entries }: Manifest, bundle: string): void {
  if (
    counts.changes !== countOf(segments) ||
    counts.blobs !== entries.length - 1 ||
    counts.bytes > unpackedLimit(entries[0]?.size ?? 0)
  )
    throw new AppError('bundle.protocol', { bundle })
}
