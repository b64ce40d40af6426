import { factTable } from '../../../shared/facts/tables'
import { kinds } from '../../../shared/kinds'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'

/** What a street logs daily, whatever kind. */
const daily = kinds.filter(({ place, owner }) => place === 'daily' && owner === 'street')
const workLogged = `SELECT ${daily
  .map((kind) => `EXISTS (SELECT 1 FROM ${factTable(kind)} WHERE deleted = 0)`)
  .join(' OR ')} AS found`

/** Whether anybody has logged any daily work here. */
export function hasLoggedWork(db: ReadDb): boolean {
  return prepared<[], { found: number }>(db, workLogged).get()?.found === 1
}

const newest = `SELECT id FROM records WHERE kind = @kind AND scope = @scope AND deleted = 0
  ORDER BY rid DESC LIMIT 1 OFFSET @nth`

/** The id of a street's record of a kind, counted back from the newest (0). */
export function recordAt(
  db: ReadDb,
  where: { readonly kind: string; readonly scope: string; readonly nth: number },
): string | undefined {
  return prepared<[typeof where], { id: string }>(db, newest).get(where)?.id
}
