import type { Sql } from './store'

/** What one process at a time may do; its place is the number that PostgreSQL knows it by. */
const guarded = ['schema', 'district', 'words', 'refs', 'months', 'things'] as const

/**
 * Waits for an advisory lock and holds it until the transaction ends, however it ends: a process that dies holds nothing.
 * @param which of the guarded things, for instance the number of a district
 */
export async function holdUntilEnd(sql: Sql, what: (typeof guarded)[number], which: number): Promise<void> {
  await sql.query('SELECT pg_advisory_xact_lock($1::int, $2::int)', [guarded.indexOf(what), which])
}

/** The same for what has a name and no number: the district that a site is the first of. */
export async function holdByName(sql: Sql, name: string): Promise<void> {
  await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name])
}
