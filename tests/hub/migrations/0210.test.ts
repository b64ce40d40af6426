import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('a record is found by its terms, and stands once in each part', async () => {
    const store = await open()
    await migrate(
      store,
      hubMigrations.filter(({ id }) => id <= 210),
    )
    await store.query(`INSERT INTO districts (site, unit, name, region) VALUES ('s1', 'u1', '甲区', '{u1}')`)
    for (const table of ['search', 'search_latest']) {
      const add = (): Promise<unknown> =>
        store.query(
          `INSERT INTO ${table} VALUES (1, 7, nextval('search_places'), 'unit', false, $1::tsvector)`,
          [`'张家':1 '家院':2`],
        )
      await add()
      await expect(add()).rejects.toThrow('unique')
      const found = `SELECT rid FROM ${table} WHERE terms @@ $1::tsquery`
      expect(await store.query(found, [`'张家' <-> '家院'`])).toEqual([{ rid: 7 }])
      expect(await store.query(found, [`'家院' <-> '张家'`])).toEqual([])
    }
  })
})
