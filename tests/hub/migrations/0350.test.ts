import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import type { Store } from '../../../electron/hub/store/store'
import { idOf, openRegion, twoDistricts } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'

/** An office that the hub knows by its key. */
const office = (store: Store, unit: string, name: string): Promise<unknown> =>
  store.query(
    `INSERT INTO sites (id, own, role, scope, unit, unit_name, letter, sign_key, recipient, office, root)
     VALUES ($1, 1, 'city', '*', $1, $2, '', '', '', '', '')`,
    [unit, name],
  )

eachStore((under) => {
  test('the office above a session’s districts is called by its name, any other office by nobody', async () => {
    const region = await openRegion(under, async (store) => {
      const districts = await twoDistricts(store)
      await reconcileHubFacts(store)
      await office(store, 'city', '江城市')
      await office(store, idOf('other'), '外市')
      return districts
    })
    const leader = await region.as('city', 'read')
    const { title } = await leader.ok('statistics.page', { period: '2026-11' })
    expect(title).toContain('江城市')
    expect(await region.owner.query('SELECT * FROM hub_offices()')).toEqual([])
    await region.close()
  })
})
