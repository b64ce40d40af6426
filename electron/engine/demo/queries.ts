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
