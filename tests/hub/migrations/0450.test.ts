import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('a hub from before it was told of files keeps each of a site once, and nobody without a session is told who may send', async () => {
    const store = await open()
    await migrate(
      store,
      hubMigrations.filter(({ id }) => id <= 440),
    )
    await store.query(`INSERT INTO districts (site, unit, name, region) VALUES ('s1', 'u1', '甲区', '{u1}')`)
    await migrate(store)
    const add = (site: string): Promise<unknown> =>
      store.query(
        `INSERT INTO told_files (district, site, file, serial, at) VALUES (1, $1, 'aa', 1, '2026-11-03T01:00:00.000Z')`,
        [site],
      )
    await add('a')
    await add('b')
    await expect(add('a')).rejects.toThrow('unique')
    await expect(
      store.query(`INSERT INTO told_files (district, site, file, serial, at) VALUES (2, 'a', 'bb', 1, '')`),
    ).rejects.toThrow('foreign key')
    await store.query(
      `INSERT INTO branches (district, branch, site, scope, after, seq, hash, counts_to, introduces) VALUES (1, 1, 'a', '*', 0, 1, '', 1, 1)`,
    )
    expect(await store.query('SELECT * FROM hub_senders(1)')).toEqual([])
  })
})
