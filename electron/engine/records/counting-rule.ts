import { isDate } from '../../../shared/dates'
import { countingRule } from '../../../shared/kinds/counting-rule'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'

const days = `SELECT json_extract(body, '$.from') AS day FROM records WHERE kind = '${countingRule.name}' AND deleted = 0`

/** The day from which on the district counts only approved records (上报口径), `YYYY-MM-DD`; null: it counts all that are submitted. */
export const approvedFrom: (db: ReadDb) => string | null = remembered((db) => {
  const said = prepared<[], { day: unknown }>(db, days).all()
  const known = said.flatMap(({ day }) => (typeof day === 'string' && isDate(day) ? [day] : []))
  return known.sort()[0] ?? null
})
