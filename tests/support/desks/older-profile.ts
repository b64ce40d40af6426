import { migrations } from '../../../electron/engine/db/migrations'
import type { openForWriting } from '../../../electron/engine/db/open'

/** Takes the schema of a database back to an earlier version (the number of a migration): what later migrations made is gone, the rest stays. */
export function takeBackTo(db: ReturnType<typeof openForWriting>, version: number): void {
  db.pragma('foreign_keys = OFF')
  for (const { sql } of migrations.filter((step) => step.version > version).toReversed()) {
    for (const [, table, was, is] of sql.matchAll(/ALTER TABLE (\w+) RENAME COLUMN (\w+) TO (\w+)/g))
      db.exec(`ALTER TABLE ${table} RENAME COLUMN ${is} TO ${was}`)
    for (const [, was, is] of sql.matchAll(/ALTER TABLE (\w+) RENAME TO (\w+)/g))
      db.exec(`ALTER TABLE ${is} RENAME TO ${was}`)
    for (const [, table, column] of sql.matchAll(/ALTER TABLE (\w+) ADD COLUMN (\w+)/g))
      db.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`)
    // An index over a table that goes with its migration goes with the table.
    for (const [, index] of sql.matchAll(/CREATE (?:UNIQUE )?INDEX (\w+)/g))
      db.exec(`DROP INDEX IF EXISTS ${index}`)
    for (const [, table] of sql.matchAll(/CREATE (?:VIRTUAL )?TABLE (\w+)/g)) db.exec(`DROP TABLE ${table}`)
  }
  db.pragma(`user_version = ${version}`)
}
