import { basename } from 'node:path'
import type { FileToken } from '../../shared/contract/types'
import type { Chosen } from '../../shared/wire'

/** Files that were opened with the program, until a screen that can use them takes them. */
export interface WaitingFiles {
  /** What was opened now waits in place of what was opened before; nothing opened changes nothing. */
  add(paths: readonly string[]): void
  /** Their names, for whoever has to sign in first. */
  names(): readonly string[]
  /** Hands them over. Should that fail, they go on waiting. */
  take(): Promise<readonly Chosen[]>
}

/**
 * @param grant makes the engine's token for a path
 * @param tell says that something waits
 */
export function keepWaiting(grant: (path: string) => Promise<FileToken>, tell: () => void): WaitingFiles {
  let waiting: readonly string[] = []
  return {
    add(paths) {
      if (paths.length === 0) return
      waiting = paths
      tell()
    },
    names: () => waiting.map((path) => basename(path)),
    async take() {
      const paths = waiting
      const chosen = await Promise.all(
        paths.map(async (path) => ({ token: await grant(path), name: basename(path) })),
      )
      // Somebody may have opened another file meanwhile: that one is not lost.
      if (waiting === paths) waiting = []
      return chosen
    },
  }
}
