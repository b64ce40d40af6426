import { openBlobStore } from '../blobs/blob-store'
import { namedIn } from '../blobs/reseal'
import type { OpenContext, ReadDb } from '../context'
import { readMeta, requireMeta } from '../db/meta'
import { removeNow } from '../files/rename'
import { besidePath, putBlobsBeside } from '../safety/blobs-beside'

/** Contents read between two breaths. */
const STEP = 20

/** A copy that was unpacked: where it lay, where it lies now, and its database. */
interface Unpacked {
  readonly folder: string
  readonly workplace: string
  readonly copy: ReadDb
}

/**
 * Reads every attachment of a copy. One that was spoilt there and is whole here is put beside the copies anew; one that is spoilt here as
 * well is for the check of what is here to tell. @returns how many were spoilt there alone
 */
export async function mendContents(ctx: OpenContext, { folder, workplace, copy }: Unpacked): Promise<number> {
  const [dataKey, ...formerKeys] = (readMeta(copy, 'formerKeys') ?? []).map((key) =>
    Buffer.from(key, 'base64'),
  )
  if (!dataKey) return 0
  const there = openBlobStore({ profile: workplace, dataKey, formerKeys, random: ctx.random })
  const here = openBlobStore(ctx)
  const key = readMeta(copy, 'besideKey')
  let [read, spoilt] = [0, 0]
  for (const hash of namedIn(copy)) {
    ctx.signal.throwIfAborted()
    read += 1
    if (read % STEP === 0) await new Promise((resolve) => setImmediate(resolve))
    if (!there.has(hash) || there.wholeSize(hash) !== null || here.wholeSize(hash) === null) continue
    spoilt += 1
    const name = there.nameOf(hash)
    // Under another key since, it comes beside the next copy by another name.
    if (here.nameOf(hash) !== name || key === null || key !== readMeta(ctx.db, 'besideKey')) continue
    removeNow(besidePath(folder, requireMeta(ctx.db, 'profile'), { name, key: Buffer.from(key, 'base64') }))
    await putBlobsBeside(ctx, folder, [name])
  }
  return spoilt
}
