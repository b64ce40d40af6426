import { createHash } from 'node:crypto'
import { AppError } from '../../../shared/errors'
import { waitAfter } from '../../engine/profile/lockout'
import type { Store } from '../store/store'

/** What was tried before is forgotten after a day without another try. */
const forgetOld = `DELETE FROM sign_in_tries WHERE until < clock_timestamp() - interval '1 day'`
const begin = `INSERT INTO sign_in_tries (who, count, until) VALUES ($1, 0, clock_timestamp()) ON CONFLICT DO NOTHING`
const look = `SELECT count, extract(epoch FROM until - clock_timestamp())::float8 AS left FROM sign_in_tries
  WHERE who = $1 FOR UPDATE`
const count = `UPDATE sign_in_tries SET count = $2, until = clock_timestamp() + $3 * interval '1 millisecond' WHERE who = $1`
const forget = 'DELETE FROM sign_in_tries WHERE who = $1'

/** Names are kept hashed, known or not: whoever types a passphrase into the wrong field leaves nothing to read. */
const whoIs = (name: string): Buffer => createHash('sha256').update(name.normalize('NFC')).digest()

/**
 * Counts a try before anything is computed, so that many at once are as many as one after the other. Names that nobody has
 * are counted as well: the answer tells nothing of who there is. The waits are those of a profile.
 * @throws AppError `passphrase.wait` with the seconds left
 */
export async function countHubTry(door: Store, name: string): Promise<void> {
  const who = whoIs(name)
  const seconds = await door.transaction(async (sql) => {
    await sql.query(forgetOld)
    await sql.query(begin, [who])
    const [row] = await sql.query<{ count: number; left: number }>(look, [who])
    if (row && row.left > 0) return Math.ceil(row.left)
    const tries = (row?.count ?? 0) + 1
    await sql.query(count, [who, tries, waitAfter(tries)])
    return 0
  })
  if (seconds > 0) throw new AppError('passphrase.wait', { seconds })
}

/** The sign-in went well. */
export async function forgetHubTries(door: Store, name: string): Promise<void> {
  await door.query(forget, [whoIs(name)])
}
