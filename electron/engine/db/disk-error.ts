import { AppError } from '../../../shared/errors'

/**
 * What SQLite or the system says of the disk below a profile, with words of its own: it is full, lets nobody read or write, or
 * fails. So has a database at which somebody else is. `undefined` for anything else; a read that ends early is the file's fault,
 * not the disk's.
 */
export function diskError(error: unknown): AppError | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)$/.test(code))
    return new AppError('file.no-space', { file: '' }, { cause: error })
  // A read-only disk, a folder of somebody else's: SQLite even reads with a file beside the database.
  if (/^(SQLITE_(READONLY|CANTOPEN|PERM).*|EACCES|EPERM|EROFS)$/.test(code))
    return new AppError('profile.no-access', {}, { cause: error })
  // Somebody else is at it and did not let go in time: another program that reads the file, or a second window.
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new AppError('profile.in-use', {}, { cause: error })
  if (/^(SQLITE_IOERR(?!_SHORT_READ).*|EIO)$/.test(code))
    return new AppError('profile.disk-failed', {}, { cause: error })
  return undefined
}

/** Whether SQLite says that a file is none of its own, or that its pages contradict each other. */
export function isDamage(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code))
  )
}
