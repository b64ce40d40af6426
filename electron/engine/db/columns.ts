import { kinds } from '../../../shared/kinds'
import { columnsOf, indexesOf } from '../../../shared/kinds/columns'
import type { WriteDb } from '../context'

/**
 * Makes the generated columns and partial indexes that the record kinds declare, makes those anew that they now declare
 * otherwise, and drops those that no kind wants any more. Runs at every open: a kind that gains an indexed field needs no
 * migration.
 *
 * Names and JSON paths come from the registry, which is code; nothing that a person typed reaches this text.
 */
export function reconcileColumns(db: WriteDb): void {
  db.transaction(() => {
    alignColumns(db)
    alignIndexes(db)
  }).immediate()
}

function alignColumns(db: WriteDb): void {
  const wanted = new Map(
    kinds
      .flatMap(columnsOf)
      .map(({ name, type, expression }) => [
        name,
        `${name} ${type} GENERATED ALWAYS AS (${expression}) VIRTUAL`,
      ]),
  )
  const table = tableSql(db)
  const present = generatedColumns(db)
  const stale = present.filter((name) => !isAsWanted(table, wanted.get(name)))
  if (stale.length > 0) {
    // A column under an index can not go; `alignIndexes` makes the indexes again.
    for (const { name } of ownIndexes(db)) db.exec(`DROP INDEX "${name}"`)
    // A column may stand on one made before it.
    for (const name of stale.toReversed()) db.exec(`ALTER TABLE records DROP COLUMN ${name}`)
  }
  const kept = new Set(present.filter((name) => !stale.includes(name)))
  for (const [name, definition] of wanted)
    if (!kept.has(name)) db.exec(`ALTER TABLE records ADD COLUMN ${definition}`)
}

/** SQLite keeps the words of ADD COLUMN as they were given, so a definition that changed is seen in them. */
function isAsWanted(table: string, definition: string | undefined): boolean {
  return definition !== undefined && (table.includes(`${definition},`) || table.includes(`${definition})`))
}

function tableSql(db: WriteDb): string {
  const row = db
    .prepare<[], { sql: string }>(`SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'records'`)
    .get()
  return row?.sql ?? ''
}

/** The generated columns of `records` in the order they were made. */
function generatedColumns(db: WriteDb): string[] {
  return db
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_xinfo('records') WHERE hidden <> 0 ORDER BY cid`,
    )
    .all()
    .map(({ name }) => name)
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
