import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('a record belongs to a district and is told by its scope and id there', async () => {
    const store = await open()
    await migrate(
      store,
      hubMigrations.filter(({ id }) => id <= 10),
    )
    await store.query(
      `INSERT INTO districts (site, unit, name, region) VALUES ('s1', 'u1', '甲区', $1), ('s2', 'u2', '乙区', $1)`,
      [['province', 'city']],
    )
    const add = (district: number, rid: number): Promise<unknown> =>
      store.query(
        `INSERT INTO records (district, rid, id, kind, scope, title, body, heads, deleted)
         VALUES ($1, $2, 'r', 'unit', '*', '', '{}', '{}', false)`,
        [district, rid],
      )
    await add(1, 1)
    await add(2, 1)
    await expect(add(1, 2)).rejects.toThrow('unique')
    await expect(add(3, 1)).rejects.toThrow('foreign key')
  })
})
