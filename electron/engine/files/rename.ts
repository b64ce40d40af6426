import { renameSync, rmSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

/** How long Windows is asked again, in ms, and how often. */
const PATIENCE = 5000
const PAUSE = 50

/**
 * What Windows answers while another program has one of the two files open: a virus scanner or an indexer looks at each new
 * file for a moment. Elsewhere an open file can be renamed and removed, and these mean what they say.
 */
const passing: ReadonlySet<unknown> = new Set(['EPERM', 'EACCES', 'EBUSY'])

/** Where and when something is tried; tests stand in for Windows and its clock. */
export interface Surroundings {
  readonly platform: string
  now(): number
  /** Lasts as long as it says: nothing else may happen meanwhile. */
  pause(ms: number): void
}

const here: Surroundings = {
  platform: process.platform,
  now: () => performance.now(),
  pause: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
}

const mayPass = (error: unknown, { platform, now }: Surroundings, until: number): boolean =>
  platform === 'win32' &&
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  passing.has(error.code) &&
  now() < until

/** Does something to a file at once. On Windows it is tried again for a while, until others let go of the file. @throws what it throws */
export function patiently<T>(work: () => T, at: Surroundings = here): T {
  for (const until = at.now() + PATIENCE; ; at.pause(PAUSE)) {
    try {
      return work()
    } catch (error) {
      if (!mayPass(error, at, until)) throw error
    }
  }
}

/** Gives a file or folder another name, over whatever had it. On Windows waits for others to let go of either. */
export async function moveFile(from: string, to: string): Promise<void> {
  for (const until = here.now() + PATIENCE; ; await wait(PAUSE)) {
    try {
      await rename(from, to)
      return
    } catch (error) {
      if (!mayPass(error, here, until)) throw error
    }
  }
}

/** The same at once, for moments in which nothing else may happen. */
export function moveFileNow(from: string, to: string): void {
  patiently(() => renameSync(from, to))
}

/** Removes a file; nothing where there is none. On Windows waits for others to let go of it. @throws where it is a folder */
export function removeNow(path: string): void {
  patiently(() => rmSync(path, { force: true }))
}

/** The same for a folder with all that is in it, or a file. */
export function removeFolderNow(path: string): void {
  patiently(() => rmSync(path, { recursive: true, force: true }))
}
