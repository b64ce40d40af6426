import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { removeNow } from '../files/rename'

/** Copies of the database from before an import or a migration, and what belongs to them. */
const COPY = /^before-(import|migration-[\w-]+)\.db(-wal|-shm|-journal|\.tmp)?$/

/** Removes the copies of the database that lie in the profile: they hold what was erased, and open with a former key. */
export function removeOlderCopies(profile: string): void {
  for (const name of readdirSync(profile)) if (COPY.test(name)) removeNow(join(profile, name))
}
