import { settleSearch } from '../../../electron/hub/search/settle'
import { openHubSearch } from '../../../electron/hub/search/write'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import type { Flat } from '../../../shared/shapes'
import { addDistrict, addRecords, idOf, openRegion, type Region } from '../../support/hub/region'
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

/** How many rows of `search` were read until now. */
async function readOf({ owner, serving }: Region): Promise<number> {
  // What the owner has read until now is told now too, and not after somebody's search.
  await owner.query('SELECT pg_stat_force_next_flush()')
  await owner.query('SELECT 1')
  await serving.reading('', (sql) => sql.query('SELECT pg_stat_force_next_flush()'))
  await serving.reading('', (sql) => sql.query('SELECT 1'))
  const [row] = await owner.query<{ rows: number }>(
    `SELECT pg_stat_clear_snapshot(), idx_tup_fetch AS rows FROM pg_stat_user_tables WHERE relname = 'search'`,
  )
  return row?.rows ?? 0
}

onPostgres((under) => {
  test('a search is answered by the indexes of terms and walks through no record, whoever asks', async () => {
    const region = await openRegion(under, async (store) => {
      await migrate(store)
      // The server's own upkeep comes when it likes, and changes what it knows of these few rows.
      for (const table of ['search', 'search_latest'])
        await store.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`)
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
    // What writing has counted is told now, and not on a slow computer in the middle of a search.
    await owner.query('SELECT pg_stat_force_next_flush()')
    await owner.query('SELECT 1')
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

  test('a character of every unit is answered from the last of them, as a walk through all would answer', async () => {
    const many = 6000
    const region = await openRegion(under, async (store) => {
      await migrate(store)
      await store.query('ALTER TABLE search SET (autovacuum_enabled = false)')
      const east = await addDistrict(store, '东区', ['city', 'east'])
      const west = await addDistrict(store, '西区', ['city', 'west'])
      const village = (at: number): string => (at % 2000 === 0 ? `第${at}坝` : `第${at}村`)
      const units = Array.from({ length: many }, (_, at) => ({
        id: idOf(`v${at}`),
        kind: 'unit',
        body: { name: village(at), level: 'village' },
      }))
      await addRecords(store, east, units)
      return { east, west }
    })
    const { owner } = region
    await settleSearch(owner, 3)
    await owner.query('ANALYZE search')
    const visitor = await region.as('city', 'admin')
    const idsOf = async (text: string, limit: number): Promise<readonly string[]> =>
      (await visitor.ok('find.search', { text, limit })).units.map(({ id }) => id)
    const naive = async (word: string, limit: number): Promise<readonly string[]> => {
      const rows = await owner.query<{ id: string }>(
        `SELECT r.id FROM search s JOIN records r USING (district, rid)
         WHERE s.kind = 'unit' AND r.body->>'name' LIKE '%' || $1 || '%' ORDER BY s.place DESC LIMIT $2`,
        [word, limit],
      )
      return rows.map(({ id }) => id)
    }
    const fetched = () => readOf(region)
    await idsOf('区', 10)
    const before = await fetched()
    const found = await idsOf('村', 10)
    expect((await fetched()) - before).toBeLessThan(many / 3)
    expect(found).toEqual(await naive('村', 10))
    // What few of them hold is found among all.
    expect(await idsOf('坝', 10)).toEqual(await naive('坝', 10))
    await region.close()
  })

  test('what all records of another kind say is looked for in a kind without reading them', async () => {
    const many = 2000
    const region = await openRegion(under, async (store) => {
      await migrate(store)
      const east = await addDistrict(store, '东区', ['city', 'east'])
      const west = await addDistrict(store, '西区', ['city', 'west'])
      const of = (kind: string, flat: Flat, count: number, from: number) =>
        Array.from({ length: count }, (_, at) => ({
          ...{ rid: from + at, id: idOf(`r${from + at}`), kind, before: undefined, deleted: false },
          flat,
        }))
      const other = of('activity', { theme: '民法典宣传' } as Flat, many, 1)
      const meetings = of('courtyard-session', { agenda: '燃气安全' } as Flat, 3, many + 1)
      await openHubSearch(store, east, testSeal).write([...other, ...meetings])
      return { east, west }
    })
    await settleSearch(region.owner, 3)
    await region.owner.query('VACUUM ANALYZE search')
    const visitor = await region.as('city', 'admin')
    const asked = { text: '民', kind: 'courtyard-session', limit: 10 } as const
    await visitor.ok('find.search', asked)
    const before = await readOf(region)
    expect((await visitor.ok('find.search', asked)).records).toEqual([])
    expect((await readOf(region)) - before).toBeLessThan(many / 10)
    await region.close()
  })
})
