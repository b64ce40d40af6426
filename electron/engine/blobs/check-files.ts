import { fileKey, filesOf } from '../../../shared/attachments/entry'
import { headsOf } from '../../../shared/sync/merge'
import { writerOf } from '../changes/log'
import { stateFromRow } from '../changes/project'
import { changeQuery, type RecordRow } from '../changes/queries'
import type { OpenContext, ReadDb } from '../context'
import { openBlobStore } from './blob-store'

/** Contents read between two breaths. */
const STEP = 20

/**
 * Reads every content that a record names, and counts three things:
 * - all of them;
 * - those of other computers that have not arrived;
 * - those that are damaged or, having been added here, gone.
 *
 * @throws AppError `task.cancelled`
 */
export async function countFiles(
  ctx: OpenContext,
  db: ReadDb,
): Promise<{ readonly count: number; readonly missing: number; readonly wrong: number }> {
  const store = openBlobStore(ctx)
  const checked = new Set<string>()
  let [missing, wrong] = [0, 0]
  for (const row of changeQuery<RecordRow>(db, 'withFiles').iterate()) {
    const state = stateFromRow(row)
    for (const { id, entry } of filesOf(state.body)) {
      const isOwn = headsOf(state, fileKey(id)).some(
        ([change]) => writerOf(db, row.id, change) === ctx.site.id,
      )
      for (const hash of entry.thumb ? [entry.hash, entry.thumb] : [entry.hash]) {
        if (checked.has(hash)) continue
        ctx.signal.throwIfAborted()
        checked.add(hash)
        if (store.wholeSize(hash) === null) {
          if (store.has(hash) || isOwn) wrong += 1
          else missing += 1
        }
        if (checked.size % STEP === 0) await new Promise((resolve) => setImmediate(resolve))
      }
    }
  }
  return { count: checked.size, missing, wrong }
}
