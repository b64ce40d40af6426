import { migrate } from '../../../electron/hub/store/migrate'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('a folder of a computer has one word of how it stands; the same folder of another has its own', async () => {
    const store = await open()
    await migrate(store)
    const add = (computer: string) =>
      store.query(
        `INSERT INTO watched_folders (computer, folder, files, behind, heard_at) VALUES ($1, '/incoming', 1, 0, '2026')`,
        [computer],
      )
    await add('one')
    await add('two')
    await expect(add('one')).rejects.toThrow()
    expect(await store.query('SELECT oldest, stopped_at FROM watched_folders')).toEqual([
      { oldest: null, stopped_at: null },
      { oldest: null, stopped_at: null },
    ])
  })
})
