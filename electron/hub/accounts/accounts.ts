import { AppError } from '../../../shared/errors'
import type { Role } from '../../../shared/rights'
import type { Clock, Random } from '../../engine/context'
import { requireStrong } from '../../engine/profile/profile'
import { LEAST_COST, type WrappedKey, wrapKey } from '../../engine/profile/wrapping'
import type { Sql, Store } from '../store/store'
import { appendHubAudit, BY_COMMAND } from './audit'
import { authenticatorAddress } from './totp'

/** Nobody writes records at a hub: 录入 has nothing to do there. */
export const hubRoles = ['read', 'review', 'admin'] as const satisfies readonly Role[]
export type HubRole = (typeof hubRoles)[number]

/** An account as its session knows it. `region`: the unit, from the top down to a district, whose districts it sees. */
export interface HubAccount {
  readonly account: number
  readonly name: string
  readonly role: HubRole
  readonly region: string
}

/** What an account is made of. */
export interface NewHubAccount {
  readonly name: string
  readonly role: HubRole
  readonly region: string
  readonly passphrase: string
}

/** Where accounts get the time, what nobody guesses, and scrypt's N. */
export interface AccountMeans {
  readonly clock: Clock
  readonly random: Random
  /** A power of two; absent: what a profile takes at least. */
  readonly kdfCost?: number
}

const find = 'SELECT account FROM accounts WHERE name = $1'
const add = 'INSERT INTO accounts (name, role, region, wrapper) VALUES ($1, $2, $3, $4)'
const rewrap = 'UPDATE accounts SET wrapper = $2, last_step = 0, closed = false WHERE name = $1'
const shut = 'UPDATE accounts SET closed = true WHERE name = $1 RETURNING account'
const end = 'DELETE FROM sessions WHERE account = (SELECT account FROM accounts WHERE name = $1)'
const knownRegion = 'SELECT 1 FROM districts WHERE $1 = ANY (region) LIMIT 1'
const all = 'SELECT account, name, role, region, closed FROM accounts ORDER BY name'

/** What ties a wrapper to its account: copied to another one it does not open. */
export const hubBindingOf = (name: string): string => `hub-account ${name.normalize('NFC')}`

/** RFC 4226 asks for 128 bits at least and recommends 160. */
const SECRET_BYTES = 20

async function newWrapper(
  { name, passphrase }: Pick<NewHubAccount, 'name' | 'passphrase'>,
  { random, kdfCost = LEAST_COST }: AccountMeans,
): Promise<{ readonly wrapper: WrappedKey; readonly address: string }> {
  const secret = random.bytes(SECRET_BYTES)
  const wrapper = await wrapKey(secret, passphrase, hubBindingOf(name), kdfCost, random)
  return { wrapper, address: authenticatorAddress(secret, name) }
}

/**
 * Makes an account. @returns the address for its authenticator, which nothing else tells again
 * @throws AppError `passphrase.weak`, `user.exists`, `unit.not-found` for a region in which no district stands
 */
export async function addHubAccount(store: Store, made: NewHubAccount, means: AccountMeans): Promise<string> {
  requireStrong(made.passphrase, made.name)
  const { wrapper, address } = await newWrapper(made, means)
  await store.transaction(async (sql) => {
    if ((await sql.query(find, [made.name])).length > 0)
      throw new AppError('user.exists', { user: made.name })
    if ((await sql.query(knownRegion, [made.region])).length === 0)
      throw new AppError('unit.not-found', { unit: made.region })
    await sql.query(add, [made.name, made.role, made.region, JSON.stringify(wrapper)])
    const detail = { name: made.name, role: made.role, region: made.region }
    await note(sql, means, 'account.add', detail)
  })
  return address
}

/**
 * Gives an account another passphrase and another authenticator, and opens it again if it was closed; its sessions end.
 * @returns the new address. @throws AppError `passphrase.weak`, `user.not-found`
 */
export async function resetHubAccount(
  store: Store,
  who: Pick<NewHubAccount, 'name' | 'passphrase'>,
  means: AccountMeans,
): Promise<string> {
  requireStrong(who.passphrase, who.name)
  const { wrapper, address } = await newWrapper(who, means)
  await store.transaction(async (sql) => {
    if ((await sql.query(find, [who.name])).length === 0)
      throw new AppError('user.not-found', { user: who.name })
    await sql.query(rewrap, [who.name, JSON.stringify(wrapper)])
    await sql.query(end, [who.name])
    await note(sql, means, 'account.reset', { name: who.name })
  })
  return address
}

/** Closes an account and ends its sessions at once. @throws AppError `user.not-found` */
export async function closeHubAccount(store: Store, name: string, means: AccountMeans): Promise<void> {
  await store.transaction(async (sql) => {
    if ((await sql.query(shut, [name])).length === 0) throw new AppError('user.not-found', { user: name })
    await sql.query(end, [name])
    await note(sql, means, 'account.close', { name })
  })
}

/** Every account, by name. */
export async function allHubAccounts(
  store: Store,
): Promise<readonly (HubAccount & { readonly closed: boolean })[]> {
  return await store.query(all)
}

const note = (sql: Sql, { clock }: AccountMeans, action: string, detail: Readonly<Record<string, string>>) =>
  appendHubAudit(sql, { account: BY_COMMAND, action, detail, now: clock.now() })
