import { basename } from 'node:path'
import { type Unpack, unpack } from '../bundle/unpack'
import type { OpenContext } from '../context'
import { identitiesOf } from '../sites/own-sites'
import type { SenderRules } from '../sites/sender'
import type { StagedChange } from '../streams/segment-check'
import { openIncomingBundle } from './incoming'
import { type Judged, judgeManifest, type Proven } from './judge'

/** A bundle that was read to its end and found good, waiting to be applied. */
export interface StagedBundle extends Judged {
  readonly bundle: string
  readonly sha256: string
  /** Of the file. */
  readonly bytes: number
  /** The changes in order that are not held here already, read synchronously from the encrypted temporary file. */
  changes(): Generator<StagedChange>
  /** How many these are. */
  readonly fresh: number
  /** How many of the pictures have more pixels than photos have here. */
  readonly largePictures: number
  /** Puts the attachments' contents in their place and notes the missing ones. `remove` throws the rest away. */
  keepBlobs(): void
  remove(): void
}

/**
 * Reads, decrypts and checks a whole bundle without taking anything of it: recipient, sender, signature, hashes,
 * chains, checkpoints, rights and shapes.
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
    const { sha256, bytes, contents } = await read(path, identitiesOf(ctx), async (signed) =>
      incoming.reader(await judgeManifest(ctx, bundle, signed, allowed, tell)),
    )
    ctx.signal.throwIfAborted()
    contents.finish()
    return {
      bundle,
      sha256,
      bytes,
      ...contents.judged,
      changes: incoming.changes,
      fresh: contents.fresh(),
      largePictures: contents.largePictures(),
      keepBlobs: contents.keepBlobs,
      remove: incoming.remove,
    }
  } catch (error) {
    incoming.remove()
    throw error
  }
}
