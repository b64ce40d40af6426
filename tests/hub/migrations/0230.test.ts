import { migrate } from '../../../electron/hub/store/migrate'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('a page of a list runs along the dates of its kind and sorts nothing', async () => {
    const store = await open()
    await migrate(store)
    const plan = await store.transaction(async (sql) => {
      // Of an empty table a walk is cheapest: what is asked here is whether there is another way.
      await sql.query('SET LOCAL enable_seqscan = off')
      return await sql.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT * FROM records WHERE kind = 'activity' AND NOT deleted
         ORDER BY coalesce(body->>'date', '') DESC, district DESC, rid DESC LIMIT 50`,
      )
    })
    const text = plan.map((row) => row['QUERY PLAN']).join('\n')
    expect(text).toContain('records_in_order')
    expect(text).not.toContain('Sort')
  })
})
