import type { OpenContext } from '../context'
import { emptyLongLog, shortenLog, unlessDiskFails } from '../db/open'
import { mergingSteps } from '../search/merge-parts'
import { isCancelled } from '../tasks'

/**
 * Puts in order what an import of so many rows left, behind its answer. What was committed is on the disk already, in the log: nobody
 * need wait until it is moved from there, nor until parts of the search index are merged. Who locks meanwhile waits for one step
 * of merging at most; the rest is done in pauses (after-saves.ts).
 */
export async function tidyBeside(
  { db, exclusively, signal }: Pick<OpenContext, 'db' | 'exclusively' | 'signal'>,
  rows: number,
): Promise<void> {
  for (const step of mergingSteps(db, rows)) {
    if (isLeftOff(signal)) break
    // Between two steps whatever was held is saved.
    await exclusively(() => unlessDiskFails(step))
  }
  shortenLog(db)
  await exclusively(() => emptyLongLog(db))
}

/** The same at once, where nobody is answered meanwhile. */
export function tidy({ db }: Pick<OpenContext, 'db'>, rows: number): void {
  for (const step of mergingSteps(db, rows)) unlessDiskFails(step)
  emptyLongLog(db)
}

function isLeftOff(signal: AbortSignal): boolean {
  try {
    signal.throwIfAborted()
    return false
  } catch (error) {
    if (!isCancelled(error)) throw error
    return true
  }
}
