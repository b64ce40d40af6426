import { writeFileSync } from 'node:fs'
import { type Kept, readKept } from './window-place'

/** What the window remembers between starts, in one small file beside its profile: nothing of any record. */
export interface KeptFile {
  read(): Kept
  /** Keeps these beside what is kept already; a disk that is full keeps nothing, and the window goes on. */
  keep(more: Kept): void
}

/** @param warn hears why it could not be kept */
export function keptIn(path: string, warn: (text: string) => void): KeptFile {
  let now = readKept(path)
  return {
    read: () => now,
    keep(more) {
      now = { ...now, ...more }
      try {
        writeFileSync(path, JSON.stringify(now))
      } catch (error) {
        warn(`the window's place was not kept: ${String(error)}`)
      }
    },
  }
}
