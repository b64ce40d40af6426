import type { Random } from '../../engine/context'
import type { Sql, Store } from '../store/store'
import { scramVerifier } from './scram'

/**
 * The two roles that a serving hub connects as. Neither owns anything.
 * - `door` opens sessions and notes what is done; of the records it may read none.
 * - `reader` reads records, and of them only what row-level security lets the session's token reach.
 */
export interface ServingRoles {
  readonly door: string
  readonly reader: string
}

/** The roles' names: PostgreSQL has them for all databases of a server together. */
export async function servingRoles(sql: Sql): Promise<ServingRoles> {
  const name = await databaseName(sql)
  const roles = rolesOf(name)
  if (!roles) throw new RangeError(`the database's name is too long: ${name}`)
  return roles
}

/** PostgreSQL cuts a name at 63 bytes: two databases with long names would share a role, so that these have none. */
const rolesOf = (name: string): ServingRoles | undefined =>
  Buffer.byteLength(name) > 48 ? undefined : { door: `yuanba_door_${name}`, reader: `yuanba_reader_${name}` }

const exists = 'SELECT 1 FROM pg_roles WHERE rolname = $1'
const statement = 'SELECT format($1, VARIADIC $2::text[]) AS sql'

/** Runs a statement that takes names (`%I`) and texts (`%L`) but no parameters. */
async function run(sql: Sql, text: string, ...names: readonly string[]): Promise<void> {
  const [row] = await sql.query<{ sql: string }>(statement, [text, names])
  await sql.query(row?.sql ?? '')
}

/** Tables of one district's rows, by their first column; what the store, ingest and the facts make is among them. */
const districtTables = `SELECT c.relname::text AS name,
    c.relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'session_reaches') AS guarded
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attnum = 1 AND a.attname = 'district'
  ORDER BY c.relname`

/** Every table whose rows belong to a district, and whether row-level security stands on it with the session's policy. */
export async function tablesOfDistricts(
  sql: Sql,
): Promise<readonly { readonly name: string; readonly guarded: boolean }[]> {
  return await sql.query(districtTables)
}

/** What pages are made of: values, and nothing that checks or carries them on. */
const isRead = (table: string): boolean =>
  [
    ...['districts', 'records', 'refs'],
    ...['district_months', 'district_things', 'named_things', 'stale_months', 'told_files'],
  ].includes(table) || table.startsWith('facts_')

/** Of the log what a history tells: no salt, by which erased values could be guessed at, and no signature. */
const readColumns: Readonly<Record<string, readonly string[]>> = {
  branches: ['district', 'branch', 'site', 'scope', 'counts_to'],
  changes: [
    ...['district', 'branch', 'seq', 'clock', 'hash', 'record', 'kind', 'kind_version'],
    ...['author', 'at', 'reason', 'fields'],
  ],
}

/** What belongs to no district and tells of none. */
const common = ['words']

/** What the reader may ask besides tables: each looks at the session's token itself. */
const readFunctions = [
  'hub_reach()',
  'hub_arrivals()',
  'hub_offices()',
  'hub_computers()',
  'hub_senders(int)',
  'hub_followers(int, text[], int)',
  'hub_found(text[], text, boolean, int, text[])',
  'hub_found_whole(text[], int)',
  'hub_in_order(text, text, boolean, text, text, text, int, bigint, int[], text[], text, int)',
]

/**
 * Puts row-level security on every table of districts' rows, makes the two roles where they are missing and grants them what
 * they need and nothing else. What is made later is guarded as it is made: tables of facts by `guardNewTables`, a migration's by
 * `guardUpgraded`. For the owner of the database.
 * It is not forced on the owner, who takes files in: PostgreSQL has no COPY then, and a policy that lets the owner see all would guard
 * nothing. That nobody serves as the owner is checked when serving begins (`requireGuarded`).
 * @param passwords null where nobody connects as a role, as with PGlite
 */
export async function prepareServing(
  store: Store,
  passwords: ServingRoles | null,
  random: Random,
): Promise<ServingRoles> {
  return await store.transaction(async (sql) => {
    const roles = await servingRoles(sql)
    for (const which of ['door', 'reader'] as const)
      await prepareRole(sql, roles[which], passwords?.[which] ?? null, random)
    await run(sql, `REVOKE ALL ON DATABASE %I FROM PUBLIC`, await databaseName(sql))
    await run(
      sql,
      `GRANT CONNECT ON DATABASE %I TO %I, %I`,
      await databaseName(sql),
      roles.door,
      roles.reader,
    )
    await sql.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC')
    await run(sql, 'GRANT USAGE ON SCHEMA public TO %I, %I', roles.door, roles.reader)
    await grantDoor(sql, roles.door)
    await grantReader(sql, roles.reader)
    return roles
  })
}

async function databaseName(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ name: string }>('SELECT current_database()::text AS name')
  return row?.name ?? ''
}

async function prepareRole(sql: Sql, role: string, password: string | null, random: Random): Promise<void> {
  const [known] = await sql.query(exists, [role])
  if (!known) await run(sql, 'CREATE ROLE %I NOINHERIT', role)
  if (password !== null)
    await run(sql, 'ALTER ROLE %I LOGIN PASSWORD %L', role, scramVerifier(password, random))
  await run(sql, 'ALTER ROLE %I SET search_path = public, pg_temp', role)
  await run(sql, "ALTER ROLE %I SET statement_timeout = '60s'", role)
}

async function grantDoor(sql: Sql, door: string): Promise<void> {
  await run(sql, 'GRANT SELECT ON accounts TO %I', door)
  await run(sql, 'GRANT UPDATE (last_step) ON accounts TO %I', door)
  await run(sql, 'GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_tries, sessions TO %I', door)
  await run(sql, 'GRANT SELECT, INSERT ON hub_audit TO %I', door)
  await run(sql, 'GRANT EXECUTE ON FUNCTION live_session(text) TO %I', door)
  // For its metrics: how many files wait, and neither on which computer nor where.
  await run(sql, 'GRANT SELECT (files, oldest, behind, heard_at, stopped_at) ON watched_folders TO %I', door)
}

/**
 * Guards and grants what was made since `prepareServing`, where that has run; otherwise does nothing. In the transaction that
 * makes the tables, so that no reader ever finds one without them. For the owner of the database.
 */
export async function guardNewTables(sql: Sql): Promise<void> {
  const roles = await preparedRoles(sql)
  if (!roles) return
  const unguarded = (await tablesOfDistricts(sql)).filter(({ guarded }) => !guarded)
  await guardTables(sql, roles.reader, unguarded)
}

/**
 * The same for all that a migration may have made: tables, columns and functions that the roles need. In the transaction of the last
 * migration. For the owner of the database.
 */
export async function guardUpgraded(sql: Sql): Promise<void> {
  const roles = await preparedRoles(sql)
  if (!roles) return
  await grantDoor(sql, roles.door)
  await grantReader(sql, roles.reader)
}

/** The roles, where `prepareServing` has run. */
async function preparedRoles(sql: Sql): Promise<ServingRoles | undefined> {
  const roles = rolesOf(await databaseName(sql))
  const [known] = roles ? await sql.query(exists, [roles.reader]) : []
  return known ? roles : undefined
}

async function grantReader(sql: Sql, reader: string): Promise<void> {
  await guardTables(sql, reader, await tablesOfDistricts(sql))
  for (const name of common) await run(sql, 'GRANT SELECT ON %I TO %I', name, reader)
  await run(sql, `GRANT EXECUTE ON FUNCTION ${readFunctions.join(', ')} TO %I`, reader)
}

async function guardTables(
  sql: Sql,
  reader: string,
  tables: readonly { readonly name: string }[],
): Promise<void> {
  for (const { name } of tables) {
    await run(sql, 'ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name)
    await run(sql, 'DROP POLICY IF EXISTS session_reaches ON %I', name)
    await run(
      sql,
      'CREATE POLICY session_reaches ON %I FOR SELECT TO %I USING (district = ANY (ARRAY(SELECT public.hub_reach())))',
      name,
      reader,
    )
    const columns = readColumns[name]
    if (columns) await run(sql, `GRANT SELECT (${columns.join(', ')}) ON %I TO %I`, name, reader)
    if (isRead(name)) await run(sql, 'GRANT SELECT ON %I TO %I', name, reader)
  }
}
