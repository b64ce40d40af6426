import { type Migration, migrations } from '../../../electron/engine/db/migrations'
import type { openForWriting } from '../../../electron/engine/db/open'

/** Takes the schema of a database back to an earlier version (the number of a migration): what later migrations made is gone, the rest stays. */
export function takeBackTo(db: ReturnType<typeof openForWriting>, version: number): void {
  db.pragma('foreign_keys = OFF')
  for (const step of migrations.filter((step) => step.version > version).toReversed()) {
    const { sql } = step
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
    for (const [, table = ''] of sql.matchAll(/DROP TABLE (?!IF\b)(\w+)/g)) db.exec(madeBefore(step, table))
  }
  db.pragma(`user_version = ${version}`)
}

/** The statement that made a table which a migration drops. */
function madeBefore({ version }: Migration, table: string): string {
  const before = migrations.filter((step) => step.version < version).map(({ sql }) => sql)
  const [made] = new RegExp(`CREATE (?:VIRTUAL )?TABLE ${table}\\b[^;]*;`).exec(before.join('\n')) ?? []
  if (made === undefined) throw new Error(`no migration before ${version} makes ${table}`)
  return made
}
