import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { ReadDb } from '../context'
import { readMeta } from '../db/meta'
import { DATABASE_FILE, openForReading, opensWith } from '../db/open'

/**
 * Asks the database of the profile here, opened with the keys that the profile had when a backup of it was made. Null where it has
 * another key since, or does not open at all: then nobody can say.
 */
export function askHere<T>(profile: string, backup: ReadDb, ask: (live: ReadDb) => T): T | null {
  const path = join(profile, DATABASE_FILE)
  const keys = (readMeta(backup, 'formerKeys') ?? []).map((key) => Buffer.from(key, 'base64'))
  if (!existsSync(path)) return null
  try {
    const key = keys.find((each) => opensWith(path, each))
    if (!key) return null
    const live = openForReading(path, key)
    try {
      return ask(live)
    } finally {
      live.close()
    }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
