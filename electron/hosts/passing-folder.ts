import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Passing, Random } from '../engine/context'
import { removeFolderNow } from '../engine/files/rename'

const PREFIX = 'yuanba-loopback-'

/** Makes a private folder in which a browser's files pass, under a new key, and removes those of processes that are no more. */
export function openPassingFolder(random: Random): Passing {
  for (const name of readdirSync(tmpdir())) if (isLeft(name)) sweep(join(tmpdir(), name))
  return { folder: mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`)), key: random.bytes(32) }
}

/** Whether a folder belongs to a process that ended without removing it. A number that another process has by now keeps it for a while. */
function isLeft(name: string): boolean {
  const id = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
  return id !== undefined && Number(id) !== process.pid && !isRunning(Number(id))
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

/** Another user's folder stays: nobody but that user may remove it. */
function sweep(folder: string): void {
  try {
    removeFolderNow(folder)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EPERM' || error.code === 'EACCES')))
      throw error
  }
}
