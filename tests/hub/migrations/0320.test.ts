import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('whose value is one of these whole is told to whoever has a session, and nothing of what only begins so', async () => {
    const store = await open()
    await migrate(
      store,
      hubMigrations.filter(({ id }) => id <= 320),
    )
    await store.query(`INSERT INTO districts (site, unit, name, region) VALUES ('s1', 'u1', '甲区', '{u1}')`)
    const hidden = '\u{f5f20}'
    await store.query(`INSERT INTO search VALUES (1, 7, 1, 'unit', false, $1::tsvector)`, [
      `'shown':1 '${hidden}':2`,
    ])
    const found = async (asked: string): Promise<number> =>
      (await store.query('SELECT * FROM hub_found_whole($1, 9)', [[asked]])).length
    expect(await found(hidden)).toBe(0)
    await store.query(`INSERT INTO accounts (name, role, region, wrapper) VALUES ('a', 'read', 'u1', '{}')`)
    await store.query(`INSERT INTO sessions (token, account) SELECT sha256('t'), account FROM accounts`)
    await store.query(`SELECT set_config('yuanba.session', 't', false)`)
    expect(await found(hidden)).toBe(1)
    for (const part of [`${hidden}':* | '`, `${hidden}' | 'shown`, '\\', "'"])
      expect([part, await found(part)]).toEqual([part, 0])
    await store.query('UPDATE search SET deleted = true')
    expect(await found(hidden)).toBe(0)
  })
})
