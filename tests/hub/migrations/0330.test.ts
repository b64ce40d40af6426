import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('a record is looked up by its id alone, whatever district it lies in', async () => {
    const store = await open()
    const upTo = (last: number) => hubMigrations.filter(({ id }) => id <= last)
    await migrate(store, upTo(320))
    await migrate(store, upTo(330))
    const plan = await store.transaction(async (sql) => {
      // Of an empty table a walk is cheapest: what is asked here is whether there is another way.
      await sql.query('SET LOCAL enable_seqscan = off')
      return await sql.query<{ 'QUERY PLAN': string }>(`EXPLAIN SELECT * FROM records WHERE id = 'r'`)
    })
    const text = plan.map((row) => row['QUERY PLAN']).join('\n')
    expect(text).toMatch(/using records_id|on records_id/)
    expect(text).toContain(`Index Cond: (id = 'r'::text)`)
  })
})
