import { types } from 'node:util'
import { AppError } from '../../../shared/errors'
import type { OpenContext, ReadDb } from '../context'
import { writeMeta } from '../db/meta'
import { prepared } from '../db/prepared'
import { openBlobStore } from './blob-store'

/** Every change that names an attachment, also one that is in no record any more. */
const NAMING = `SELECT fields FROM changes WHERE salt IS NOT NULL AND instr(fields, '"$file/') > 0`

/** Contents between two breaths. */
const STEP = 10

/**
 * Puts every attachment under the newest data key, after it was changed: who was removed opens none of them with a key of
 * before. The database forgets former keys once nothing lies under them.
 * What fails, on a full disk or for a damaged content, is tried again at the next sign-in; a profile that was locked
 * meanwhile, too.
 */
export async function resealContents(ctx: OpenContext): Promise<void> {
  if (ctx.formerKeys.length === 0) return
  const store = openBlobStore(ctx)
  const hashes = namedIn(ctx.db)
  try {
    let done = 0
    for (const hash of hashes) {
      store.reseal(hash)
      done += 1
      if (done % STEP === 0) await new Promise((resolve) => setImmediate(resolve))
      if (!ctx.db.open) return
    }
  } catch (error) {
    // Whatever it is, it keeps nobody from the data. Never the message: it may hold a path.
    const why =
      error instanceof AppError ? error.code : types.isNativeError(error) ? error.name : typeof error
    ctx.log.warn('attachments still lie under a former key', { why })
    return
  }
  if (store.isAllOf(hashes)) writeMeta(ctx.db, 'formerKeys', [])
}

/** The hashes of every attachment that a change names. */
export function namedIn(db: ReadDb): ReadonlySet<string> {
  const hashes = new Set<string>()
  for (const fields of prepared<[], string>(db, NAMING).pluck().iterate())
    for (const [, hash] of fields.matchAll(/"(?:hash|thumb)":"([0-9a-f]{64})"/g))
      if (hash !== undefined) hashes.add(hash)
  return hashes
}
