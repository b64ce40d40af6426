import { join } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { canonicalJson } from '../../../shared/json'
import { kinds } from '../../../shared/kinds'
import { DISTRICT_SCOPE, streamKey, type Vector } from '../../../shared/sync/change'
import {
  BUNDLE_FORMAT,
  BUNDLE_NAMESPACE,
  blobEntry,
  type CertifiedSite,
  CHANGES_ENTRY,
  MANIFEST_ENTRY,
  MAX_ENTRIES,
  MAX_SUCCESSIONS,
  type Manifest,
  SIGNATURE_ENTRY,
} from '../../../shared/sync/manifest'
import { openBlobStore } from '../blobs/blob-store'
import { openCarried } from '../blobs/carried'
import { keepWanted, missingHere, wantedBy } from '../blobs/missing'
import { encrypted, tarOf } from '../bundle/pack'
import { openSpool } from '../bundle/spool'
import { streamsOf, vectorOf } from '../changes/log'
import type { OpenContext, ReadDb } from '../context'
import { readMeta, requireMeta } from '../db/meta'
import { writeVerified } from '../files/verified-file'
import { isoNow } from '../moment'
import { hasEnded, isReplaced } from '../sites/endings'
import { wordsForDistrict } from '../sites/forgotten-sites'
import { ownSites } from '../sites/own-sites'
import { isVouched } from '../sites/proven-sender'
import { allSites, findSite, type SiteRow } from '../sites/queries'
import { realmsHere } from '../sites/realms'
import { exchanges, factsOf, isUsualPartner, mayHold, siteName, visibleTo } from '../sites/sites'
import { sshSign } from '../sites/sshsig'
import { addCheckpoint, checkpointAt, type PeerRow, peerOf, putPeer } from '../streams/queries'
import { compressLines, countOf, type OutgoingSegment, segmentLines, segmentsFor } from '../streams/segments'
import { bundleFileName } from './file-name'
import { addLog, addSent } from './queries'
import type { Ranges } from './serials'

/** Room for manifest, signature, the tar's end and what age adds to 4 GB, in bytes. */
const BESIDE_CONTENTS = 16 * 1024 * 1024

/**
 * Writes one bundle for a peer into a folder: everything above what the peer is known to hold, so that a lost stick heals
 * with the next one; for a computer that was replaced nothing but where things stand. Memory does not grow with its size.
 * @throws AppError `peer.unknown`, `profile.damaged`, `file.unwritable`, `file.no-space`, `file.too-large`, `file.verify-failed`
 */
export async function exportBundle(
  ctx: OpenContext,
  input: Parsed<'sync.exportBundle'>,
): Promise<Output<'sync.exportBundle'>> {
  const folder = ctx.pathOf(input.folder)
  const receiver = peerFor(ctx, input.peer)
  const peer = peerOf(ctx.db, receiver.id)
  const medium = input.medium === undefined || input.medium === '' ? null : input.medium
  const serial = peer.sent_serial + 1
  const reader = ctx.openReader()
  const spool = openSpool(ctx)
  try {
    // One moment for lines, vector and heads: what is typed meanwhile goes with the next bundle, and none says it went with this.
    reader.exec('BEGIN')
    const held = JSON.parse(peer.vector) as Vector
    // Whoever found an old copy of a replaced computer may learn from it that it is one, and nothing else.
    const isToLearn = receiver.revoked_at !== null
    const segments = isToLearn ? [] : segmentsFor(reader, ctx.site, receiver, held)
    const sites = certificatesFor(ctx, receiver)
    const store = openBlobStore(ctx)
    const realms = realmsHere({ db: reader, site: ctx.site })
    const asked = wantedBy(reader, receiver.id, (scope) =>
      isToLearn
        ? false
        : realms
          ? scope !== DISTRICT_SCOPE && realms.mayUse(scope, realms.of(receiver.id) ?? '')
          : mayHold(receiver, scope),
    )
    const carried = openCarried(reader, held, asked)
    const total = countOf(segments.map(({ segment }) => segment))
    const tell = (done: number): void => ctx.emit('progress', { task: 'export', done, total })
    const packed = await compressLines(segmentLines(reader, segments, carried.see), spool, tell)
    const { contents: blobs, left } = carried.contents(store, {
      count: MAX_ENTRIES - 1,
      bytes: ctx.largestFile - packed.size - BESIDE_CONTENTS,
    })
    const missing = missingHere(reader)
    const createdAt = ctx.clock.now()
    const vector = visibleTo(receiver, vectorOf(reader), realms)
    const manifest: Manifest = {
      format: BUNDLE_FORMAT,
      ...headOf(ctx, receiver, peer, serial, createdAt),
      medium,
      segments: segments.map(({ segment }) => segment),
      vector: { ...vector },
      heads: headsFor(reader, receiver.id, vector),
      counts: { changes: total, blobs: blobs.length, bytes: packed.bytes },
      entries: [
        { name: CHANGES_ENTRY, size: packed.size, sha256: packed.sha256 },
        ...blobs.map(({ hash, size }) => ({ name: blobEntry(hash), size, sha256: hash })),
      ],
      ...(missing.length > 0 ? { missing: [...missing] } : {}),
      sites,
    }
    const text = Buffer.from(canonicalJson(manifest))
    const signature = Buffer.from(sshSign(ctx.site.signKey, BUNDLE_NAMESPACE, text))
    const tar = tarOf(
      [
        { name: MANIFEST_ENTRY, size: text.length, content: [text] },
        { name: SIGNATURE_ENTRY, size: signature.length, content: [signature] },
        { name: CHANGES_ENTRY, size: packed.size, content: spool.read() },
        ...blobs.map(({ hash, size }) => ({ name: blobEntry(hash), size, content: store.pieces(hash) })),
      ],
      createdAt,
    )
    const recipients = [...new Set([receiver.recipient, requireMeta(ctx.db, 'recoveryRecipient')])]
    const own = { unit_name: ctx.site.unitName, letter: ctx.site.letter }
    const file = bundleFileName(own, receiver, serial)
    const { bytes, sha256 } = await writeVerified(
      join(folder, file),
      encrypted(tar, recipients),
      ctx.largestFile,
    )
    keepExport(ctx, {
      peer,
      segments,
      file,
      serial,
      medium,
      sha256,
      vector,
      blobs: blobs.length,
      first: longestWaiting(left, asked),
      bytes,
    })
    return {
      file,
      serial,
      peer: siteName(receiver),
      peerSite: receiver.id,
      changes: total,
      blobs: blobs.length,
      left: left.length,
      bytes,
      sha256,
      medium,
    }
  } finally {
    spool.remove()
    reader.close()
  }
}

/**
 * Whom a bundle is for: a street's is the district, another laptop of the street when it is named; the district names the
 * laptop, unless there is only one. A replaced computer has to be named as it was.
 */
function peerFor(ctx: OpenContext, wanted: string | undefined): SiteRow {
  const own = new Set(ownSites(ctx).map(({ id }) => id))
  const others = allSites(ctx.db).filter((site) => !own.has(site.id))
  const living = others.filter((site) => site.revoked_at === null)
  const isNamed = (site: SiteRow): boolean =>
    exchanges(ctx.site, site) && [site.id, site.role, siteName(site)].includes(wanted ?? '')
  const named = living.filter((site) =>
    wanted === undefined ? isUsualPartner(ctx.site, site) : isNamed(site),
  )
  const replaced = others.filter((site) => wanted !== site.role && isReplaced(site) && isNamed(site))
  const [only, ...rest] = named.length > 0 ? named : replaced
  if (!only || rest.length > 0) throw new AppError('peer.unknown', { peer: wanted ?? '' })
  return only
}

type Head = Pick<
  Manifest,
  'app' | 'kinds' | 'from' | 'to' | 'serial' | 'createdAt' | 'received' | 'join' | 'successions'
>

function headOf(ctx: OpenContext, receiver: SiteRow, peer: PeerRow, serial: number, now: number): Head {
  // Repeated until the district's certificate has come back: the first stick may be lost.
  const request = readMeta(ctx.db, 'joinRequest')
  const join = request && findSite(ctx.db, request.facts.id)?.certificate === '' ? request : null
  const successions = readMeta(ctx.db, 'successions')
  const asking = receiver.role === 'city' ? readMeta(ctx.db, 'cityRequest') : join
  return {
    app: ctx.appVersion,
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
 * The district's word for the receiver itself and for every site whose changes the receiver may get; a laptop passes it on
 * to another one of its street, and shows the district what it said of this street.
 */
function certificatesFor(ctx: OpenContext, receiver: SiteRow): CertifiedSite[] {
  if (receiver.role === 'district') return ctx.site.role === 'street' ? wordsForDistrict(ctx) : []
  return (
    allSites(ctx.db)
      .filter(
        (site) =>
          site.certificate !== '' &&
          (site.role === 'district' || receiver.role === 'city' || site.scope === receiver.scope),
      )
      .map((site) => ({ facts: factsOf(site), certificate: site.certificate }))
      // What a laptop has noted itself (it was restored) is not the district's word yet.
      .filter((site) => isVouched(ctx, site))
  )
}

/**
 * The head of each stream that may have gone another way at the receiver, with its own site's signature: the receiver's own,
 * and those of ended sites. @throws AppError `profile.damaged`
 */
function headsFor(db: ReadDb, receiver: string, vector: Vector): Manifest['heads'] {
  const ended = new Set(
    allSites(db)
      .filter(hasEnded)
      .map(({ id }) => id),
  )
  const streams = streamsOf(db).filter(
    ({ site, scope }) =>
      (site === receiver || ended.has(site)) && vector[streamKey(site, scope)] !== undefined,
  )
  return Object.fromEntries(
    streams.map(({ stream, site, scope, seq, hash }) => {
      const checkpoint = checkpointAt(db, stream, seq, hash)
      if (checkpoint === undefined) throw new AppError('profile.damaged', { stream: site })
      return [streamKey(site, scope), { hash, checkpoint }]
    }),
  )
}

/** Of what did not fit, what waited before; so that each of several exports without an answer carries others. */
function longestWaiting(left: readonly string[], asked: readonly string[]): readonly string[] {
  const before = new Set(asked)
  const again = left.filter((hash) => before.has(hash))
  return again.length > 0 ? again : left
}

interface Exported {
  readonly peer: PeerRow
  readonly segments: readonly OutgoingSegment[]
  readonly file: string
  readonly serial: number
  readonly medium: string | null
  readonly sha256: string
  readonly vector: Vector
  readonly blobs: number
  /** Contents that did not fit and go first in the next bundle. */
  readonly first: readonly string[]
  readonly bytes: number
}

function keepExport(ctx: OpenContext, exported: Exported): void {
  const { peer, segments, file, serial, medium, sha256, vector, blobs, first, bytes } = exported
  const changes = countOf(segments.map(({ segment }) => segment))
  ctx.db
    .transaction(() => {
      putPeer(ctx.db, { ...peerOf(ctx.db, peer.site), sent_serial: serial })
      addSent(ctx.db, peer.site, { serial, vector: JSON.stringify(vector) })
      // As if it had been asked for, so that it comes first in the next bundle, before what this one carries and may lose.
      if (first.length > 0) keepWanted(ctx.db, peer.site, first)
      for (const { stream, segment } of segments)
        addCheckpoint(ctx.db, stream.stream, segment.to, segment.head, segment.checkpoint)
      addLog(ctx.db, {
        at: isoNow(ctx.clock),
        direction: 'export',
        file,
        peer: peer.site,
        serial,
        changes,
        user: ctx.user.name,
        medium,
        sha256,
        result: 'ok',
        carried: changes,
        blobs,
        bytes,
      })
      ctx.audit('sync.export', { peer: peer.site, serial, changes, sha256 })
    })
    .immediate()
}
