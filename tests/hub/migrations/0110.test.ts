import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('a unit is one district’s, and one place of a stream may lie in several kept files', async () => {
    const store = await open()
    await migrate(
      store,
      hubMigrations.filter(({ id }) => id <= 110),
    )
    const district = (site: string, unit: string): Promise<unknown> =>
      store.query(`INSERT INTO districts (site, unit, name, region) VALUES ($1, $2, '甲区', '{}')`, [
        site,
        unit,
      ])
    await district('s1', 'u1')
    await expect(district('s2', 'u1')).rejects.toThrow('unique')
    const keep = (file: string): Promise<unknown> =>
      store.query(`INSERT INTO kept_segments VALUES ('s1', '*', 1, 9, $1)`, [file])
    await keep('a')
    await keep('b')
    await expect(keep('a')).rejects.toThrow('unique')
  })
})
