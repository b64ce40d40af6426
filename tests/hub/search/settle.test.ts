import { settleSearch } from '../../../electron/hub/search/settle'
import { openHubSearch } from '../../../electron/hub/search/write'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import type { Flat } from '../../../shared/shapes'
import { addDistrict } from '../../support/hub/region'
import { testSeal } from '../../support/hub/sealed'
import { eachStore } from '../../support/hub/stores'

const LATEST = 3

eachStore(({ open }) => {
  let store: Store
  let district: number
  beforeEach(async () => {
    store = await open()
    await migrate(store)
    district = await addDistrict(store, '东区', ['city', 'east'])
  })

  const write = async (from: number, to: number) => {
    const rids = Array.from({ length: to - from + 1 }, (_, at) => from + at)
    await openHubSearch(store, district, testSeal).write(
      rids.map((rid) => ({
        rid,
        id: `r${rid}`,
        kind: 'courtyard-session',
        before: undefined,
        deleted: false,
        flat: { summary: '王家院子' } as Flat,
      })),
    )
  }
  const found = async (table: string) =>
    (
      await store.query<{ rid: number }>(
        `SELECT rid FROM ${table} WHERE terms @@ '王家'::tsquery ORDER BY rid`,
      )
    ).map(({ rid }) => rid)

  test('the latest part keeps the last rows alone once it holds more than twice as many; everything is found as before', async () => {
    await write(1, 2 * LATEST)
    await settleSearch(store, LATEST)
    expect(await found('search_latest')).toEqual([1, 2, 3, 4, 5, 6])
    await write(7, 7)
    await settleSearch(store, LATEST)
    expect(await found('search_latest')).toEqual([5, 6, 7])
    expect(await found('search')).toEqual([1, 2, 3, 4, 5, 6, 7])
    await settleSearch(store, LATEST)
    expect(await found('search_latest')).toEqual([5, 6, 7])
  })

  test('there may be nothing to settle', async () => {
    await settleSearch(store, LATEST)
    expect(await found('search_latest')).toEqual([])
  })
})
