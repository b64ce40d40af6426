import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('the sums of a month stand once a measure and district, and what is stale can be noted twice', async () => {
    const store = await open()
    await migrate(
      store,
      hubMigrations.filter(({ id }) => id <= 200),
    )
    await store.query(`INSERT INTO districts (site, unit, name, region) VALUES ('s1', 'u1', '甲区', '{u1}')`)
    const add = (): Promise<unknown> =>
      store.query(`INSERT INTO district_months VALUES (1, 24322, 'events', 3, 3)`)
    await add()
    await expect(add()).rejects.toThrow('unique')
    for (let time = 0; time < 2; time += 1)
      await store.query('INSERT INTO stale_months (district, month) VALUES (1, 24322)')
    expect(await store.query('SELECT id, month FROM stale_months ORDER BY id')).toEqual([
      { id: 1, month: 24322 },
      { id: 2, month: 24322 },
    ])
  })
})
