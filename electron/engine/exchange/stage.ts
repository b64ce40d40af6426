import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { hashesIn, mayNameFiles } from '../../../shared/attachments/entry'
import { AppError } from '../../../shared/errors'
import type { LinedChange } from '../../../shared/sync/chain'
import { CHAIN_START, type Change } from '../../../shared/sync/change'
import {
  type CertifiedSite,
  MAX_LINE_BYTES,
  type Manifest,
  type Segment,
  unpackedLimit,
} from '../../../shared/sync/manifest'
import { openBlobStore } from '../blobs/blob-store'
import { heldAlready, type IncomingBlob } from '../blobs/blob-writer'
import { missingHere, noteArrival } from '../blobs/missing'
import { openLineSplitter } from '../bundle/lines'
import { openSpool, type Spool } from '../bundle/spool'
import { unpack } from '../bundle/unpack'
import type { OpenContext } from '../context'
import type { SiteRow } from '../profile/queries'
import { provenSender, type SenderRules, vouchedSites } from '../sites/proven-sender'
import { realmsHere } from '../sites/realms'
import { rowOfSite } from '../sites/sites'
import { heldPart } from '../streams/held'
import { type LeavingOut, openLeavingOut } from '../streams/left-out'
import { requireNotRewound } from '../streams/old-copy'
import { identitiesOf } from '../streams/renew'
import { checkSegments, openLineCheck } from '../streams/segment-check'
import { countOf } from '../streams/segments'
import { hasEnded } from '../streams/written-anew'
import { findSite } from './queries'

/** A bundle that was read to its end and found good, waiting to be applied. */
export interface StagedBundle {
  readonly bundle: string
  readonly sha256: string
  /** Of the file. */
  readonly bytes: number
  readonly manifest: Manifest
  readonly sender: SiteRow
  readonly vouched: readonly CertifiedSite[]
  /** What others' streams in it are not taken; applying it may find more. */
  readonly leavingOut: LeavingOut
  /** Takes how far streams are the same here and at the sender, where they differ: see `Forks`. */
  readonly common: Map<string, number>
  /** Takes a new sender in; inside the transaction. */
  admit(): void
  /** The changes in order that are not held here already, read synchronously from the encrypted temporary file. */
  changes(): Generator<LinedChange>
  /** Puts the attachments' contents in their place and notes what did not come; what is not kept goes with `remove`. */
  keepBlobs(): void
  remove(): void
}

/** Whose bundle it is, once that was proven. */
export interface Proven {
  /** The sender's id. */
  readonly peer: string
  readonly serial: number
}

/**
 * Reads, decrypts and checks a whole bundle without taking anything of it: recipient, sender, signature, hashes, chains,
 * checkpoints, rights and shapes. The caller removes it. `tell` hears who sent it, also when it is refused afterwards.
 * @throws AppError `file.unreadable`, `join.*` and every `bundle.*`; `profile.rewound`, as `requireNotRewound`, which begins a new stream
 */
export async function stageBundle(
  ctx: OpenContext,
  path: string,
  allowed: SenderRules,
  tell: (proven: Proven) => void = () => undefined,
): Promise<StagedBundle> {
  const bundle = basename(path)
  const spool = openSpool(ctx)
  const store = openBlobStore(ctx)
  /** Content → the streams whose changes name it. */
  const named = new Map<string, Segment[]>()
  const awaited = new Set(missingHere(ctx.db))
  const blobs = new Map<string, IncomingBlob>()
  const remove = (): void => {
    spool.remove()
    for (const blob of blobs.values()) blob.remove()
  }
  try {
    let judged:
      | Omit<StagedBundle, 'sha256' | 'bytes' | 'changes' | 'keepBlobs' | 'remove' | 'bundle'>
      | undefined
    let check = openLineCheck([], bundle, openLeavingOut(bundle, 'all'))
    let done = 0
    const sha256 = await unpack(path, identitiesOf(ctx), {
      manifest: async (manifest, text, signature) => {
        const proven = provenSender(ctx, { manifest, text, signature, bundle }, allowed)
        const { sender, introduced, admit } = proven
        tell({ peer: sender.id, serial: manifest.serial })
        const vouched = vouchedSites(ctx, proven, manifest, bundle)
        const rows = new Map([...vouched.map(asRow), sender, ...introduced].map((row) => [row.id, row]))
        const realms = realmsHere(ctx, [...rows.values()])
        // What is said of our own streams must be our own word as well.
        const leavingOut = openLeavingOut(bundle, [sender.id, ctx.site.id])
        checkSegments(manifest.segments, {
          bundle,
          leavingOut,
          siteOf: (id) => findSite(ctx.db, id) ?? rows.get(id),
          receiver: ctx.site,
          ...(realms ? { realms: { among: realms, sender: sender.id } } : {}),
        })
        if (
          manifest.counts.changes !== countOf(manifest.segments) ||
          manifest.counts.blobs !== manifest.entries.length - 1 ||
          manifest.counts.bytes > unpackedLimit(manifest.entries[0]?.size ?? 0)
        )
          throw new AppError('bundle.protocol', { bundle })
        // Before any line: who went back as well sends a fork of its own, which would hide for good what it knows of ours.
        await requireNotRewound(ctx, { bundle, manifest, vouched })
        // What an ended site wrote may have gone two ways: all of it is read, to see where.
        check = openLineCheck(manifest.segments, bundle, leavingOut, (segment) =>
          hasEnded(rows.get(segment.site)) || hasEnded(findSite(ctx.db, segment.site))
            ? undefined
            : heldPart(ctx.db, segment),
        )
        judged = { manifest, sender, vouched, leavingOut, common: new Map(), admit }
      },
      lines: (lines) => {
        const pieces: string[] = []
        for (const carried of lines) {
          const taken = check.take(carried)
          if (!taken) continue
          const { segment, fresh } = taken
          for (const hash of fresh ? hashesIn(fresh.change.set) : hashesInHeld(carried))
            named.set(hash, [...(named.get(hash) ?? []), segment])
          if (fresh) pieces.push(fresh.hash, fresh.line, '\n')
        }
        if (pieces.length > 0) spool.write(Buffer.from(pieces.join('')))
        done += lines.length
        // The second half is applying them.
        ctx.emit('progress', { task: 'import', done, total: 2 * (judged?.manifest.counts.changes ?? 0) })
      },
      blob: (hash) => {
        // Nobody fills this disk with what no record names.
        const isNamed = awaited.has(hash) || named.has(hash)
        const isLeftOut = !isNamed && judged !== undefined && judged.leavingOut.streams().length > 0
        if (blobs.has(hash) || !(isNamed || isLeftOut)) throw new AppError('bundle.protocol', { bundle })
        const incoming = isLeftOut ? heldAlready : store.receive(hash)
        blobs.set(hash, incoming)
        return incoming
      },
    })
    check.finish()
    if (!judged) throw new AppError('bundle.damaged', { bundle })
    const { leavingOut } = judged
    const keepBlobs = (): void => {
      const ofRecords = new Set(
        [...named].filter(([, streams]) => !streams.every(leavingOut.has)).map(([hash]) => hash),
      )
      const arrived = [...blobs.keys()].filter((hash) => awaited.has(hash) || ofRecords.has(hash))
      for (const hash of arrived) blobs.get(hash)?.keep()
      noteArrival(ctx.db, store, { named: ofRecords, arrived })
    }
    return {
      bundle,
      sha256,
      bytes: statSync(path).size,
      ...judged,
      changes: () => readChanges(spool),
      keepBlobs,
      remove,
    }
  } catch (error) {
    remove()
    throw error
  }
}

const asRow = ({ facts, certificate }: CertifiedSite): SiteRow => rowOfSite(facts, certificate, 0)

/** A content that did not come along earlier may come now, named by a change that is held already. */
function hashesInHeld(carried: string): readonly string[] {
  return mayNameFiles(carried) ? hashesIn((JSON.parse(carried) as Pick<Change, 'set'>).set) : []
}

function* readChanges(spool: Spool): Generator<LinedChange> {
  const splitter = openLineSplitter(CHAIN_START.length + MAX_LINE_BYTES)
  // Our own bytes, checked while they were staged, each line behind its hash; the spool vouches that they are the same.
  for (const chunk of spool.read())
    for (const hashed of splitter.push(chunk)) {
      const line = hashed.slice(CHAIN_START.length)
      yield { change: JSON.parse(line) as Change, line, hash: hashed.slice(0, CHAIN_START.length) }
    }
}
