import { createHash } from 'node:crypto'
import type { Store } from '../store/store'
import type { HubAccount } from './accounts'

const add = 'INSERT INTO sessions (token, account) VALUES ($1, $2)'
const live = 'SELECT account, name, role, region FROM live_session($1)'
/** One write a minute is enough to know how long nobody has asked. */
const touch = `UPDATE sessions SET seen_at = clock_timestamp()
  WHERE token = $1 AND seen_at < clock_timestamp() - interval '1 minute'`
const end = 'DELETE FROM sessions WHERE token = $1'
const sweep = `DELETE FROM sessions WHERE created_at < clock_timestamp() - interval '12 hours'`

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Begins a session; the database holds the hash of its token alone. @param token 256 unpredictable bits as text */
export async function beginSession(door: Store, account: number, token: string): Promise<void> {
  await door.query(sweep)
  await door.query(add, [hashOf(token), account])
}

/** Whose session it is, and that it was used now; undefined where it has ended or never was. */
export async function sessionOf(door: Store, token: string): Promise<HubAccount | undefined> {
  const [account] = await door.query<HubAccount>(live, [token])
  if (account) await door.query(touch, [hashOf(token)])
  return account
}

/** Ends a session. */
export async function endSession(door: Store, token: string): Promise<void> {
  await door.query(end, [hashOf(token)])
}
