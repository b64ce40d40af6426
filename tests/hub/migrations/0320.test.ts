import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { may } from '../../../shared/rights'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('nobody without a session finds anything, and hidden terms answer the roles alone that may see them', async () => {
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
      (await store.query('SELECT * FROM hub_found($1, NULL, false, 9, false)', [asked])).length
    expect(await found("'shown'")).toBe(0)
    for (const role of ['read', 'review', 'admin'] as const) {
      await store.query('DELETE FROM sessions')
      const [account] = await store.query<{ account: number }>(
        `INSERT INTO accounts (name, role, region, wrapper) VALUES ($1, $1, 'u1', '{}') RETURNING account`,
        [role],
      )
      await store.query(`INSERT INTO sessions (token, account) VALUES (sha256('t'), $1)`, [account?.account])
      await store.query(`SELECT set_config('yuanba.session', 't', false)`)
      const sees = may(role, 'record.unmask') ? 1 : 0
      expect([role, await found("'shown'"), await found(`'${hidden}'`)]).toEqual([role, 1, sees])
      expect(await found(`'shown' & !'${hidden}':*`)).toBe(0)
      expect(await found(`'shown' & !'${hidden}x'`)).toBe(sees)
      const whole = 'SELECT * FROM hub_found_whole($1, 9)'
      expect(await store.query(whole, [[hidden]])).toHaveLength(1)
      for (const part of [`${hidden}':* | '`, `${hidden}' | 'shown`, '\\', "'"])
        expect(await store.query(whole, [[part]])).toEqual([])
    }
  })
})
