import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { Role } from '../../../shared/rights'
import type { Finds } from '../../../shared/salvage/finds'
import { isDamage } from '../db/disk-error'
import { DATABASE_FILE, openForReading, opensWith } from '../db/open'
import { openHolder } from '../profile/holder'
import { type KeysFile, readKeys } from '../profile/keys-file'
import { countTry, forgetTries } from '../profile/lockout'
import { findUser } from '../profile/queries'
import type { DoorContext } from '../session'
import { salvagePages } from './salvage'
import type { Watched } from './watched'

/** Somebody who says to be of the people here, and the passphrase of now. */
export interface PersonHere {
  readonly user: string
  readonly passphrase: string
}

/** The file of keys here, where it reads: otherwise nobody can be held against it. @throws AppError as `diskError` */
export function keysHere(profile: string): KeysFile | null {
  try {
    return readKeys(profile)
  } catch (error) {
    if (error instanceof AppError && saysNothing.has(error.code)) return null
    throw error
  }
}

const saysNothing: ReadonlySet<string> = new Set([
  'profile.missing',
  'profile.damaged',
  'profile.trial-version',
])

/** The data keys behind a person's passphrase of now; each try counts. @throws AppError `passphrase.wrong`, `passphrase.wait` */
export async function openByPerson(
  { profile, clock }: Pick<DoorContext, 'profile' | 'clock'>,
  keys: KeysFile,
  { user, passphrase }: PersonHere,
): Promise<readonly Uint8Array[]> {
  const holder = keys.users.find(({ name }) => name === user)
  if (!holder) throw new AppError('passphrase.wrong')
  countTry(profile, user, clock.now())
  const dataKeys = await openHolder(holder, keys.profile, passphrase)
  if (!dataKeys) throw new AppError('passphrase.wrong')
  forgetTries(profile, user)
  return dataKeys
}

/**
 * Whoever puts something in the place of what lies here manages it now, and shows it by a passphrase of now. An older backup gives
 * nobody back what was taken since, whatever the keys were when it was made.
 * @returns false where nothing here says who manages it: neither the file of keys reads, nor any row about the person
 * @throws AppError `restore.who`, `passphrase.wait`, as `diskError`, and the signal's reason
 */
export async function managesHere(
  ctx: Pick<DoorContext, 'profile' | 'clock'>,
  person: PersonHere,
  watched: Watched,
): Promise<boolean> {
  const keys = keysHere(ctx.profile)
  if (keys === null) return false
  const dataKeys = await openByPerson(ctx, keys, person).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'passphrase.wrong' ? new AppError('restore.who') : error
  })
  const opened = { dataKeys, user: person.user }
  const said = roleInDatabase(ctx.profile, opened) ?? (await rolesInPages(ctx.profile, opened, watched))
  if (said.some((role) => role !== 'admin')) throw new AppError('restore.who')
  return said.length > 0
}

/** What rows that were found say against or for somebody: all of them that the person manages. */
export const onlyManages = (finds: Finds, user: string): boolean =>
  [...finds.saidOf(user)].every((role) => role === 'admin')

interface Opened {
  readonly dataKeys: readonly Uint8Array[]
  readonly user: string
}

/** Null where the database does not open, or its pages contradict each other. */
function roleInDatabase(profile: string, { dataKeys, user }: Opened): [Role | 'removed'] | null {
  const path = join(profile, DATABASE_FILE)
  try {
    const key = existsSync(path) ? dataKeys.find((each) => opensWith(path, each)) : undefined
    if (!key) return null
    const live = openForReading(path, key)
    try {
      return [findUser(live, user)?.role ?? 'removed']
    } finally {
      live.close()
    }
  } catch (error) {
    if (isDamage(error) || error instanceof AppError) return null
    throw error
  }
}

async function rolesInPages(
  profile: string,
  { dataKeys, user }: Opened,
  watched: Watched,
): Promise<readonly (Role | 'removed')[]> {
  try {
    const { finds } = await salvagePages(profile, dataKeys, watched)
    return [...finds.saidOf(user)]
  } catch (error) {
    watched.signal.throwIfAborted()
    if (error instanceof AppError) return []
    throw error
  }
}
