import { holdUntilEnd } from './locks'
import type { HubMigration } from './migration'
import { hubMigrations } from './migrations'
import type { Sql, Store } from './store'

/**
 * Brings the schema up to date, each step in a transaction of its own; several processes may do so at once.
 * @param atEnd what a schema that was changed wants done, in the transaction of the last step. @returns how many steps were done
 */
export async function migrate(
  store: Store,
  steps: readonly HubMigration[] = hubMigrations,
  atEnd: (sql: Sql) => Promise<void> = async () => undefined,
): Promise<number> {
  await store.transaction(async (inside) => {
    // Even what makes nothing that is there already does so for one process at a time.
    await holdUntilEnd(inside, 'schema', 0)
    await inside.query(
      `CREATE TABLE IF NOT EXISTS migrations (id int PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL DEFAULT now())`,
    )
  })
  const before = await store.query<{ id: number }>('SELECT id FROM migrations')
  const known = new Set(before.map(({ id }) => id))
  const missing = steps.filter(({ id }) => !known.has(id)).toSorted((one, other) => one.id - other.id)
  let done = 0
  for (const { id, name, sql } of missing) {
    done += await store.transaction(async (inside) => {
      await holdUntilEnd(inside, 'schema', 0)
      if ((await inside.query('SELECT 1 FROM migrations WHERE id = $1', [id])).length > 0) return 0
      for (const statement of statementsOf(sql)) await inside.query(statement)
      await inside.query('INSERT INTO migrations (id, name) VALUES ($1, $2)', [id, name])
      if (id === missing.at(-1)?.id) await atEnd(inside)
      return 1
    })
  }
  return done
}

/** A step's statements: each ends with a semicolon at the end of a line, except between `$$` and `$$`. */
function statementsOf(sql: string): string[] {
  const statements: string[] = []
  let statement = ''
  let isInside = false
  for (const line of sql.split('\n')) {
    if (line.split('$$').length % 2 === 0) isInside = !isInside
    statement += `${line}\n`
    if (isInside || !line.trimEnd().endsWith(';')) continue
    statements.push(statement)
    statement = ''
  }
  return statement.trim() === '' ? statements : [...statements, statement]
}
