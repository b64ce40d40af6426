import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('a hub from before it counted different things counts those of all its months', async () => {
    const store = await open()
    const upTo = (last: number) => hubMigrations.filter(({ id }) => id <= last)
    await migrate(store, upTo(360))
    await store.query(`INSERT INTO districts (site, unit, name, region) VALUES ('s1', 'u1', '甲区', '{u1}')`)
    await migrate(store, upTo(430))
    expect(await store.query('SELECT district, month FROM stale_months')).toEqual([
      { district: 1, month: -1 },
    ])
    const add = (): Promise<unknown> =>
      store.query(`INSERT INTO named_things (district, measure, thing) VALUES (1, 'villagesReached', 'v')`)
    await add()
    await expect(add()).rejects.toThrow('unique')
    expect(await store.query('SELECT by_others FROM named_things')).toEqual([{ by_others: false }])
  })
})
