import { beginSession } from '../../../electron/hub/accounts/sessions'
import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { settleYears } from '../../../electron/hub/facts/years'
import { prepareServing, servingRoles, tablesOfDistricts } from '../../../electron/hub/reach/roles'
import { openServing, type Serving } from '../../../electron/hub/reach/serving'
import { openStore } from '../../../electron/hub/store/open-store'
import type { Sql, Store } from '../../../electron/hub/store/store'
import { factDay } from '../../../shared/facts/days'
import { seededRandom } from '../../support/desks/engine'
import { addOwnedAccount, servingOf, twoDistricts } from '../../support/hub/region'
import { testSeal } from '../../support/hub/sealed'
import { eachStore, onPostgres, type StoreUnderTest } from '../../support/hub/stores'

const tokens = { city: 'token of the city', east: 'token of the east', west: 'token of the west' } as const

/** A hub of two districts that is served, and an account for each region with a session. */
async function served({ engine, open }: StoreUnderTest): Promise<{ owner: Store; serving: Serving }> {
  const owner = await open()
  await twoDistricts(owner)
  for (const [at, region] of (['city', 'east', 'west'] as const).entries()) {
    await addOwnedAccount(owner, { name: `${region}的人`, role: 'read', region })
    await beginSession(owner, at + 1, tokens[region])
  }
  return { owner, serving: await servingOf(engine, owner, seededRandom(3), testSeal) }
}

const ids = async (sql: Sql, text = 'SELECT id FROM records ORDER BY id'): Promise<string[]> =>
  (await sql.query<{ id: string }>(text)).map(({ id }) => id)

eachStore((under) => {
  let serving: Serving
  let owner: Store
  beforeEach(async () => {
    ;({ owner, serving } = await served(under))
  })
  afterEach(async () => {
    if (under.engine === 'postgres') await serving.close()
  })

  test('a question that forgot its WHERE is answered from the districts of the session and no other', async () => {
    const seen = async (token: string) => await serving.reading(token, (sql) => ids(sql))
    expect(await seen(tokens.city)).toEqual(['e1', 'w1'])
    expect(await seen(tokens.east)).toEqual(['e1'])
    expect(await seen(tokens.west)).toEqual(['w1'])
    for (const nobody of ['', 'invented', "' OR true --"]) expect(await seen(nobody)).toEqual([])
  })

  test('districts, counts, joins and unions tell nothing of another district', async () => {
    const east = <T>(work: (sql: Sql) => Promise<T>) => serving.reading(tokens.east, work)
    expect(await east((sql) => sql.query('SELECT name FROM districts'))).toEqual([{ name: '东区' }])
    expect(await east((sql) => sql.query('SELECT count(*) AS n FROM records'))).toEqual([{ n: 1 }])
    const injected = `SELECT id FROM records WHERE id = '' OR true UNION ALL SELECT r.id FROM records r CROSS JOIN districts d`
    expect(await east((sql) => ids(sql, injected))).toEqual(['e1', 'e1'])
    // A condition that would tell by its error what it sees is asked of permitted rows alone.
    const byError = `SELECT id FROM records WHERE 1 / (CASE WHEN body->>'name' = '西区' THEN 0 ELSE 1 END) = 1`
    expect(await east((sql) => ids(sql, byError))).toEqual(['e1'])
  })

  test('a search finds records of the session alone, whatever it asks, and of the terms themselves nothing is told', async () => {
    const found = (token: string, asked: string, most: number | null = null) =>
      serving.reading(token, (sql) =>
        sql.query('SELECT district, rid FROM hub_found(ARRAY[$1], NULL, false, $2)', [asked, most]),
      )
    const everything = `'district' | !'nothing'`
    expect(await found(tokens.city, everything)).toHaveLength(2)
    for (const most of [null, 9]) {
      expect(await found(tokens.east, everything, most)).toEqual([{ district: 1, rid: 1 }])
      expect(await found(tokens.west, everything, most)).toEqual([{ district: 2, rid: 1 }])
      // The term of a district leads into no other one.
      expect(await found(tokens.east, `'\uE0062'`, most)).toEqual([])
      for (const nobody of ['', 'invented']) expect(await found(nobody, everything, most)).toEqual([])
    }
    for (const text of ['SELECT terms FROM search', `SELECT ts_stat('SELECT terms FROM search_latest')`])
      await expect(serving.reading(tokens.city, (sql) => sql.query(text))).rejects.toThrow(
        /permission denied/,
      )
  })

  test('places of a list are those of the session, whatever is asked, and none is told to nobody', async () => {
    const listed = (token: string, districts: readonly number[] | null, asked: string | null = null) =>
      serving.reading(token, (sql) =>
        sql.query(
          `SELECT district FROM hub_in_order('unit', 'date', true, NULL, NULL, NULL, NULL, NULL, $1, NULL, $2, 9)`,
          [districts, asked],
        ),
      )
    expect(await listed(tokens.city, null)).toEqual([{ district: 2 }, { district: 1 }])
    for (const asked of [null, `'district' | !'nothing'`]) {
      expect(await listed(tokens.east, null, asked)).toEqual([{ district: 1 }])
      expect(await listed(tokens.east, [2], asked)).toEqual([])
      for (const nobody of ['', 'invented']) expect(await listed(nobody, null, asked)).toEqual([])
    }
  })

  test('a session that has ended, and one of a closed account, reach nothing', async () => {
    await owner.query(`UPDATE accounts SET closed = true WHERE region = 'east'`)
    expect(await serving.reading(tokens.east, (sql) => ids(sql))).toEqual([])
    await owner.query(`UPDATE sessions SET seen_at = clock_timestamp() - interval '31 minutes'`)
    expect(await serving.reading(tokens.city, (sql) => ids(sql))).toEqual([])
  })

  test('a reading writes nothing, and the next one begins as nobody', async () => {
    const writes = serving.reading(tokens.city, (sql) => sql.query('DELETE FROM records'))
    await expect(writes).rejects.toThrow()
    expect(await serving.reading('', (sql) => ids(sql))).toEqual([])
    expect(await ids(owner)).toEqual(['e1', 'w1'])
  })

  test('every table whose rows begin with the district is guarded', async () => {
    const tables = await tablesOfDistricts(owner)
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['districts', 'records', 'refs']))
    expect(tables.filter(({ guarded }) => !guarded)).toEqual([])
  })

  test('facts that are made anew, and years that are parted later, are guarded and read at once', async () => {
    await reconcileHubFacts(owner)
    for (let time = 0; time < 2; time += 1) {
      const named = 'SELECT f_name AS name FROM facts_unit ORDER BY rid'
      expect(await serving.reading(tokens.east, (sql) => sql.query(named))).toEqual([{ name: '东区' }])
      await owner.query(`UPDATE fact_forms SET form = 'of an older version' WHERE kind = 'unit'`)
      expect(await reconcileHubFacts(owner)).toBe(1)
    }
    await owner.query('INSERT INTO facts_activity (district, rid, deleted, f_date) VALUES (1, 9, 0, $1)', [
      factDay('2026-05-10'),
    ])
    expect(await settleYears(owner, 1)).toBe(1)
    const counted = 'SELECT count(*) AS n FROM facts_activity'
    expect(await serving.reading(tokens.east, (sql) => sql.query(counted))).toEqual([{ n: 1 }])
    expect(await serving.reading(tokens.west, (sql) => sql.query(counted))).toEqual([{ n: 0 }])
    expect((await tablesOfDistricts(owner)).filter(({ guarded }) => !guarded)).toEqual([])
  })
})

onPostgres((under) => {
  let serving: Serving
  let owner: Store
  beforeEach(async () => {
    ;({ owner, serving } = await served(under))
  })
  afterEach(() => serving.close())

  /** What somebody tries who can have any statement run as the reader, one after the other in one connection. */
  const attempts: readonly (readonly string[])[] = [
    ['RESET ROLE'],
    ['SET ROLE postgres'],
    ['SET ROLE OWNER'],
    ['SET ROLE DOOR'],
    ['SET SESSION AUTHORIZATION postgres'],
    ['SET SESSION AUTHORIZATION DEFAULT'],
    ['SET row_security = off'],
    [`SELECT set_config('row_security', 'off', false)`],
    [`SET yuanba.session = 'token of the hash'`],
    [`SELECT set_config('yuanba.session', (SELECT encode(token, 'hex') FROM sessions LIMIT 1), true)`],
    [`SELECT set_config('yuanba.region', 'city', true)`],
    [`SET search_path = pg_temp, public`, `CREATE TEMP TABLE sessions AS SELECT 1`],
    [`CREATE TEMP TABLE districts (district int, region text[])`],
    [`CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'`],
    [`CREATE FUNCTION pg_temp.hub_reach() RETURNS SETOF int LANGUAGE sql AS 'SELECT 1 UNION SELECT 2'`],
    [
      `CREATE FUNCTION pg_temp.hub_found(text[], text, boolean, int, text[]) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    ],
    [`ALTER FUNCTION hub_found(text[], text, boolean, int, text[]) RESET search_path`],
    [`CREATE OR REPLACE FUNCTION hub_reach() RETURNS SETOF int LANGUAGE sql AS 'SELECT 1 UNION SELECT 2'`],
    [`CREATE VIEW everything AS SELECT * FROM records`],
    [`CREATE SCHEMA mine`],
    [`ALTER TABLE records DISABLE ROW LEVEL SECURITY`],
    [`DROP POLICY session_reaches ON records`],
    [`CREATE POLICY wide ON records USING (true)`],
    [`ALTER ROLE CURRENT_USER BYPASSRLS`],
    [`ALTER ROLE CURRENT_USER SET row_security = off`],
    [`GRANT postgres TO CURRENT_USER`],
    [`SELECT * FROM live_session('token of the city')`],
    [`SELECT * FROM sessions`],
    [`SELECT * FROM accounts`],
    [`SELECT * FROM sign_in_tries`],
    [`SELECT * FROM hub_audit`],
    [`INSERT INTO sessions (token, account) VALUES (sha256('x'), 1)`],
    [`UPDATE accounts SET region = 'city'`],
    [`UPDATE districts SET region = '{city,east}'`],
    [`COMMIT`, `SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE`, `UPDATE records SET district = 1`],
    [`DO $$ BEGIN EXECUTE 'SET ROLE postgres'; END $$`],
    [`COPY records TO '/tmp/all'`],
    [`COPY records TO PROGRAM 'cat'`],
    [`SELECT pg_read_file('postgresql.conf')`],
    [`SELECT lo_import('/etc/passwd')`],
    [`LOAD 'dblink'`],
    [`CREATE EXTENSION dblink`],
  ]

  test('whatever the reader has run, its session reaches its own district and no other', async () => {
    const { door } = await servingRoles(owner)
    for (const statements of attempts) {
      const seen = await serving.reading(tokens.east, async (sql) => {
        for (const statement of statements) {
          await sql.query('SAVEPOINT before').catch(() => undefined)
          const text = statement.replace('ROLE OWNER', 'ROLE postgres').replace('ROLE DOOR', `ROLE ${door}`)
          await sql.query(text).catch(() => sql.query('ROLLBACK TO before').catch(() => undefined))
        }
        return await ids(sql, 'SELECT id FROM public.records').catch(() => [])
      })
      expect({ statements, others: seen.filter((id) => id !== 'e1') }).toEqual({ statements, others: [] })
    }
    expect(await ids(owner)).toEqual(['e1', 'w1'])
    // What an attempt left behind in a connection of the pool reaches nobody who comes after.
    for (let at = 0; at < 5; at += 1)
      expect(await serving.reading(tokens.west, (sql) => ids(sql))).toEqual(['w1'])
  })

  test('one reading sees the records of one moment, whatever is taken in meanwhile', async () => {
    const seen = await serving.reading(tokens.east, async (sql) => {
      const before = await ids(sql)
      await owner.query(`UPDATE records SET id = 'e2' WHERE id = 'e1'`)
      return [before, await ids(sql)]
    })
    expect(seen).toEqual([['e1'], ['e1']])
    expect(await serving.reading(tokens.east, (sql) => ids(sql))).toEqual(['e2'])
  })

  test('no setting of the server that a role may change widens what it sees', async () => {
    const settings = await owner.query<{ name: string; value: string }>(
      `SELECT name, CASE vartype WHEN 'bool' THEN CASE setting WHEN 'on' THEN 'off' ELSE 'on' END
         WHEN 'enum' THEN enumvals[1] ELSE coalesce(max_val, setting) END AS value
       FROM pg_settings WHERE context IN ('user', 'superuser', 'backend', 'superuser-backend')`,
    )
    expect(settings.length).toBeGreaterThan(100)
    for (const { name, value } of settings) {
      const seen = await serving.reading(tokens.east, async (sql) => {
        await sql.query('SAVEPOINT before')
        await sql
          .query('SELECT set_config($1, $2, true)', [name, value])
          .catch(() => sql.query('ROLLBACK TO before'))
        return await ids(sql).catch(() => [])
      })
      expect({ name, others: seen.filter((id) => id !== 'e1') }).toEqual({ name, others: [] })
    }
  })

  test('neither role owns anything, is a member of anything or may do more than log in; the door reads no record', async () => {
    const roles = await servingRoles(owner)
    for (const role of [roles.door, roles.reader]) {
      const [rights] = await owner.query(
        `SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS more, rolcanlogin AS enters,
           (SELECT count(*) FROM pg_auth_members m WHERE m.member = r.oid) AS memberships,
           (SELECT count(*) FROM pg_shdepend d WHERE d.refobjid = r.oid AND d.deptype = 'o') AS owned
         FROM pg_roles r WHERE rolname = $1`,
        [role],
      )
      expect(rights).toEqual({ more: false, enters: true, memberships: 0, owned: 0 })
    }
    for (const table of ['records', 'districts', 'refs', 'words'])
      await expect(serving.door.query(`SELECT * FROM ${table}`)).rejects.toThrow(/permission denied/)
    await expect(serving.door.query('UPDATE hub_audit SET account = account')).rejects.toThrow(/permission/)
    await expect(serving.door.query('DELETE FROM hub_audit')).rejects.toThrow(/permission/)
    await expect(serving.door.query(`UPDATE accounts SET region = 'city'`)).rejects.toThrow(/permission/)
  })

  test('another role of the server finds the database closed', async () => {
    const [name] = await owner.query<{ name: string }>('SELECT current_database()::text AS name')
    const [may] = await owner.query(
      `SELECT has_database_privilege('pg_read_all_settings', $1, 'CONNECT, TEMP') AS enters`,
      [name?.name],
    )
    expect(may).toEqual({ enters: false })
  })

  test('nobody serves as the owner or an administrator, whom row-level security does not hold', async () => {
    const [at] = await owner.query<{ port: number; name: string }>(
      'SELECT inet_server_port() AS port, current_database()::text AS name',
    )
    const address = `postgres://postgres@127.0.0.1:${at?.port}/${at?.name}`
    await expect(openServing({ door: address, reader: address }, testSeal)).rejects.toMatchObject({
      code: 'hub.unguarded',
    })
  })

  test('a table that came since is read by nobody until it is guarded', async () => {
    await owner.query('CREATE TABLE facts_new (district int NOT NULL, n int)')
    await owner.query('INSERT INTO facts_new VALUES (1, 1), (2, 2)')
    const all = 'SELECT n FROM facts_new'
    await expect(serving.reading(tokens.east, (sql) => sql.query(all))).rejects.toThrow(/permission denied/)
    await prepareServing(owner, null, seededRandom(4))
    expect(await serving.reading(tokens.east, (sql) => sql.query(all))).toEqual([{ n: 1 }])
  })

  test('an owner without the privileges of an administrator makes a hub, takes records in and has it served', async () => {
    const address = await under.place()
    const made = new URL(address)
    await owner.query('CREATE ROLE plain_owner LOGIN CREATEROLE')
    await owner.query(`ALTER DATABASE ${made.pathname.slice(1)} OWNER TO plain_owner`)
    made.username = 'plain_owner'
    const plain = await openStore({ database: made.href })
    await twoDistricts(plain)
    const roles = await prepareServing(plain, { door: 'd', reader: 'r' }, seededRandom(3))
    await addOwnedAccount(plain, { name: '东区的人', role: 'read', region: 'east' })
    await beginSession(plain, 1, tokens.east)
    expect(await ids(plain)).toEqual(['e1', 'w1'])
    await plain.query(`UPDATE records SET number = '1'`)
    // PostgreSQL refuses COPY to whom row-level security holds: files still come in.
    await plain.copyInto('refs', ['district', 'id', 'name'], [[1, 9, 'a']])
    made.username = roles.reader
    const reader = await openServing({ door: made.href, reader: made.href }, testSeal)
    expect(await reader.reading(tokens.east, (sql) => ids(sql))).toEqual(['e1'])
    await Promise.all([reader.close(), plain.close()])
  })
})
