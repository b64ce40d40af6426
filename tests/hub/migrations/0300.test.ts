import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { eachStore } from '../../support/hub/stores'

const upTo = (last: number) => hubMigrations.filter(({ id }) => id <= last)

eachStore(({ open }) => {
  test('a hub from before its accounts keeps its districts, and nobody may ask the new functions', async () => {
    const store = await open()
    await migrate(store, upTo(290))
    await store.query(
      `INSERT INTO districts (site, unit, name, region) VALUES ('s', 'east', '东区', '{city,east}')`,
    )
    expect(await migrate(store, upTo(390))).toBe(upTo(390).length - upTo(290).length)
    expect(await migrate(store)).toBe(hubMigrations.length - upTo(390).length)
    expect(await store.query('SELECT name FROM districts')).toEqual([{ name: '东区' }])
    for (const table of ['accounts', 'sessions', 'sign_in_tries', 'hub_audit'])
      expect(await store.query(`SELECT count(*) AS n FROM ${table}`)).toEqual([{ n: 0 }])
    for (const call of ['live_session(text)', 'hub_reach()', 'hub_arrivals()']) {
      const [may] = await store.query(`SELECT has_function_privilege('public', $1, 'EXECUTE') AS asked`, [
        `public.${call}`,
      ])
      expect({ call, may }).toEqual({ call, may: { asked: false } })
    }
  })

  test('without a session’s token the functions reach nothing', async () => {
    const store = await open()
    await migrate(store)
    await store.query(
      `INSERT INTO districts (site, unit, name, region) VALUES ('s', 'east', '东区', '{city,east}')`,
    )
    expect(await store.query('SELECT * FROM hub_reach()')).toEqual([])
    expect(await store.query('SELECT * FROM hub_arrivals()')).toEqual([])
    expect(await store.query(`SELECT * FROM live_session('')`)).toEqual([])
  })
})
