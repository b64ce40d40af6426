import { join } from 'node:path'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { hubNewcomers } from '../../../electron/hub/office/newcomers'
import { type Pair, pair } from '../../support/desks/pair'
import { admitAll, joinHub, newHub } from '../../support/hub/hubs'
import { addDistrict } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  let story: Pair
  afterEach(() => story.close())

  test('a district that calls itself by the unit of another one is not let in, and goes on waiting', async () => {
    story = await pair()
    const hub = await newHub(await open())
    await joinHub(hub, story.district, story.stick)
    const file = join(story.stick, (await story.district.send('示范市')).file)
    await ingestPile(hub, [file], { allowMassDelete: false })
    const { unit } = hub.keys.site
    await addDistrict(hub.store, '先来的区', [unit, story.units.district])
    await expect(admitAll(hub)).rejects.toMatchObject({ code: 'join.unit-taken' })
    const named = await hub.store.query('SELECT name FROM districts WHERE $1 = ANY (region)', [
      story.units.district,
    ])
    expect(named).toEqual([{ name: '先来的区' }])
    expect(await hubNewcomers(hub)).toMatchObject([{ isAdmitted: false }])
    await hub.store.query(`DELETE FROM districts WHERE name = '先来的区'`)
    await admitAll(hub)
  }, 120_000)
})
