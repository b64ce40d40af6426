import type { Kind } from '../../../shared/definition/define'
import { factTable } from '../../../shared/facts/tables'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'

/** Living records of a kind whose records are forms; by id, so that every computer lists them alike. */
export function livingForms(
  db: ReadDb,
  kind: Kind,
): readonly { readonly id: string; readonly body: string }[] {
  const sql = `SELECT r.id, r.body FROM ${factTable(kind)} f CROSS JOIN records r ON r.rid = f.rid
    WHERE f.deleted = 0 ORDER BY r.id`
  return prepared<[], { id: string; body: string }>(db, sql).all()
}
