import { AppError } from '../../../shared/errors'
import { LEAST_COST, unwrapKey, type WrappedKey } from '../../engine/profile/wrapping'
import type { Store } from '../store/store'
import { type AccountMeans, type HubAccount, hubBindingOf } from './accounts'
import { appendHubAudit } from './audit'
import { openGate } from './gate'
import { beginSession } from './sessions'
import { stepOfCode } from './totp'
import { countHubTry, forgetHubTries } from './tries'

/** What a person types. */
export interface TypedSignIn {
  readonly user: string
  readonly passphrase: string
  /** Six digits of the authenticator. */
  readonly code: string
}

interface Found extends HubAccount {
  readonly wrapper: WrappedKey
  readonly closed: boolean
}

const find = 'SELECT account, name, role, region, wrapper, closed FROM accounts WHERE name = $1'
/** A code counts once, and so does every one before it. */
const spend = `UPDATE accounts SET last_step = $2 WHERE account = $1 AND last_step < $2 AND NOT closed RETURNING account`

/** Each computation takes 128 MiB: two at a time, and a line that a morning's office does not fill. */
const scryptGate = openGate(2, 64)

/** What a name that nobody has is compared with: it costs the same time and opens for nothing. */
const decoy = (cost: number): WrappedKey => ({
  kdf: { name: 'scrypt', N: cost, r: 8, p: 1, salt: Buffer.alloc(16).toString('base64') },
  iv: Buffer.alloc(12).toString('base64'),
  key: Buffer.alloc(20).toString('base64'),
  tag: Buffer.alloc(16).toString('base64'),
})

/**
 * Signs somebody in. Name, passphrase and code are refused with one sentence, so that it tells nobody which of them was wrong.
 * @returns the session's token: whoever has it is this account until it ends
 * @throws AppError `hub.refused`, `passphrase.wait`, `hub.busy`
 */
export async function signIn(
  door: Store,
  typed: TypedSignIn,
  { clock, random, kdfCost = LEAST_COST }: AccountMeans,
): Promise<{ readonly account: HubAccount; readonly token: string }> {
  const { found, secret } = await scryptGate(async () => {
    // Behind the gate: a flood of invented names writes no more of them down than it has computed.
    await countHubTry(door, typed.user)
    const [found] = await door.query<Found>(find, [typed.user])
    const wrapper = found?.wrapper ?? decoy(kdfCost)
    return { found, secret: await unwrapKey(wrapper, typed.passphrase, hubBindingOf(typed.user)) }
  })
  const step = secret && stepOfCode(secret, typed.code, clock.now())
  const isRight = found && step !== null && (await door.query(spend, [found.account, step])).length > 0
  if (!isRight) {
    if (found) await note(door, found.name, 'session.refused', clock.now())
    throw new AppError('hub.refused')
  }
  await forgetHubTries(door, typed.user)
  const token = Buffer.from(random.bytes(32)).toString('base64url')
  await beginSession(door, found.account, token)
  await note(door, found.name, 'session.unlock', clock.now())
  const { account, name, role, region } = found
  return { account: { account, name, role, region }, token }
}

const note = (door: Store, account: string, action: string, now: number): Promise<number> =>
  door.transaction((sql) => appendHubAudit(sql, { account, action, detail: {}, now }))
