import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { hashesIn, mayNameFiles } from '../../../shared/attachments/entry'
import { AppError } from '../../../shared/errors'
import type { Change } from '../../../shared/sync/change'
import {
  type CertifiedSite,
  MAX_LINE_BYTES,
  type Manifest,
  unpackedLimit,
} from '../../../shared/sync/manifest'
import { openBlobStore } from '../attachments/blob-store'
import type { IncomingBlob } from '../attachments/blob-writer'
import { missingHere, noteArrival } from '../attachments/missing'
import type { OpenContext } from '../context'
import type { SiteRow } from '../users/queries'
import { heldPart } from './held'
import { openLineSplitter } from './lines'
import { findSite } from './queries'
import { realmsHere } from './realms'
import { identitiesOf } from './renew'
import { checkSegments, openLineCheck } from './segment-check'
import { countOf } from './segments'
import { provenSender, type SenderRules, vouchedSites } from './sender'
import { rowOfSite } from './sites'
import { openSpool, type Spool } from './spool'
import { unpack } from './unpack'

/** A bundle that was read to its end and found good, waiting to be applied. */
export interface StagedBundle {
  readonly bundle: string
  readonly sha256: string
  /** Of the file. */
  readonly bytes: number
  readonly manifest: Manifest
  readonly sender: SiteRow
  readonly vouched: readonly CertifiedSite[]
  /** Takes a new sender in; inside the transaction. */
  admit(): void
  /** The changes in order that are not held here already, read synchronously from the encrypted temporary file. */
  changes(): Generator<Change>
  /** Puts the attachments' contents in their place and notes what did not come; what is not kept goes with `remove`. */
  keepBlobs(): void
  remove(): void
}

/**
 * Reads, decrypts and checks a whole bundle without changing anything: recipient, sender, signature, hashes, chains,
 * checkpoints, rights and shapes. The caller removes it.
 * @throws AppError `file.unreadable`, `join.*` and every `bundle.*`
 */
export async function stageBundle(
  ctx: OpenContext,
  path: string,
  allowed: SenderRules,
): Promise<StagedBundle> {
  const bundle = basename(path)
  const spool = openSpool(ctx)
  const store = openBlobStore(ctx)
  const named = new Set<string>()
  const awaited = new Set(missingHere(ctx.db))
  const arrived: string[] = []
  const blobs: IncomingBlob[] = []
  const remove = (): void => {
    spool.remove()
    for (const blob of blobs) blob.remove()
  }
  try {
    let judged:
      | Omit<StagedBundle, 'sha256' | 'bytes' | 'changes' | 'keepBlobs' | 'remove' | 'bundle'>
      | undefined
    let check = openLineCheck([], bundle)
    let done = 0
    const sha256 = await unpack(path, identitiesOf(ctx), {
      manifest: (manifest, text, signature) => {
        const proven = provenSender(ctx, { manifest, text, signature, bundle }, allowed)
        const { sender, introduced, admit } = proven
        const vouched = vouchedSites(ctx, proven, manifest.sites, bundle)
        const rows = new Map([...vouched.map(asRow), sender, ...introduced].map((row) => [row.id, row]))
        const realms = realmsHere(ctx, [...rows.values()])
        checkSegments(manifest.segments, {
          bundle,
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
        check = openLineCheck(manifest.segments, bundle, (segment) => heldPart(ctx.db, segment))
        judged = { manifest, sender, vouched, admit }
      },
      lines: (lines) => {
        const fresh = lines.flatMap((carried) => {
          const read = check.take(carried)
          for (const hash of read ? hashesIn(read.change.set) : hashesInHeld(carried)) named.add(hash)
          return read?.line ?? []
        })
        if (fresh.length > 0) spool.write(Buffer.from(`${fresh.join('\n')}\n`))
        done += lines.length
        // The second half is applying them.
        ctx.emit('progress', { task: 'import', done, total: 2 * (judged?.manifest.counts.changes ?? 0) })
      },
      blob: (hash) => {
        // Nobody fills this disk with what no record names.
        const isNamed = named.delete(hash)
        if (!awaited.delete(hash) && !isNamed) throw new AppError('bundle.protocol', { bundle })
        arrived.push(hash)
        const incoming = store.receive(hash)
        blobs.push(incoming)
        return incoming
      },
    })
    check.finish()
    if (!judged) throw new AppError('bundle.damaged', { bundle })
    const keepBlobs = (): void => {
      for (const blob of blobs) blob.keep()
      noteArrival(ctx.db, store, { named, arrived })
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

function* readChanges(spool: Spool): Generator<Change> {
  const splitter = openLineSplitter(MAX_LINE_BYTES)
  // Our own bytes, checked while they were staged; the chain is checked once more as they are appended.
  for (const chunk of spool.read()) for (const line of splitter.push(chunk)) yield JSON.parse(line) as Change
}
