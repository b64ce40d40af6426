import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'

/** Kind names stand in the text so that each part runs on its kind's own index. */
const workLogged = `SELECT
  EXISTS (SELECT 1 FROM records WHERE kind = 'activity' AND deleted = 0)
  OR EXISTS (SELECT 1 FROM records WHERE kind = 'courtyard-session' AND deleted = 0)
  OR EXISTS (SELECT 1 FROM records WHERE kind = 'consultation' AND deleted = 0)
  OR EXISTS (SELECT 1 FROM records WHERE kind = 'wage-arrears-lead' AND deleted = 0)
  OR EXISTS (SELECT 1 FROM records WHERE kind = 'mediation' AND deleted = 0)
  OR EXISTS (SELECT 1 FROM records WHERE kind = 'legal-aid-case' AND deleted = 0)
  OR EXISTS (SELECT 1 FROM records WHERE kind = 'counsel-service' AND deleted = 0) AS found`

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
