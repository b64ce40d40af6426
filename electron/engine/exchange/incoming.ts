import { hashesIn, mayNameFiles, PHOTO_SIDE } from '../../../shared/attachments/entry'
import { pictureSize, SIZE_WITHIN } from '../../../shared/attachments/picture-size'
import { AppError } from '../../../shared/errors'
import { lined } from '../../../shared/sync/chain'
import { CHAIN_START } from '../../../shared/sync/change'
import { linkOf, MAX_LINE_BYTES, type Segment } from '../../../shared/sync/manifest'
import { openBlobStore } from '../blobs/blob-store'
import { heldAlready, type IncomingBlob } from '../blobs/blob-writer'
import { missingIn, noteArrival } from '../blobs/missing'
import { openLineSplitter } from '../bundle/lines'
import { openSpool, type Spool } from '../bundle/spool'
import type { ContentsReader } from '../bundle/unpack'
import type { OpenContext } from '../context'
import { type Ahead, alone } from '../search/ahead'
import { contentScopes, realmsHere } from '../sites/realms'
import { heldPart } from '../streams/held-part'
import { openLineCheck, type StagedChange } from '../streams/segment-check'
import type { Judged } from './judge'

/** Where the contents of one bundle lie until they are applied: nothing of them counts yet. */
export interface Incoming {
  /** Reads the contents that a judged manifest announces. */
  reader(judged: Judged): IncomingReader
  /** The changes in order that are not held here already, read synchronously from the encrypted temporary file. @param ahead looks at them */
  changes(ahead?: Ahead): Generator<StagedChange>
  /** Throws away what was not kept. */
  remove(): void
}

/** Checks lines and contents as they come, and lays them aside. */
export interface IncomingReader extends ContentsReader {
  readonly judged: Judged
  /** @throws AppError `bundle.damaged` when lines are missing */
  finish(): void
  /** Puts the attachments' contents in their place and notes what did not come. */
  keepBlobs(): void
  /** How many of the pictures have more pixels than photos have here. */
  largePictures(): number
  /** How many of the changes are not held here already. */
  fresh(): number
  /** The contents that the changes name, those that are held already as well. */
  named(): Iterable<string>
}

/** Opens the place for one bundle's contents. @throws AppError `file.no-space`, `file.unwritable` */
export function openIncomingBundle(ctx: OpenContext, bundle: string): Incoming {
  const spool = openSpool(ctx)
  const blobs = new Map<string, IncomingBlob>()
  return {
    reader: (judged) => openReader(ctx, bundle, judged, { spool, blobs }),
    changes: (ahead) => readChanges(spool, ahead),
    remove: () => {
      spool.remove()
      for (const blob of blobs.values()) blob.remove()
    },
  }
}

function openReader(
  ctx: OpenContext,
  bundle: string,
  judged: Judged,
  { spool, blobs }: { readonly spool: Spool; readonly blobs: Map<string, IncomingBlob> },
): IncomingReader {
  const { manifest, leavingOut } = judged
  const store = openBlobStore(ctx)
  // What is missing in records that the sender has too: nobody gives a content for another one's.
  const awaited = missingIn(ctx.db, contentScopes(judged.sender, realmsHere(ctx)))
  const isAwaited = (hash: string): boolean => awaited.some((one) => one.hash === hash)
  /** Content → the streams whose changes name it. */
  const named = new Map<string, Segment[]>()
  const check = openLineCheck(manifest.segments, bundle, leavingOut, (segment) => heldPart(ctx.db, segment))
  const large = new Set<string>()
  let [done, fresh] = [0, 0]
  return {
    judged,
    lines: (lines) => {
      const pieces: string[] = []
      for (const carried of lines) {
        const taken = check.take(carried)
        if (!taken) continue
        const { segment, fresh: read } = taken
        for (const hash of read ? hashesIn(read.change.set) : hashesInHeld(carried))
          named.set(hash, [...(named.get(hash) ?? []), segment])
        if (!read) continue
        fresh += 1
        pieces.push(read.hash, String(read.at).padStart(AT_DIGITS), read.line, '\n')
      }
      if (pieces.length > 0) spool.write(Buffer.from(pieces.join('')))
      ctx.signal.throwIfAborted()
      done += lines.length
      // The second half is applying them.
      ctx.emit('progress', { task: 'import', done, total: 2 * manifest.counts.changes })
    },
    blob: (hash) => {
      // No sender fills this disk with contents that no record names.
      const isNamed = isAwaited(hash) || named.has(hash)
      const isLeftOut = !isNamed && leavingOut.streams().length > 0
      if (blobs.has(hash) || !(isNamed || isLeftOut)) throw new AppError('bundle.protocol', { bundle })
      const incoming = isLeftOut
        ? heldAlready
        : measured(store.receive(hash), (side) => {
            if (side > PHOTO_SIDE) large.add(hash)
          })
      blobs.set(hash, incoming)
      return incoming
    },
    largePictures: () => large.size,
    fresh: () => fresh,
    named: () => named.keys(),
    finish: () => check.finish(),
    keepBlobs: () => {
      const ofRecords = [...named].flatMap(([hash, streams]) =>
        streams.filter((stream) => !leavingOut.has(stream)).map(({ scope }) => ({ hash, scope })),
      )
      const arrived = [...awaited, ...ofRecords].filter(({ hash }) => blobs.has(hash))
      for (const hash of new Set(arrived.map((one) => one.hash))) blobs.get(hash)?.keep()
      noteArrival(ctx.db, { named: ofRecords, arrived })
    },
  }
}

/** The same content; `tell` hears the longer side of a picture, in pixels, as soon as that is known. Nothing is decoded. */
function measured(blob: IncomingBlob, tell: (side: number) => void): IncomingBlob {
  let head: Uint8Array | undefined = new Uint8Array()
  return {
    ...blob,
    write(chunk) {
      blob.write(chunk)
      if (head === undefined) return
      head = Buffer.concat([head, chunk])
      const size = pictureSize(head)
      if (size) tell(Math.max(size.width, size.height))
      if (size || head.length > SIZE_WITHIN) head = undefined
    },
  }
}

/** A content that did not come along earlier may come now, named by a change that is held already. */
function hashesInHeld(carried: string): readonly string[] {
  return mayNameFiles(carried) ? hashesIn(linkOf(JSON.parse(carried)).set) : []
}

/** Digits of a segment's number in the spool. */
const AT_DIGITS = 5
const BEFORE_LINE = CHAIN_START.length + AT_DIGITS

function* readChanges(spool: Spool, ahead: Ahead = alone): Generator<StagedChange> {
  for (const { lines, found } of ahead.through(linesIn(spool)))
    for (const [n, { line, hash, at }] of lines.entries())
      yield { ...lined(linkOf(JSON.parse(line)), line, hash), at, foundBy: found[n] ?? null }
}

interface SpooledLine {
  readonly line: string
  readonly hash: string
  readonly at: number
}

/** This site's own bytes, checked while they were staged, each line behind its hash and its segment. The spool vouches that they are the same. */
function* linesIn(spool: Spool): Generator<readonly SpooledLine[]> {
  const splitter = openLineSplitter(BEFORE_LINE + MAX_LINE_BYTES)
  for (const chunk of spool.read())
    yield splitter.push(chunk).map((hashed) => ({
      line: hashed.slice(BEFORE_LINE),
      hash: hashed.slice(0, CHAIN_START.length),
      at: Number(hashed.slice(CHAIN_START.length, BEFORE_LINE)),
    }))
}
