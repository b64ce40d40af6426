import { renameSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

/** How long Windows is asked again, in ms, and how often. */
const PATIENCE = 5000
const PAUSE = 50

/**
 * What Windows answers while another program has one of the two files open: a virus scanner or an indexer looks at each new
 * file for a moment. Elsewhere an open file can be renamed, and these mean what they say.
 */
const passing: ReadonlySet<unknown> = new Set(['EPERM', 'EACCES', 'EBUSY'])

const mayPass = (error: unknown, until: number): boolean =>
  process.platform === 'win32' &&
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  passing.has(error.code) &&
  performance.now() < until

/** Gives a file or folder another name, over whatever had it. On Windows waits for others to let go of either. */
export async function moveFile(from: string, to: string): Promise<void> {
  for (const until = performance.now() + PATIENCE; ; await wait(PAUSE)) {
    try {
      await rename(from, to)
      return
    } catch (error) {
      if (!mayPass(error, until)) throw error
    }
  }
}

/** The same at once, for moments in which nothing else may happen. */
export function moveFileNow(from: string, to: string): void {
  for (const until = performance.now() + PATIENCE; ; pause()) {
    try {
      renameSync(from, to)
      return
    } catch (error) {
      if (!mayPass(error, until)) throw error
    }
  }
}

/** Nobody wakes it: it lasts as long as it says. */
const pause = (): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE)
