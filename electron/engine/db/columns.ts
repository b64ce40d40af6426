import { kinds } from '../../../shared/kinds'
import { columnsOf, indexesOf } from '../../../shared/kinds/columns'
import type { WriteDb } from '../context'

/**
 * Makes the generated columns and partial indexes that the record kinds declare, and drops indexes that no kind wants any
 * more. Runs at every open: a kind that gains an indexed field needs no migration.
 *
 * Names and JSON paths come from the registry, which is code; nothing that a person typed reaches this text.
 */
export function reconcileColumns(db: WriteDb): void {
  db.transaction(() => {
    addColumns(db)
    alignIndexes(db)
  }).immediate()
}

function addColumns(db: WriteDb): void {
  const present = new Set(
    db
      .prepare<[], { name: string }>(`SELECT name FROM pragma_table_xinfo('records')`)
      .all()
      .map((column) => column.name),
  )
  const wanted = new Map(kinds.flatMap(columnsOf).map((column) => [column.name, column]))
  for (const { name, type, expression } of wanted.values())
    if (!present.has(name))
      db.exec(`ALTER TABLE records ADD COLUMN ${name} ${type} GENERATED ALWAYS AS (${expression}) VIRTUAL`)
}

function alignIndexes(db: WriteDb): void {
  const wanted = new Map(kinds.flatMap(indexesOf).map((index) => [index.name, index.sql]))
  const present = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'records' AND name GLOB 'r_*'`,
    )
    .all()
  const fitting = new Set<string>()
  for (const index of present) {
    if (wanted.get(index.name) === index.sql) fitting.add(index.name)
    else db.exec(`DROP INDEX "${index.name}"`)
  }
  for (const [name, sql] of wanted) if (!fitting.has(name)) db.exec(sql)
}
