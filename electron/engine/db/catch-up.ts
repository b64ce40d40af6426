import { AppError } from '../../../shared/errors'
import type { WriteDb } from '../context'
import { isDamage } from './disk-error'
import { writeMeta } from './meta'
import { attachLive, openCopy } from './open'

/** What is made out of the log: a copy that becomes the database makes it anew (changes/project-all.ts). */
const derived = [
  'records',
  'registers',
  'search',
  'match_keys',
  'recent_match_keys',
  'match_rules',
  'anomalies',
  'awaited',
]

/** Rows of these are only ever added, at the end; of the log of changes as its branches say. */
const appended = ['changes', 'audit']

/** When more than one in so many changes is missing, copying the whole file takes less time than adding them. */
const FAR_BEHIND = 8

/**
 * Brings a copy of the database to what the database holds now, in time that grows with what is new and not with what
 * is there.
 * The log of changes and the audit log are added to; what else is no projection is written again. All of it is one
 * transaction.
 * The projection stays as it is and is marked as behind, so that opening the copy makes it anew.
 * @returns false when the copy is none of this database as it now is, is damaged, or is far behind: nothing was changed
 * then
 * @throws AppError as `openCopy`, and what SQLite says of the disk
 */
export function catchUp(copyPath: string, livePath: string, dataKey: Uint8Array): boolean {
  const copy = openedCopy(copyPath, dataKey)
  if (!copy) return false
  try {
    attachLive(copy, livePath, dataKey)
    copy.pragma('foreign_keys = OFF')
    // Not `immediate`: that would lock the database too.
    const bring = copy.transaction(() => {
      const isOurs = isBeginningOfLive(copy)
      if (isOurs) takeOver(copy)
      return isOurs
    })
    return bring()
  } catch (error) {
    if (isDamage(error)) return false
    throw error
  } finally {
    copy.close()
  }
}

/** @returns undefined for a file that this key does not open */
function openedCopy(path: string, dataKey: Uint8Array): WriteDb | undefined {
  try {
    return openCopy(path, dataKey)
  } catch (error) {
    if (error instanceof AppError && error.code === 'profile.damaged') return undefined
    throw error
  }
}

const schemaOf = (schema: string): string => `
  SELECT type, name, sql FROM ${schema}.sqlite_schema
  WHERE tbl_name NOT IN (${derived.map((name) => `'${name}'`).join(', ')}) AND tbl_name NOT LIKE 'search\\_%' ESCAPE '\\' AND tbl_name NOT LIKE 'fact%'`

/** A branch of the copy that the live log does not go on from: of another history. */
const otherHistory = `
  SELECT 1 FROM main.branches c LEFT JOIN live.branches l USING (branch)
  WHERE NOT (
    l.site IS c.site AND l.scope IS c.scope AND l.parent IS c.parent AND l.after IS c.after AND l.seq >= c.seq AND
    c.hash IS (SELECT lower(hex(hash)) FROM live.changes WHERE branch = c.branch AND seq = c.seq))
  LIMIT 1`

const otherAudit = `
  SELECT 1 FROM main.audit c LEFT JOIN live.audit l USING (seq)
  WHERE c.seq = (SELECT max(seq) FROM main.audit) AND c.hash IS NOT l.hash`

const farBehind = `
  SELECT 1 FROM (SELECT (SELECT ifnull(sum(seq - after), 0) FROM main.branches) AS copied,
    (SELECT ifnull(sum(seq - after), 0) FROM live.branches) AS held)
  WHERE (held - copied) * ${FAR_BEHIND} > held`

/** Whether the copy has the same tables as the database, and a log that the database's goes on from, not much longer. */
function isBeginningOfLive(copy: WriteDb): boolean {
  const version = (schema: string): unknown => copy.pragma(`${schema}.user_version`, { simple: true })
  if (version('main') !== version('live')) return false
  const [ours, theirs] = [schemaOf('main'), schemaOf('live')]
  const differences = [
    `${ours} EXCEPT ${theirs}`,
    `${theirs} EXCEPT ${ours}`,
    otherHistory,
    otherAudit,
    farBehind,
  ]
  return differences.every((sql) => copy.prepare(sql).get() === undefined)
}

function takeOver(copy: WriteDb): void {
  // Before the branches, which say how far the copy has come. The name of a change is computed, so it is not copied.
  const columns = copy
    .prepare<[], string>(`SELECT name FROM pragma_table_info('changes', 'main')`)
    .pluck()
    .all()
  copy.exec(`
    INSERT INTO main.changes (${columns.join(', ')})
      SELECT ${columns.map((name) => `n.${name}`).join(', ')} FROM live.branches l LEFT JOIN main.branches c USING (branch)
      CROSS JOIN live.changes n ON n.branch = l.branch AND n.seq > ifnull(c.seq, l.after);
    INSERT INTO main.audit SELECT * FROM live.audit WHERE seq > (SELECT ifnull(max(seq), 0) FROM main.audit)`)
  const tables = copy
    .prepare<[], string>(`SELECT name FROM (${schemaOf('main')}) WHERE type = 'table'`)
    .pluck()
    .all()
  for (const table of tables)
    if (!appended.includes(table))
      copy.exec(`DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM live.${table}`)
  writeMeta(copy, 'projectionBehind', true)
}
