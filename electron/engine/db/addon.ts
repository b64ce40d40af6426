import Database from 'better-sqlite3'
import { AppError } from '../../../shared/errors'

/**
 * Loads the SQLite addon, which otherwise happens when the first database is opened.
 * @throws AppError `system.addon-unloadable` where the system is too old for it, or it is made for another processor
 */
export function loadAddon(): void {
  try {
    new Database(':memory:').close()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('system.addon-unloadable', { reason }, { cause: error })
  }
}
