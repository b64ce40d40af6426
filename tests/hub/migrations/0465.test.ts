import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('what is looked for in one kind is found there and in no other, whatever the kind is called', async () => {
    const store = await open()
    await migrate(
      store,
      hubMigrations.filter(({ id }) => id <= 460),
    )
    await migrate(store)
    await store.query(`INSERT INTO districts (site, unit, name, region) VALUES ('s', 'u', '甲区', '{u}')`)
    await store.query(`INSERT INTO accounts (name, role, region, wrapper) VALUES ('n', 'read', 'u', '{}')`)
    await store.query(`INSERT INTO sessions (token, account) SELECT sha256('t'), account FROM accounts`)
    await store.query(`SELECT set_config('yuanba.session', 't', false)`)
    const odd = `it's \\ odd`
    const terms = new Map([
      ['unit', `'said':1 '\uE007unit':2`],
      [odd, `'said':1 '\uE007it''s \\\\ odd':2`],
      ['team', `'said':1 '\uE007team':2`],
    ])
    for (const [at, [kind, text]] of [...terms].entries())
      for (const table of ['search', 'search_latest'])
        await store.query(`INSERT INTO ${table} VALUES (1, $1, $1, $2, false, $3::tsvector)`, [
          at,
          kind,
          text,
        ])
    const found = async (kind: string | null, most: number | null): Promise<readonly number[]> =>
      (
        await store.query<{ rid: number }>(`SELECT rid FROM hub_found(ARRAY['''said'''], $1, false, $2)`, [
          kind,
          most,
        ])
      ).map(({ rid }) => rid)
    for (const most of [9, null]) {
      expect(await found('unit', most)).toEqual([0])
      expect(await found(odd, most)).toEqual([1])
      expect(await found(`unit' | 'said`, most)).toEqual([])
      expect(await found(null, most)).toEqual([2, 1, 0])
    }
  })
})
