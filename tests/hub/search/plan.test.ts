import { openHubSearch } from '../../../electron/hub/search/write'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import type { Flat } from '../../../shared/shapes'
import { addDistrict, addRecords, idOf, openRegion } from '../../support/hub/region'
import { testSeal } from '../../support/hub/sealed'
import { onPostgres } from '../../support/hub/stores'

/** How often the server has looked something up in an index, or walked through a table. */
async function looks(
  owner: Store,
  of: string,
): Promise<{ readonly walks: number; readonly lookups: number }> {
  const [row] = await owner.query<{ walks: number; lookups: number }>(
    `SELECT pg_stat_clear_snapshot(), coalesce(sum(t.seq_scan), 0)::int8 AS walks,
       (SELECT coalesce(sum(i.idx_scan), 0)::int8 FROM pg_stat_user_indexes i WHERE i.indexrelname = $1 || '_terms') AS lookups
     FROM pg_stat_user_tables t WHERE t.relname = $1`,
    [of],
  )
  return row ?? { walks: 0, lookups: 0 }
}

onPostgres((under) => {
  test('a search is answered by the indexes of terms and walks through no record, whoever asks', async () => {
    const region = await openRegion(under, async (store) => {
      await migrate(store)
      const east = await addDistrict(store, '东区', ['city', 'east'])
      const west = await addDistrict(store, '西区', ['city', 'west'])
      const rows = Array.from({ length: 300 }, (_, at) => ({
        rid: at + 1,
        id: idOf(`r${at}`),
        kind: 'activity',
        before: undefined,
        deleted: false,
        flat: { theme: `第${at}场`, date: '2026-05-10' } as Flat,
      }))
      await openHubSearch(store, east, testSeal).write(rows)
      await addRecords(store, west, [{ id: idOf('w'), kind: 'activity', body: { theme: '第7场' } }])
      return { east, west }
    })
    const { owner, serving } = region
    for (const seen of ['city', 'east']) {
      const visitor = await region.as(seen, 'admin')
      const before = { all: await looks(owner, 'search'), latest: await looks(owner, 'search_latest') }
      await visitor.ok('find.search', { text: '第7场' })
      await visitor.ok('records.list', { kind: 'activity', filter: { text: '第7场' } })
      // What a connection has counted is told by its next question.
      await serving.reading('', (sql) => sql.query('SELECT pg_stat_force_next_flush()'))
      await serving.reading('', (sql) => sql.query('SELECT 1'))
      const after = { all: await looks(owner, 'search'), latest: await looks(owner, 'search_latest') }
      expect(after.all.lookups).toBeGreaterThan(before.all.lookups)
      expect(after.latest.lookups).toBeGreaterThan(before.latest.lookups)
      expect([after.all.walks, after.latest.walks]).toEqual([before.all.walks, before.latest.walks])
    }
    await region.close()
  })
})
