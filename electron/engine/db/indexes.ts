import { kinds } from '../../../shared/kinds'
import { indexesOf } from '../../../shared/records/record-indexes'
import type { WriteDb } from '../context'

/**
 * Makes the partial indexes that the record kinds declare, makes those anew that they now declare otherwise, and drops those
 * that no kind wants any more. Runs at every open: a kind that gains an indexed field needs no migration.
 *
 * Names and JSON paths come from the registry, which is code; nothing that a person typed reaches this text.
 */
export function reconcileIndexes(db: WriteDb): void {
  db.transaction(() => {
    dropGeneratedColumns(db)
    alignIndexes(db)
  }).immediate()
}

/** Earlier versions kept what lists sort by in generated columns. */
function dropGeneratedColumns(db: WriteDb): void {
  const present = db
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_xinfo('records') WHERE hidden <> 0 ORDER BY cid DESC`,
    )
    .all()
  if (present.length === 0) return
  // A column under an index can not go; a column may stand on one made before it.
  for (const { name } of ownIndexes(db)) db.exec(`DROP INDEX "${name}"`)
  for (const { name } of present) db.exec(`ALTER TABLE records DROP COLUMN "${name}"`)
}

function ownIndexes(db: WriteDb): { readonly name: string; readonly sql: string }[] {
  return db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'records' AND name GLOB 'r_*'`,
    )
    .all()
}

function alignIndexes(db: WriteDb): void {
  const wanted = new Map(kinds.flatMap(indexesOf).map((index) => [index.name, index.sql]))
  const fitting = new Set<string>()
  for (const index of ownIndexes(db)) {
    if (wanted.get(index.name) === index.sql) fitting.add(index.name)
    else db.exec(`DROP INDEX "${index.name}"`)
  }
  for (const [name, sql] of wanted) if (!fitting.has(name)) db.exec(sql)
}
