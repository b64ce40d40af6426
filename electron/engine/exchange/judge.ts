import { AppError } from '../../../shared/errors'
import { type CertifiedSite, type Manifest, unpackedLimit } from '../../../shared/sync/manifest'
import type { SignedManifest } from '../bundle/unpack'
import type { OpenContext } from '../context'
import { provenSender, type SenderRules, vouchedSites } from '../sites/proven-sender'
import { findSite, type SiteRow } from '../sites/queries'
import { realmsHere } from '../sites/realms'
import { rowOfSite } from '../sites/sites'
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
export interface Judged {
  readonly manifest: Manifest
  readonly sender: SiteRow
  readonly vouched: readonly CertifiedSite[]
  /** The carried streams in it that are not taken; reading and applying it may find more. */
  readonly leavingOut: LeavingOut
  /** Takes a new sender in; inside the transaction. */
  admit(): void
}

/**
 * Judges what a bundle says of itself before anything of its contents is read: sender, signature, the sites it speaks
 * for, its segments and counts.
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
  const proven = provenSender(ctx, { ...signed, bundle }, allowed)
  const { sender, introduced, admit } = proven
  tell({ peer: sender.id, serial: manifest.serial })
  // Before anything else of it is read: no file of a computer that nobody let in is imported.
  if (proven.asks) throw waitOrRefuse(ctx, bundle, manifest, proven.asks, sender)
  const vouched = vouchedSites(ctx, proven, manifest, bundle)
  const rows = new Map([...vouched.map(asRow), sender, ...introduced].map((row) => [row.id, row]))
  const realms = realmsHere(ctx, [...rows.values()])
  // What the bundle says of this site's own streams must be this site's own word as well.
  const leavingOut = openLeavingOut(bundle, [sender.id, ctx.site.id])
  checkSegments(manifest.segments, {
    bundle,
    leavingOut,
    siteOf: (id) => findSite(ctx.db, id) ?? rows.get(id),
    receiver: ctx.site,
    ...(realms ? { realms: { among: realms, sender: sender.id } } : {}),
  })
  requireWholeCounts(manifest, bundle)
  // Before any line: what is typed next must not continue a stream that went on elsewhere.
  await requireNotRewound(ctx, { bundle, manifest, vouched })
  return { manifest, sender, vouched, leavingOut, admit }
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

const asRow = ({ facts, certificate }: CertifiedSite): SiteRow => rowOfSite(facts, certificate, 0)
