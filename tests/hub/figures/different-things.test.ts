import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { districtAmounts, hubFigures } from '../../../electron/hub/figures/figures'
import { refreshMonths } from '../../../electron/hub/figures/refresh'
import { regionTree } from '../../../electron/hub/figures/region-tree'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Sql, Store } from '../../../electron/hub/store/store'
import { parsePeriod } from '../../../shared/period'
import { fillHub } from '../../support/hub/filled-hub'
import { eachStore, onPostgres } from '../../support/hub/stores'
import type { Counted } from '../../support/records/naive-figures'

const MEASURE = 'villagesReached'
const november = parsePeriod('2026-11')

const unit = (id: string, level: string, parent: string | null): Counted => ({
  id,
  kind: 'unit',
  body: { name: id, level, parent },
  deleted: false,
})
/** The units of a district, and a village on its border that its neighbour has among its units too. */
const unitsOf = (district: string): readonly Counted[] => [
  unit(district, 'district', null),
  unit(`${district}-street`, 'street', district),
  ...['first', 'second'].map((name) => unit(`${district}-${name}`, 'village', `${district}-street`)),
  unit('border', 'village', `${district}-street`),
]
const held = (kind: string, day: string, at: string): Counted => ({
  id: `${kind}-${day}-${at}`,
  kind,
  body: { date: `2026-${day}`, unit: at },
  deleted: false,
})

async function neighbours(store: Store): Promise<readonly number[]> {
  await migrate(store)
  await reconcileHubFacts(store)
  return await fillHub(store, [
    {
      unit: 'east',
      units: unitsOf('east'),
      records: [
        held('activity', '11-03', 'border'),
        held('activity', '11-04', 'east-first'),
        held('courtyard-session', '11-05', 'east-first'),
        held('courtyard-session', '11-05', 'east-second'),
        held('activity', '10-05', 'east-second'),
      ],
    },
    {
      unit: 'west',
      units: unitsOf('west'),
      records: [held('activity', '11-06', 'border'), held('activity', '11-07', 'west-first')],
    },
  ])
}

/** The figure of all, and of each district. */
async function reached(sql: Sql, name: string): Promise<readonly number[]> {
  const tree = await regionTree(sql)
  const period = parsePeriod(name)
  const numbers: number[] = []
  for (const unit of [null, 'east', 'west']) {
    const [figure] = await hubFigures(sql, tree, { measures: [MEASURE], period, unit })
    numbers.push(figure?.value ?? -1, figure?.records ?? -1)
  }
  return numbers
}

/** Asks the store, and remembers what it was asked. */
function listening(store: Store): { readonly sql: Sql; readonly asked: string[] } {
  const asked: string[] = []
  const query: Sql['query'] = (text, values) => {
    asked.push(text)
    return store.query(text, values)
  }
  return { sql: { ...store, query }, asked }
}

const readsThings = (text: string): boolean => /\bm\.things\s+FROM district_things\b/.test(text)

eachStore(({ open }) => {
  test('a village that two districts name counts once, before months are counted and after', async () => {
    const store = await open()
    const [, west = 0] = await neighbours(store)
    const expected = [4, 4, 3, 3, 2, 2]
    expect(await reached(store, '2026-11')).toEqual(expected)
    await refreshMonths(store)
    expect(await reached(store, '2026-11')).toEqual(expected)
    // Over two months a village of both counts once as well.
    expect(await reached(store, '2026-10-01..2026-11-30')).toEqual(expected)
    // One district's month is stale, the other's is not.
    await store.query('INSERT INTO stale_months (district, month) VALUES ($1, $2)', [west, 2026 * 12 + 10])
    expect(await reached(store, '2026-11')).toEqual(expected)
  })

  test('a month that is counted reads no list of things: a share names those of several districts, and all for its rows', async () => {
    const store = await open()
    await neighbours(store)
    await refreshMonths(store)
    const { sql, asked } = listening(store)
    const named = async (things: 'all' | 'shared'): Promise<readonly string[]> => {
      const amounts = await districtAmounts(sql, [MEASURE], november, { districts: null, things })
      return [...(amounts.get('east')?.get(MEASURE)?.first?.keys() ?? [])].sort()
    }
    expect(await named('shared')).toEqual(['border'])
    expect(asked.filter(readsThings)).toEqual([])
    expect(await named('all')).toEqual(['border', 'east-first', 'east-second'])
    expect(asked.some(readsThings)).toBe(true)
  })
})

onPostgres(({ open }) => {
  test('things of several districts are looked up by an index, however many things there are', async () => {
    const store = await open()
    const [east = 0] = await neighbours(store)
    await refreshMonths(store)
    await store.query(
      `INSERT INTO named_things (district, measure, thing) SELECT $1, $2, 'v' || n FROM generate_series(1, 5000) n`,
      [east, MEASURE],
    )
    await store.query('ANALYZE')
    const { sql, asked } = listening(store)
    await districtAmounts(sql, [MEASURE], november)
    const text = asked.find((one) => one.includes('by_others')) ?? ''
    const plan = await store.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, [
      2026 * 12 + 10,
      2026 * 12 + 10,
      [MEASURE],
      null,
    ])
    const told = plan.map((row) => row['QUERY PLAN']).join('\n')
    expect(told).toContain('named_things_by_others')
    expect(told).not.toContain('Seq Scan on named_things')
  })
})
