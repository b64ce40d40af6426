import { AppError } from '../../../shared/errors'

/**
 * What SQLite says of the disk below it, with words of its own: it is full, or it fails. `undefined` for anything else;
 * a read that ends early is the file's fault, not the disk's.
 */
export function diskError(error: unknown): AppError | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL') return new AppError('file.no-space', { file: '' }, { cause: error })
  if (code.startsWith('SQLITE_IOERR') && code !== 'SQLITE_IOERR_SHORT_READ')
    return new AppError('profile.disk-failed', {}, { cause: error })
  return undefined
}
