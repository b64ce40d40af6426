import { namedQueries } from '../db/named-queries'

const sql = {
  countByKind: 'SELECT kind, count(*) AS count FROM records WHERE deleted = 0 GROUP BY kind ORDER BY kind',
  lastChange: 'SELECT max(at) AS at FROM changes',
  recordsAfter: 'SELECT DISTINCT record FROM changes WHERE branch = ? AND seq > ?',
  drafts: `SELECT count(*) AS count, ifnull(max(saved_at), '') AS newest FROM drafts`,
  erased: 'SELECT count(*) AS count FROM erased',
} as const

/** What a backup, or the profile beside it, holds. */
export const holdings = namedQueries(sql)
