import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { Manifest } from '../../../shared/sync/manifest'
import { EnoughRead, type SignedManifest, type Unpack, type Unpacked, unpack } from '../bundle/unpack'
import { placeOf } from '../changes/branches'
import type { OpenContext, ReadDb } from '../context'
import { sha256OfFile } from '../files/verified-file'
import type { Ahead } from '../search/ahead'
import { identitiesOf } from '../sites/own-sites'
import type { SenderRules } from '../sites/sender'
import type { StagedChange } from '../streams/segment-check'
import { type IncomingReader, openIncomingBundle } from './incoming'
import { type Judged, judgeManifest, type Proven } from './judge'
import { wasSizeTaken, wasTaken } from './queries'

/** A bundle that was read to its end and found good, waiting to be applied. */
export interface StagedBundle extends Judged {
  readonly bundle: string
  readonly sha256: string
  /** Of the file. */
  readonly bytes: number
  /** The changes in order that are not held here already, read synchronously from the encrypted temporary file. */
  changes(ahead?: Ahead): Generator<StagedChange>
  /** How many these are. */
  readonly fresh: number
  /** The contents that its changes name, those that are held already as well. */
  named(): Iterable<string>
  /** How many of the pictures have more pixels than photos have here. */
  readonly largePictures: number
  /** Puts the attachments' contents in their place and notes the missing ones. `remove` throws the rest away. */
  keepBlobs(): void
  remove(): void
}

/**
 * Reads, decrypts and checks a whole bundle without taking anything of it: recipient, sender, signature, hashes,
 * chains, checkpoints, rights and shapes.
 * A file that was taken before, byte for byte, and of which all is still held is read to its manifest only.
 * The caller removes it. `tell` hears the sender's name, also when the bundle is refused afterwards. `read` takes the file apart.
 * @throws AppError `file.unreadable`, `join.*` and every `bundle.*`; `profile.rewound`, as `requireNotRewound`, which
 * begins a new stream
 */
export async function stageBundle(
  ctx: OpenContext,
  path: string,
  allowed: SenderRules,
  tell: (proven: Proven) => void = () => undefined,
  read: Unpack = unpack,
): Promise<StagedBundle> {
  const bundle = basename(path)
  const incoming = openIncomingBundle(ctx, bundle)
  try {
    const before = await takenBefore(ctx, path)
    let known: IncomingReader | undefined
    const judge = async (signed: SignedManifest): Promise<IncomingReader> => {
      const judged = await judgeManifest(ctx, bundle, signed, allowed, tell)
      const reader = incoming.reader(judged)
      if (!before || !isHeld(ctx, judged)) return reader
      known = reader
      throw new EnoughRead()
    }
    const readWhole = async (): Promise<Unpacked<IncomingReader>> => {
      const whole = await read(path, identitiesOf(ctx), judge)
      whole.contents.finish()
      return whole
    }
    const { sha256, bytes, contents } = await readWhole().catch((error: unknown) => {
      if (!(error instanceof EnoughRead && before && known)) throw error
      return { ...before, contents: known }
    })
    ctx.signal.throwIfAborted()
    return {
      bundle,
      sha256,
      bytes,
      ...contents.judged,
      changes: incoming.changes,
      fresh: contents.fresh(),
      named: contents.named,
      largePictures: contents.largePictures(),
      keepBlobs: contents.keepBlobs,
      remove: incoming.remove,
    }
  } catch (error) {
    incoming.remove()
    throw error
  }
}

type WholeFile = Pick<StagedBundle, 'sha256' | 'bytes'>

/**
 * The file, where the very same bytes were read to their end, checked and taken before. @throws AppError `file.unreadable`
 */
async function takenBefore(ctx: OpenContext, path: string): Promise<WholeFile | undefined> {
  const bytes = sizeOf(path)
  if (!wasSizeTaken(ctx.db, bytes)) return undefined
  const sha256 = await sha256OfFile(path, ctx.signal)
  return wasTaken(ctx.db, sha256) ? { sha256, bytes } : undefined
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch (cause) {
    throw new AppError('file.unreadable', { file: basename(path) }, { cause })
  }
}

/** Whether nothing of a bundle can be new. A content may come again for one that was lost, so that a bundle with some is read. */
function isHeld({ db }: OpenContext, { manifest }: Judged): boolean {
  return manifest.counts.blobs === 0 && isEachHeld(db, manifest)
}

/** Whether the changes of all segments are held. */
export function isEachHeld(db: ReadDb, { segments }: Pick<Manifest, 'segments'>): boolean {
  return segments.every((segment) => placeOf(db, segment, segment.to, segment.head) !== undefined)
}
