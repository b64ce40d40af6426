import { join } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { canonicalJson } from '../../../shared/json'
import {
  BUNDLE_NAMESPACE,
  blobEntry,
  CHANGES_ENTRY,
  MANIFEST_ENTRY,
  MAX_ENTRIES,
  type Manifest,
  onlyHolds,
  SIGNATURE_ENTRY,
} from '../../../shared/sync/manifest'
import type { Vector } from '../../../shared/sync/places'
import type { AuditDetail } from '../audit'
import { openBlobStore } from '../blobs/blob-store'
import { openCarried } from '../blobs/carried'
import { keepWanted, wantedBy } from '../blobs/missing'
import { encrypted, padded, tarOf } from '../bundle/pack'
import { openSpool, type Spool } from '../bundle/spool'
import { branchesOf } from '../changes/branches'
import { reachOf, reachText } from '../changes/reach'
import type { OpenContext, ReadDb } from '../context'
import { readMeta, requireMeta } from '../db/meta'
import { codedName } from '../files/coded-name'
import { leaving } from '../files/leaving'
import { type VerifiedFile, writeVerified } from '../files/verified-file'
import { handOutSealed } from '../handout/hand-out'
import { isoNow } from '../moment'
import { isReplaced, recipientsOfSelves } from '../sites/endings'
import { isSameOffice } from '../sites/house'
import { firstComputer, ownSites } from '../sites/own-sites'
import { allSites, type SiteRow } from '../sites/queries'
import { contentScopes, realmsHere } from '../sites/realms'
import { exchanges, isUsualPartner, siteName, visibleTo } from '../sites/sites'
import { sshSign } from '../sites/sshsig'
import { addCheckpoint, peerOf, putPeer } from '../streams/queries'
import { compressLines, countOf, segmentLines, segmentsFor } from '../streams/segments'
import { arrivedHere } from './arrived'
import { type Gathered, manifestFor, type Order, serialOf } from './outgoing'
import { addLog, addSent, wasExported } from './queries'

/** Room for manifest, signature, the tar's end and age's own bytes on 4 GB, in bytes. */
const BESIDE_CONTENTS = 16 * 1024 * 1024

/**
 * Writes one bundle for a peer into a folder: everything that the peer is not known to hold.
 * So a lost stick heals with the next one. A replaced computer gets nothing but where things stand.
 * Memory does not grow with the bundle's size.
 * @param toldOf what it tells of files that came from the sites below; a hub has no log of its own to tell it by
 * @throws AppError `peer.unknown`, `profile.damaged`, `file.unwritable`, `file.no-space`, `file.too-large`,
 * `file.verify-failed`, `task.cancelled`
 */
export async function exportBundle(
  ctx: OpenContext,
  input: Parsed<'sync.exportBundle'>,
  toldOf: (reader: ReadDb, receiver: SiteRow) => Pick<Manifest, 'arrived'> = (reader, receiver) =>
    arrivedHere(ctx, reader, receiver),
): Promise<Output<'sync.exportBundle'>> {
  const folder = ctx.pathOf(input.folder)
  const receiver = peerFor(ctx, input.peer)
  const order: Order = {
    receiver,
    peer: peerOf(ctx.db, receiver.id),
    medium: input.medium === undefined || input.medium === '' ? null : input.medium,
    createdAt: ctx.clock.now(),
  }
  const reader = ctx.openReader()
  const spool = openSpool(ctx)
  try {
    // One moment for lines, vector and tips. What is typed meanwhile goes with the next bundle, and no vector says it
    // went with this.
    reader.exec('BEGIN')
    const gathered = { ...(await gather(ctx, reader, order, spool)), told: toldOf(reader, receiver) }
    const manifest = manifestFor(ctx, reader, order, gathered)
    const written = await handOutSealed(
      ctx,
      'sync.export',
      () => writeBundle(ctx, folder, order, { manifest, gathered, spool }),
      (whole) => keepExport(ctx, order, gathered, whole),
    )
    const { total, blobs, left } = gathered
    return {
      ...written,
      serial: manifest.serial,
      peer: siteName(receiver),
      peerSite: receiver.id,
      changes: total,
      blobs: blobs.length,
      left: left.length,
      medium: order.medium,
    }
  } finally {
    spool.remove()
    reader.close()
  }
}

async function gather(
  ctx: OpenContext,
  reader: ReadDb,
  order: Order,
  spool: Spool,
): Promise<Omit<Gathered, 'told'>> {
  const { receiver, peer } = order
  const held = reachOf(reader, JSON.parse(peer.vector) as Vector)
  // An old copy of a replaced computer may learn that it is one, and nothing else.
  const isToLearn = receiver.revoked_at !== null
  const segments = isToLearn ? [] : segmentsFor(reader, ctx.site, receiver, held)
  const realms = realmsHere({ db: reader, site: ctx.site })
  const mayHold = contentScopes(receiver, realms)
  const asked = wantedBy(reader, receiver.id, (scope) => !isToLearn && mayHold(scope))
  const carried = openCarried(reader, held, { asked, onlyAsked: onlyHolds(receiver.role) })
  const total = countOf(segments.map(({ segment }) => segment))
  const tell = (done: number): void => {
    ctx.emit('progress', { task: 'export', done, total })
    ctx.signal.throwIfAborted()
  }
  const packed = await compressLines(segmentLines(reader, segments, carried.see), spool, tell)
  const { contents: blobs, left } = carried.contents(openBlobStore(ctx), {
    count: MAX_ENTRIES - 1,
    bytes: ctx.largestFile - packed.size - BESIDE_CONTENTS,
  })
  const branches = visibleTo(receiver, branchesOf(reader), realms)
  return { segments, total, packed, blobs, left, asked, branches, held, mayHold }
}

interface Written extends VerifiedFile {
  readonly file: string
}

/** Signs, packs and encrypts to the receiver's selves and the recovery key, and reads the file back from the medium. */
async function writeBundle(
  ctx: OpenContext,
  folder: string,
  { receiver, createdAt }: Order,
  bundle: { readonly manifest: Manifest; readonly gathered: Gathered; readonly spool: Spool },
): Promise<Written> {
  const { manifest, gathered, spool } = bundle
  const text = Buffer.from(canonicalJson(manifest))
  const signature = Buffer.from(sshSign(ctx.site.signKey, BUNDLE_NAMESPACE, text))
  const store = openBlobStore(ctx)
  const entries = padded(
    [
      { name: MANIFEST_ENTRY, size: text.length, content: [text] },
      { name: SIGNATURE_ENTRY, size: signature.length, content: [signature] },
      { name: CHANGES_ENTRY, size: gathered.packed.size, content: spool.read() },
      ...gathered.blobs.map(({ hash, size }) => ({
        name: blobEntry(hash),
        size,
        content: store.pieces(hash),
      })),
    ],
    ctx.largestFile,
  )
  const recipients = [...recipientsOfSelves(ctx.db, receiver), requireMeta(ctx.db, 'recoveryRecipient')]
  const file = codedName(ctx.random, folder, 'ybb', (name) => wasExported(ctx.db, name))
  // A process that dies between the two would give the number to a second file, which looks like an old copy's. The receiver of such a
  // file asks for the row of the log that it names, too.
  const beforeName = (): void =>
    ctx.db
      .transaction(() => {
        putPeer(ctx.db, { ...peerOf(ctx.db, receiver.id), sent_serial: manifest.serial })
        ctx.audit('sync.begin', {
          peer: receiver.id,
          serial: manifest.serial,
          log: manifest.audit.count,
        })
      })
      .immediate()
  const limits = { largest: ctx.largestFile, signal: ctx.signal, beforeName }
  const bytes = encrypted(tarOf(entries, createdAt), recipients)
  const path = join(folder, file)
  return { file, ...(await leaving(ctx, path, () => writeVerified(path, bytes, limits))) }
}

/**
 * The site that a bundle is for. A street's laptop sends to the district, or to the named laptop of its street; of several computers
 * of the district to the one that it follows.
 * The district names the laptop, unless there is only one. A replaced computer has to be named as it was.
 */
function peerFor(ctx: OpenContext, wanted: string | undefined): SiteRow {
  const own = new Set(ownSites(ctx).map(({ id }) => id))
  const others = allSites(ctx.db).filter((site) => !own.has(site.id))
  const living = others.filter((site) => site.revoked_at === null)
  const isNamed = (site: SiteRow): boolean =>
    exchanges(ctx.site, site) && [site.id, site.role, siteName(site)].includes(wanted ?? '')
  const usual = living.filter((site) => isUsualPartner(ctx.site, site))
  // A second computer that was not let in yet knows its office and nobody else.
  const unnamed = usual.length > 0 ? usual : living.filter((site) => isSameOffice(ctx.site, site))
  const named = wanted === undefined ? unnamed : living.filter(isNamed)
  const office = readMeta(ctx.db, 'office') ?? firstComputer(ctx)?.id
  const followed = named.find(({ id }) => id === office)
  if (followed && (wanted === undefined || wanted === followed.role)) return followed
  const replaced = others.filter((site) => wanted !== site.role && isReplaced(site) && isNamed(site))
  const [only, ...rest] = named.length > 0 ? named : replaced
  if (!only || rest.length > 0) throw new AppError('peer.unknown', { peer: wanted ?? '' })
  return only
}

/**
 * Of the contents that did not fit, those that waited before, so that each of several exports without an answer carries
 * others.
 */
function longestWaiting(left: readonly string[], asked: readonly string[]): readonly string[] {
  const before = new Set(asked)
  const again = left.filter((hash) => before.has(hash))
  return again.length > 0 ? again : left
}

/** What the database keeps of an export. @returns what the audit log says of it */
function keepExport(
  ctx: OpenContext,
  order: Order,
  { segments, total, branches, blobs, left, asked }: Gathered,
  { file, bytes, sha256 }: Written,
): AuditDetail {
  const { peer, medium } = order
  const serial = serialOf(order)
  const first = longestWaiting(left, asked)
  const reach = new Map(branches.map(({ branch, seq }) => [branch, seq]))
  addSent(ctx.db, peer.site, { serial, reach: reachText(reach) })
  // As if the receiver had asked for it, so that it comes first in the next bundle, before the contents that may get
  // lost with this one.
  if (first.length > 0) keepWanted(ctx.db, peer.site, first)
  for (const { runs, segment } of segments)
    addCheckpoint(ctx.db, runs.at(-1)?.branch ?? 0, segment.to, segment.checkpoint)
  addLog(ctx.db, {
    at: isoNow(ctx.clock),
    direction: 'export',
    file,
    peer: peer.site,
    serial,
    changes: total,
    user: ctx.user.name,
    medium,
    sha256,
    result: 'ok',
    carried: total,
    blobs: blobs.length,
    bytes,
  })
  return { peer: peer.site, serial, changes: total, sha256 }
}
