import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('the last rows of a kind are read from their end, so that nothing need be sorted', async () => {
    const store = await open()
    const upTo = (last: number) => hubMigrations.filter(({ id }) => id <= last)
    await migrate(store, upTo(430))
    await migrate(store, upTo(440))
    const plan = await store.transaction(async (sql) => {
      // Of an empty table a walk is cheapest: what is asked here is whether there is another way.
      await sql.query('SET LOCAL enable_seqscan = off')
      await sql.query('SET LOCAL enable_sort = off')
      return await sql.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT * FROM search WHERE kind = 'unit' ORDER BY place DESC LIMIT 10`,
      )
    })
    const text = plan.map((row) => row['QUERY PLAN']).join('\n')
    expect(text).toContain('Index Scan Backward using search_kinds')
  })
})
