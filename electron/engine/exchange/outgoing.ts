import { kinds } from '../../../shared/kinds'
import {
  BUNDLE_FORMAT,
  blobEntry,
  type CertifiedSite,
  CHANGES_ENTRY,
  isBelow,
  MAX_SUCCESSIONS,
  type Manifest,
  roleAbove,
} from '../../../shared/sync/manifest'
import { missingHere } from '../blobs/missing'
import { hashAt } from '../changes/branches'
import type { BranchRow } from '../changes/queries'
import { vectorOf } from '../changes/reach'
import type { OpenContext, ReadDb } from '../context'
import { readMeta } from '../db/meta'
import { wordsForDistrict } from '../sites/forgotten-sites'
import { isVouched } from '../sites/proven-sender'
import { allSites, type SiteRow } from '../sites/queries'
import { factsOfSite } from '../sites/sites'
import { checkpointAt, type PeerRow, signedUpTo } from '../streams/queries'
import type { compressLines, OutgoingSegment } from '../streams/segments'
import { agreementFor } from './agreement'
import { requestFor } from './asking'
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
    sites: certificatesFor(ctx, receiver),
    ...agreementFor(
      reader,
      receiver.id,
      branches.map(({ scope }) => scope),
    ),
  }
}

type Head = Pick<
  Manifest,
  | 'app'
  | 'platform'
  | 'arch'
  | 'kinds'
  | 'from'
  | 'to'
  | 'serial'
  | 'createdAt'
  | 'received'
  | 'join'
  | 'successions'
>

function headOf(ctx: OpenContext, receiver: SiteRow, peer: PeerRow, serial: number, now: number): Head {
  const successions = readMeta(ctx.db, 'successions')
  const asking = requestFor(ctx, receiver.role)
  return {
    app: ctx.appVersion,
    platform: process.platform,
    arch: process.arch,
    kinds: Object.fromEntries(kinds.map((kind) => [kind.name, kind.version])),
    from: ctx.site.id,
    to: receiver.id,
    serial,
    createdAt: new Date(now).toISOString(),
    received: (JSON.parse(peer.received) as Ranges).map(([from, to]) => [from, to]),
    ...(asking ? { join: asking } : {}),
    ...(successions ? { successions: successions.slice(-MAX_SUCCESSIONS) } : {}),
  }
}

/**
 * The district's word for the receiver itself and for every site whose changes the receiver may get.
 * A laptop passes the word on to another laptop of its street, and shows the district its own words about this street.
 */
function certificatesFor(ctx: OpenContext, receiver: SiteRow): CertifiedSite[] {
  if (ctx.site.role === 'street' && receiver.role === 'district') return wordsForDistrict(ctx)
  const isAbove = receiver.role === roleAbove[ctx.site.role]
  // An office below needs no word of the one above.
  if (!isAbove && receiver.role !== 'street') return []
  return (
    allSites(ctx.db)
      .filter(
        (site) =>
          site.certificate !== '' &&
          (isAbove
            ? isBelow(site.role, receiver.role)
            : site.role === 'district' || site.scope === receiver.scope),
      )
      .map((site) => ({ facts: factsOfSite(site), certificate: site.certificate }))
      // A laptop's own note (it was restored) is not the district's word yet.
      .filter((site) => isVouched(ctx, site))
  )
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
