import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadDb } from '../context'
import { removeFolderNow, removeNow } from '../files/rename'
import { readMeta } from './meta'

/** The folder of backups inside the profile. */
export const OWN_PLACE = 'backups'

/** Copies of the database from before an import, a bulk step or a migration, and what belongs to them. */
const COPY = /^before-(import|bulk|migration-[\w-]+)\.db(-wal|-shm|-journal|\.tmp)?$/

/** Removes the copies of the database that lie in the profile: they hold what was erased, and open with a former key. */
export function removeOlderCopies(profile: string): void {
  for (const name of readdirSync(profile)) if (COPY.test(name)) removeNow(join(profile, name))
}

/** Removes the copies from before earlier migrations: the newest takes their place. `name`: its file in the profile. */
export function keepOneMigrationCopy(profile: string, name: string): void {
  const others = readdirSync(profile).filter((file) => /^before-migration-[\w-]+\.db$/.test(file))
  if (others.includes(name)) for (const other of others) if (other !== name) removeNow(join(profile, other))
}

/** The profile that a restore replaced, and what an interrupted start or a damaged file of drafts left. */
const ASIDE = /^(aside-\d+|(profile\.db|drafts\.db|blobs)\S*\.(left|damaged)-\d+\S*)$/

/**
 * Removes what lies aside in the profile, under keys that this database does not know: it can be neither sealed anew nor erased in.
 * The same goes for backups in the profile that are none of this database's, because a restore put another in its place.
 */
export function removePutAside(profile: string, db: ReadDb): void {
  for (const name of readdirSync(profile)) if (ASIDE.test(name)) removeFolderNow(join(profile, name))
  const place = join(profile, OWN_PLACE)
  if (!existsSync(place)) return
  const known = (readMeta(db, 'copies') ?? []).filter(({ folder }) => folder === place)
  const ours = new Set(known.map(({ file }) => file))
  for (const name of readdirSync(place))
    if (name.endsWith('.ybk') && !ours.has(name)) removeNow(join(place, name))
}
