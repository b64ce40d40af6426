import { kinds } from '../../../shared/kinds'
import {
  BUNDLE_FORMAT,
  blobEntry,
  CHANGES_ENTRY,
  isBelow,
  type Manifest,
  roleAbove,
} from '../../../shared/sync/manifest'
import { INTRODUCTION_KIND, SITE_KIND } from '../../../shared/sync/site'
import { layoutOf } from '../../../shared/update/layout'
import { missingHere } from '../blobs/missing'
import { hashAt } from '../changes/branches'
import type { BranchRow } from '../changes/queries'
import { type BranchReach, vectorOf } from '../changes/reach'
import type { OpenContext, ReadDb } from '../context'
import { selvesOf } from '../sites/endings'
import { ownSites } from '../sites/own-sites'
import type { SiteRow } from '../sites/queries'
import { carriedOfficials } from '../streams/carried-officials'
import { checkpointAt, type PeerRow, signedUpTo } from '../streams/queries'
import type { compressLines, OutgoingSegment } from '../streams/segments'
import { agreementFor } from './agreement'
import type { Ranges } from './serials'

/** The bundle to be written, and its receiver. */
export interface Order {
  readonly receiver: SiteRow
  readonly peer: PeerRow
  /** The stick's number, if the clerk gave one. */
  readonly medium: string | null
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** The bundle's number among those for its receiver. */
export const serialOf = ({ peer }: Order): number => peer.sent_serial + 1

/** What goes into a bundle, read in one moment: its lines lie compressed in the spool. */
export interface Gathered {
  readonly segments: readonly OutgoingSegment[]
  /** How many changes there are. */
  readonly total: number
  readonly packed: Awaited<ReturnType<typeof compressLines>>
  readonly blobs: readonly { readonly hash: string; readonly size: number }[]
  /** Contents that did not fit. */
  readonly left: readonly string[]
  /** Whether the receiver may hold the records of a scope, and what belongs to them. */
  readonly mayHold: (scope: string) => boolean
  /** Contents that the receiver waits for. */
  readonly asked: readonly string[]
  /** What is held here, as far as the receiver may know. */
  readonly branches: readonly BranchRow[]
  /** What the receiver is known to hold. */
  readonly held: BranchReach
  /** Files that came from the sites below, as the office above is told of them. */
  readonly told: Pick<Manifest, 'arrived'>
}

/** What a bundle says of itself. @throws AppError `profile.damaged` */
export function manifestFor(ctx: OpenContext, reader: ReadDb, order: Order, gathered: Gathered): Manifest {
  const { segments, total, packed, blobs, branches } = gathered
  const { receiver, peer, medium, createdAt } = order
  const missing = missingHere(reader, gathered.mayHold)
  return {
    format: BUNDLE_FORMAT,
    ...headOf(ctx, receiver, peer, serialOf(order), createdAt),
    medium,
    segments: segments.map(({ segment }) => segment),
    vector: vectorOf(reader, branches),
    own: tipsOf(reader, receiver.id, branches),
    counts: { changes: total, blobs: blobs.length, bytes: packed.bytes },
    entries: [
      { name: CHANGES_ENTRY, size: packed.size, sha256: packed.sha256 },
      ...blobs.map(({ hash, size }) => ({ name: blobEntry(hash), size, sha256: hash })),
    ],
    ...(missing.length > 0 ? { missing: [...missing] } : {}),
    official: officialFor(ctx, reader, order, gathered),
    ...gathered.told,
    ...agreementFor(
      reader,
      { site: receiver.id, confirmed_serial: peer.confirmed_serial },
      branches.map(({ scope }) => scope),
    ),
  }
}

type Head = Pick<
  Manifest,
  'app' | 'platform' | 'arch' | 'layout' | 'kinds' | 'from' | 'to' | 'serial' | 'createdAt' | 'received'
>

function headOf(ctx: OpenContext, receiver: SiteRow, peer: PeerRow, serial: number, now: number): Head {
  const layout = layoutOf(process.execPath)
  return {
    app: ctx.appVersion,
    platform: process.platform,
    arch: process.arch,
    ...(layout === 'plain' ? {} : { layout }),
    kinds: Object.fromEntries(kinds.map((kind) => [kind.name, kind.version])),
    from: ctx.site.id,
    to: receiver.id,
    serial,
    createdAt: new Date(now).toISOString(),
    received: (JSON.parse(peer.received) as Ranges).map(([from, to]) => [from, to]),
  }
}

/**
 * The introductions of this computer and of the receiver under all their names, and of every site that the receiver may know of
 * and is not known to; and words. An office below needs none of the office above but the sender's own introductions.
 */
function officialFor(
  ctx: OpenContext,
  reader: ReadDb,
  { receiver }: Order,
  { branches, held }: Gathered,
): Manifest['official'] {
  const own = ownSites(ctx)
  const theirs = selvesOf(reader, receiver.id)
  const selves = new Set([...own.map(({ id }) => id), ...theirs])
  const rows = new Map(branches.map((row) => [row.branch, row]))
  const isBelowHere = isBelow(receiver.role, ctx.site.role)
  return carriedOfficials(reader, own, ({ kind, site, branch, seq, about }) => {
    if (kind === INTRODUCTION_KIND && selves.has(site)) return true
    const row = rows.get(branch)
    if (!row || (isBelowHere && about?.role === roleAbove[ctx.site.role])) return false
    const isOfOtherStreet = about?.role === 'street' && about.scope !== receiver.scope
    if (kind === SITE_KIND && receiver.role === 'street' && isOfOtherStreet) return false
    // What the receiver said itself it may have forgotten, and of whom.
    const isTheirs = theirs.has(kind === SITE_KIND ? site : (about?.office ?? ''))
    return seq > (held.get(row.branch) ?? 0) || isTheirs
  })
}

/** The tips of the receiver's own branches, as far as it signed them. */
function tipsOf(db: ReadDb, receiver: string, branches: readonly BranchRow[]): Manifest['own'] {
  return branches
    .filter(({ site }) => site === receiver)
    .flatMap((row) => {
      const to = signedUpTo(db, row, row.seq)
      const [head, checkpoint] = [hashAt(db, row.branch, to), checkpointAt(db, row.branch, to)]
      return head === undefined || checkpoint === undefined
        ? []
        : [{ scope: row.scope, to, head, checkpoint }]
    })
}
