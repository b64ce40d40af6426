import { reconcileHubSearch } from '../../../electron/hub/search/reconcile'
import { openHubSearch } from '../../../electron/hub/search/write'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import type { Flat } from '../../../shared/shapes'
import { addDistrict } from '../../support/hub/region'
import { testSeal } from '../../support/hub/sealed'
import { eachStore } from '../../support/hub/stores'

const kind = 'courtyard-session'
const state = (summary: string, deleted = false) => ({ kind, deleted, flat: { summary } as Flat })

eachStore(({ open }) => {
  let store: Store
  let district: number
  beforeEach(async () => {
    store = await open()
    await migrate(store)
    district = await addDistrict(store, '东区', ['city', 'east'])
  })

  /** In both parts, the deleted ones too. */
  const found = async (term: string) => {
    const all: unknown[] = []
    for (const table of ['search', 'search_latest'])
      all.push(
        ...(await store.query(
          `SELECT rid, deleted FROM ${table} WHERE terms @@ $1::tsquery ORDER BY place DESC`,
          [`'${term}'`],
        )),
      )
    return all
  }

  test('a record is found by what it says now, and what was written last comes first', async () => {
    const { write } = openHubSearch(store, district, testSeal)
    await write([
      { rid: 1, id: 'a', before: undefined, ...state('王家院子') },
      { rid: 2, id: 'b', before: undefined, ...state('王家大院') },
    ])
    const [one, two] = [
      { rid: 1, deleted: false },
      { rid: 2, deleted: false },
    ]
    expect(await found('王家')).toEqual([two, one, two, one])
    await write([{ rid: 1, id: 'a', before: state('王家院子'), ...state('李家院子') }])
    expect(await found('王家')).toEqual([two, two])
    expect(await found('李家')).toEqual([one, one])
    await write([{ rid: 1, id: 'a', before: state('李家院子'), ...state('王家院子', true) }])
    expect(await found('王家')).toEqual([{ rid: 1, deleted: true }, two, { rid: 1, deleted: true }, two])
    const places = 'SELECT rid, place FROM search ORDER BY rid'
    const before = await store.query(places)
    await write([{ rid: 2, id: 'b', before: state('王家大院'), ...state('王家大院') }])
    expect(await store.query(places)).toEqual(before)
    await write([{ rid: 2, id: 'b', before: state('王家大院'), kind: '', deleted: true, flat: {} }])
    expect(await found('王家')).toEqual([
      { rid: 1, deleted: true },
      { rid: 1, deleted: true },
    ])
  })

  test('a text that is longer than PostgreSQL keeps places and terms is found from its beginning to its end', async () => {
    const { write } = openHubSearch(store, district, testSeal)
    const long = `${'a'.repeat(5000)}，${'桃李'.repeat(9000)}，梨花`
    await write([{ rid: 1, id: 'a', before: undefined, kind, deleted: false, flat: { summary: long } }])
    for (const term of ['李桃', '梨花']) expect(await found(term)).toHaveLength(2)
  })

  test('records of a kind that is now searched otherwise are found anew, and all others are left alone', async () => {
    for (const [rid, of] of [
      [1, kind],
      [2, 'activity'],
    ] as const)
      await store.query(
        `INSERT INTO records (district, rid, id, kind, scope, title, body, heads, deleted)
         VALUES ($1, $2, $3, $4, '*', '', '{"summary":"王家院子","theme":"王家院子"}', '{}', false)`,
        [district, rid, `r${rid}`, of],
      )
    expect(await reconcileHubSearch(store, testSeal)).toBeGreaterThan(1)
    expect(await found('王家')).toHaveLength(4)
    expect(await reconcileHubSearch(store, testSeal)).toBe(0)
    await store.query(`UPDATE search_forms SET form = 'of an older version' WHERE kind = $1`, [kind])
    for (const table of ['search', 'search_latest']) await store.query(`UPDATE ${table} SET terms = ''`)
    expect(await reconcileHubSearch(store, testSeal)).toBe(1)
    expect(await found('王家')).toEqual([
      { rid: 1, deleted: false },
      { rid: 1, deleted: false },
    ])
  })
})
