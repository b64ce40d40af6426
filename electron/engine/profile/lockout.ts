import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../shared/errors'
import { diskError } from '../db/disk-error'
import { writeFileAtomically } from '../files/atomic-file'

/**
 * The file beside the keys that counts wrong passphrases. It is apart because it is written without any key, at the door;
 * it slows down whoever guesses at the window, and nobody who has the disk.
 */
const TRIES_FILE = 'tries.json'

/** Wrong passphrases that cost nothing. */
const FREE_TRIES = 5
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000

/** By person: wrong passphrases in a row since the last right one, and until when (ms since 1970) the next try must wait. */
const triesFile = z.record(z.string(), z.object({ count: z.number().int().min(0), until: z.number() }))
type Tries = z.infer<typeof triesFile>

/** A person may be called as something that every object has. */
const triesOf = (tries: Tries, user: string): Tries[string] | undefined =>
  Object.hasOwn(tries, user) ? tries[user] : undefined

/**
 * Counts a try before anything is computed, so that many at once are as many as one after the other.
 * From the fifth on each doubles the wait, up to an hour. @returns how many came before it since the last right one
 * @throws AppError `passphrase.wait` with the seconds left; as `diskError`. `now` in ms since 1970
 */
export function countTry(profile: string, user: string, now: number): number {
  const tries = readTries(profile)
  const { count, until } = triesOf(tries, user) ?? { count: 0, until: 0 }
  const wait = waitAfter(count)
  const left = Math.min(until - now, wait)
  if (left > 0) {
    // A clock set back must not turn a wait of minutes into one of years: it begins anew, once.
    if (until - now > wait) writeTries(profile, { ...tries, [user]: { count, until: now + wait } })
    throw new AppError('passphrase.wait', { seconds: Math.ceil(left / 1000) })
  }
  writeTries(profile, { ...tries, [user]: { count: count + 1, until: now + waitAfter(count + 1) } })
  return count
}

/**
 * Counts a try at a backup's passphrase as one at the door: the backups that lie here have the same passphrases. @returns what takes
 * the try back once it was right. It forgets none of the others, because anybody can make a backup that the own passphrase opens.
 * @throws AppError as `countTry`
 */
export function countTryAtBackup(profile: string, user: string, now: number): () => void {
  const before = triesOf(readTries(profile), user)
  countTry(profile, user, now)
  const counted = triesOf(readTries(profile), user)
  return () => {
    const { [user]: mine, ...others } = readTries(profile)
    if (!mine) return
    const until = mine.until === counted?.until ? (before?.until ?? 0) : mine.until
    const count = mine.count - 1
    writeTries(profile, count > 0 ? { ...others, [user]: { count, until } } : others)
  }
}

/** The passphrase was right. */
export function forgetTries(profile: string, user: string): void {
  const { [user]: mine, ...others } = readTries(profile)
  if (mine) writeTries(profile, others)
}

function readTries(profile: string): Tries {
  let text: string
  try {
    text = readFileSync(join(profile, TRIES_FILE), 'utf8')
  } catch (cause) {
    const known = diskError(cause)
    if (known) throw known
    return {}
  }
  // What does not read keeps nobody out: whoever could spoil it could remove it.
  const read = triesFile.safeParse(jsonOf(text))
  return read.success ? read.data : {}
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function writeTries(profile: string, tries: Tries): void {
  try {
    writeFileAtomically(join(profile, TRIES_FILE), `${JSON.stringify(tries, null, 2)}\n`, 0o600)
  } catch (error) {
    // A full disk keeps nobody from the data: whoever can fill it could remove the file as well.
    if (error instanceof AppError && error.code === 'file.no-space') return
    throw (error instanceof AppError && diskError(error.cause)) || error
  }
}

/** The wait in milliseconds that so many wrong passphrases in a row cost. */
export function waitAfter(count: number): number {
  if (count < FREE_TRIES) return 0
  return Math.min(FIRST_WAIT_MS * 2 ** (count - FREE_TRIES), LONGEST_WAIT_MS)
}
