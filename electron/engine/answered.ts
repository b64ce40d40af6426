import { types } from 'node:util'
import type { Answer } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import { WrongAnswer } from './answers'
import type { Log } from './context'
import { diskError, isDamage } from './db/disk-error'

/** What a call answers: what `work` makes, or the error in words of our own. What nobody expects is logged. */
export async function answered(
  name: string,
  log: Log,
  isReadOnly: () => boolean,
  work: () => unknown,
): Promise<Answer<unknown>> {
  try {
    return { ok: await work() }
  } catch (error) {
    const known = knownError(error, isReadOnly())
    if (known) return { error: known.toBody() }
    logUnexpected(log, name, error)
    return { error: new AppError('unexpected', { call: name }).toBody() }
  }
}

/** Errors with words of their own: ours, and what is said of the disk or of a profile that may only be read. */
function knownError(error: unknown, isReadOnly: boolean): AppError | undefined {
  if (error instanceof AppError) return error
  if (isReadOnly && codeOf(error).startsWith('SQLITE_READONLY')) return new AppError('profile.read-only')
  // A page that contradicts the others may be met by any call.
  return diskError(error) ?? (isDamage(error) ? new AppError('profile.damaged') : undefined)
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** Never the message: SQLite and zod put values into theirs. */
function logUnexpected(log: Log, name: string, error: unknown): void {
  const kind = types.isNativeError(error) ? error.name : typeof error
  const stack = types.isNativeError(error)
    ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
    : []
  const at = error instanceof WrongAnswer ? error.at.join(', ') : stack.slice(0, 6).join(' ').trim()
  log.error('a call failed unexpectedly', { call: name, kind, at })
}
