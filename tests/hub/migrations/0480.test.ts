import { migrate } from '../../../electron/hub/store/migrate'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('how far sealing has come stands once for a table, with nothing before its first row', async () => {
    const store = await open()
    await migrate(store)
    const add = (reached: readonly string[] | null) =>
      store.query(`INSERT INTO sealing VALUES ('records', '[]', $1, false)`, [reached])
    await add(null)
    await expect(add(['1', '2'])).rejects.toThrow()
    await store.query(`UPDATE sealing SET reached = $1`, [['1', '2']])
    expect(await store.query('SELECT reached, is_done FROM sealing')).toEqual([
      { reached: ['1', '2'], is_done: false },
    ])
  })
})
