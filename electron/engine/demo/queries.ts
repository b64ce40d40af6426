import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'

/** Kind names stand in the text so that each half runs on its kind's own index. */
const workLogged = `SELECT
  EXISTS (SELECT 1 FROM records WHERE kind = 'activity' AND deleted = 0)
  OR EXISTS (SELECT 1 FROM records WHERE kind = 'courtyard-session' AND deleted = 0) AS found`

/** Whether anybody has logged an activity or a session here. */
export function hasLoggedWork(db: ReadDb): boolean {
  return prepared<[], { found: number }>(db, workLogged).get()?.found === 1
}
