import { openHubSearch } from '../../../electron/hub/search/write'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Flat } from '../../../shared/shapes'
import { addDistrict, addRecords, idOf, openRegion, type Region } from '../../support/hub/region'
import { testSeal } from '../../support/hub/sealed'
import { onPostgres } from '../../support/hub/stores'

const kind = 'courtyard-session'
const MANY = 6000
/** The newest of each district say something else: a text of all others is met behind them. */
const NEWEST = 1600

/** A meeting of its own day; every thousandth is held at a place that no other is, every hundredth in another village. */
const meeting = (at: number): Flat =>
  ({
    date: new Date(Date.UTC(2010, 0, 1) + at * 86_400_000).toISOString().slice(0, 10),
    unit: idOf(at % 100 === 0 ? 'vb' : 'va'),
    courtyard: at % 1000 === 0 ? '桃花沟' : at < MANY - NEWEST ? '王家院子' : '李家院坝',
    status: at % 3 === 0 ? 'draft' : 'reviewed',
  }) as Flat

onPostgres((under) => {
  let region: Region
  beforeEach(async () => {
    region = await openRegion(under, async (store) => {
      await migrate(store)
      const east = await addDistrict(store, '东区', ['city', 'east'])
      const west = await addDistrict(store, '西区', ['city', 'west'])
      const units = ['va', 'vb'].map((name) => ({
        id: idOf(name),
        kind: 'unit',
        body: { name, level: 'village' },
      }))
      await addRecords(store, west, units)
      for (const district of [east, west]) {
        const rows = Array.from({ length: MANY }, (_, at) => ({
          rid: at + 10,
          id: idOf(`${district}${at}`),
          kind,
          before: undefined,
          deleted: false,
          flat: meeting(at),
        }))
        await store.copyInto(
          'records',
          ['district', 'rid', 'id', 'kind', 'scope', 'title', 'body', 'heads', 'deleted'],
          rows.map(({ rid, id, flat }) => [
            district,
            rid,
            id,
            kind,
            '*',
            '',
            JSON.stringify(flat),
            '{}',
            false,
          ]),
        )
        await openHubSearch(store, district, testSeal).write(rows)
      }
      await store.query('VACUUM ANALYZE records, search')
      return { east, west }
    })
  })
  afterEach(() => region.close())

  /** How many rows of a table were read until now. */
  async function fetched(): Promise<number> {
    // What a connection has counted is told by its next question; the owner's too, which reads all to compare.
    for (const flush of ['SELECT pg_stat_force_next_flush()', 'SELECT 1']) {
      await region.serving.reading('', (sql) => sql.query(flush))
      await region.owner.query(flush)
    }
    const [row] = await region.owner.query<{ rows: number }>(
      `SELECT pg_stat_clear_snapshot(), sum(idx_tup_fetch + seq_tup_read)::int8 AS rows
       FROM pg_stat_user_tables WHERE relname = 'records'`,
    )
    return row?.rows ?? 0
  }

  test('a page reads few records more than it shows, by days, unit and text, for a district and above', async () => {
    const days = { from: '2011-02-01', to: '2012-02-28' }
    const filters = [
      { filter: {}, condition: 'true' },
      { filter: days, condition: `body->>'date' BETWEEN '${days.from}' AND '${days.to}'` },
      { filter: { unit: idOf('vb') }, condition: `body->>'unit' = '${idOf('vb')}'` },
      { filter: { text: '桃花' }, condition: `body->>'courtyard' LIKE '%桃花%'` },
      { filter: { where: { status: 'draft' } }, condition: `body->>'status' = 'draft'`, most: MANY / 2 },
    ]
    for (const [seen, districts] of [
      ['city', [region.east, region.west]],
      ['west', [region.west]],
    ] as const) {
      const visitor = await region.as(seen, 'review')
      for (const descending of [true, false])
        for (const { filter, condition, most = MANY / 3 } of filters) {
          const before = await fetched()
          const asked = { kind, filter, limit: 20, sort: { field: 'date', descending } }
          const { rows } = await visitor.ok('records.list', asked)
          const read = (await fetched()) - before
          expect([seen, filter, descending, read < most]).toEqual([seen, filter, descending, true])
          const way = descending ? 'DESC' : 'ASC'
          const meant = await region.owner.query<{ id: string }>(
            `SELECT id FROM records WHERE kind = $1 AND district = ANY ($2) AND ${condition}
             ORDER BY body->>'date' ${way}, district ${way}, rid ${way} LIMIT 20`,
            [kind, districts],
          )
          expect(rows.map(({ id }) => id)).toEqual(meant.map(({ id }) => id))
        }
    }
  })

  test('a text of very many that none of the newest says is met behind them', async () => {
    for (const seen of ['city', 'west']) {
      const visitor = await region.as(seen, 'review')
      const { rows } = await visitor.ok('records.list', { kind, filter: { text: '王家' }, limit: 9 })
      expect(rows.map(({ title }) => title.slice(11))).toEqual(Array.from({ length: 9 }, () => '王家院子'))
      const last = meeting(MANY - NEWEST - 1).date
      expect(rows[0]?.title).toContain(last)
    }
  })
})
