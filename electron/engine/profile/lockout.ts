import { AppError } from '../../../shared/errors'
import type { KeyHolder } from './keys-file'

/** Wrong passphrases that cost nothing. */
const FREE_TRIES = 5
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000

/** @throws AppError `passphrase.wait` with the seconds left; `now` in ms since 1970 */
export function requireNoWait(holder: KeyHolder, now: number): void {
  const { count, until } = holder.failures
  // A clock set back must not turn a wait of minutes into one of years.
  const left = Math.min(until - now, waitAfter(count))
  if (left > 0) throw new AppError('passphrase.wait', { seconds: Math.ceil(left / 1000) })
}

/** The counter after one more wrong passphrase: from the fifth on each doubles the wait, up to an hour. */
export function afterFailure(holder: KeyHolder, now: number): KeyHolder {
  const count = holder.failures.count + 1
  return { ...holder, failures: { count, until: now + waitAfter(count) } }
}

export function afterSuccess(holder: KeyHolder): KeyHolder {
  return { ...holder, failures: { count: 0, until: 0 } }
}

function waitAfter(count: number): number {
  if (count < FREE_TRIES) return 0
  return Math.min(FIRST_WAIT_MS * 2 ** (count - FREE_TRIES), LONGEST_WAIT_MS)
}
