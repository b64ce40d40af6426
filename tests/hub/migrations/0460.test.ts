import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import type { Store } from '../../../electron/hub/store/store'
import { may } from '../../../shared/rights'
import { eachStore } from '../../support/hub/stores'

const hidden = '\u{f5f20}'

/** Opens a session for a role and its region, in place of the one before. */
async function visit(store: Store, role: string, region: string): Promise<void> {
  await store.query('DELETE FROM sessions')
  const [account] = await store.query<{ account: number }>(
    `INSERT INTO accounts (name, role, region, wrapper) VALUES ($1 || $2, $1, $2, '{}') RETURNING account`,
    [role, region],
  )
  await store.query(`INSERT INTO sessions (token, account) VALUES (sha256('t'), $1)`, [account?.account])
  await store.query(`SELECT set_config('yuanba.session', 't', false)`)
}

eachStore(({ open }) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
    await migrate(
      store,
      hubMigrations.filter(({ id }) => id <= 440),
    )
    await migrate(store)
    for (const [district, unit] of ['a', 'b'].entries()) {
      await store.query(
        `INSERT INTO districts (site, unit, name, region) VALUES ($1, $1, $1, ARRAY['city', $1])`,
        [unit],
      )
      for (const day of [1, 2, 3]) {
        const body = JSON.stringify({ date: `2026-05-0${day}`, name: `n${4 - day}`, unit: `v${day % 2}` })
        await store.query(
          `INSERT INTO records (district, rid, id, kind, scope, title, body, heads, deleted)
           VALUES ($1, $2::int, $2::int::text, 'unit', '*', '', $3, '{}', false)`,
          [district + 1, day, body],
        )
        await store.query(`INSERT INTO search VALUES ($1, $2, $3, 'unit', false, $4::tsvector)`, [
          district + 1,
          day,
          district * 10 + day,
          `'of':1 'd${day}':2 '${hidden}':3 '\uE006${district + 1}' '\uE007unit'`,
        ])
      }
    }
  })

  /** `district/rid` of what is found, by a list that is asked for so. */
  async function found(asked: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
    const usual = {
      of_kind: 'unit',
      by_field: 'date',
      descending: true,
      lowest: null,
      highest: null,
      after_key: null,
      after_district: null,
      after_rid: null,
      of_districts: null,
      of_units: null,
      asked: null,
      most: 9,
    }
    const rows = await store.query<{ district: number; rid: number }>(
      'SELECT district, rid FROM hub_in_order($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
      Object.values({ ...usual, ...asked }),
    )
    return rows.map(({ district, rid }) => `${district}/${rid}`)
  }

  test('places come in the order of a list, of the session’s districts alone, behind a place and as many as are asked for', async () => {
    expect(await found({})).toEqual([])
    await visit(store, 'review', 'city')
    expect(await found({})).toEqual(['2/3', '1/3', '2/2', '1/2', '2/1', '1/1'])
    expect(await found({ descending: false, most: 3 })).toEqual(['1/1', '2/1', '1/2'])
    expect(await found({ by_field: 'name', descending: false, most: 2 })).toEqual(['1/3', '2/3'])
    const behind = { after_key: '2026-05-02', after_district: 2, after_rid: 2 }
    expect(await found(behind)).toEqual(['1/2', '2/1', '1/1'])
    expect(await found({ lowest: '2026-05-02', highest: '2026-05-02' })).toEqual(['2/2', '1/2'])
    expect(await found({ of_districts: [1, 7] })).toEqual(['1/3', '1/2', '1/1'])
    expect(await found({ of_units: ['v0', 'v7'] })).toEqual(['2/2', '1/2'])
    expect(await found({ asked: `'d2' | 'd1'`, ...behind })).toEqual(['1/2', '2/1', '1/1'])
    expect(await found({ asked: `'of'`, of_units: ['v0'] })).toEqual(['2/2', '1/2'])
    await visit(store, 'review', 'b')
    expect(await found({})).toEqual(['2/3', '2/2', '2/1'])
    expect(await found({ asked: `'d2'` })).toEqual(['2/2'])
    for (const other of [{ of_districts: [1] }, { asked: `'\uE0061'` }, { of_kind: `unit' | 'of` }])
      expect(await found(other)).toEqual([])
    // A field is a word and never a statement.
    expect(await found({ by_field: `date', '')) DESC; SELECT '` })).toEqual(['2/3', '2/2', '2/1'])
  })

  test('terms of what masks hide answer the roles alone that may see it', async () => {
    for (const role of ['read', 'review', 'admin'] as const) {
      await visit(store, role, 'city')
      const sees = may(role, 'record.unmask')
      expect([role, (await found({ asked: `'${hidden}'` })).length]).toEqual([role, sees ? 6 : 0])
      expect(await found({ asked: `'of' & !'${hidden}x'` })).toHaveLength(sees ? 6 : 0)
    }
    await store.query('DELETE FROM sessions')
    expect(await found({ asked: `'of'` })).toEqual([])
  })

  test('lists of a district, of a unit and by names run along indexes of theirs', async () => {
    const planOf = async (condition: string, key: string, last = ''): Promise<string> =>
      await store.transaction(async (sql) => {
        // Of a small table a walk is cheapest: what is asked here is whether there is another way.
        await sql.query('SET LOCAL enable_seqscan = off')
        await sql.query('SET LOCAL enable_sort = off')
        const rows = await sql.query<{ 'QUERY PLAN': string }>(
          `EXPLAIN SELECT rid FROM records WHERE kind = 'unit' AND NOT deleted AND ${condition}
           ORDER BY coalesce(body->>'${key}', '') DESC${last}, rid DESC LIMIT 9`,
        )
        return rows.map((row) => row['QUERY PLAN']).join('\n')
      })
    const plans = [
      ['records_of_district', await planOf('district = 1', 'date')],
      ['records_of_unit', await planOf(`body->>'unit' = 'v1'`, 'date', ', district DESC')],
      ['records_by_name', await planOf('true', 'name', ', district DESC')],
    ] as const
    for (const [index, plan] of plans) {
      expect(plan).toContain(`Index Scan Backward using ${index}`)
      expect(plan).not.toContain('Sort')
    }
  })
})
