import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('a hub from before it kept things by month adds all of its months up again', async () => {
    const store = await open()
    const upTo = (last: number) => hubMigrations.filter(({ id }) => id <= last)
    await migrate(store, upTo(210))
    await store.query(`INSERT INTO districts (site, unit, name, region) VALUES ('s1', 'u1', '甲区', '{u1}')`)
    await migrate(store, upTo(220))
    expect(await store.query('SELECT district, month FROM stale_months')).toEqual([
      { district: 1, month: -1 },
    ])
    const add = (): Promise<unknown> =>
      store.query(`INSERT INTO district_things VALUES (1, 24322, 'villagesReached', 0, '{"v":12}')`)
    await add()
    await expect(add()).rejects.toThrow('unique')
    expect(await store.query('SELECT things FROM district_things')).toEqual([{ things: { v: 12 } }])
  })
})
