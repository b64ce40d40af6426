import { join } from 'node:path'
import { reconcileDerived } from '../../../electron/hub/derived'
import type { Hub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { hubStatus } from '../../../electron/hub/upkeep/hub-status'
import { carryForeign } from '../../support/bundles/foreign'
import { type Pair, pair, session } from '../../support/desks/pair'
import { admitAll, countingHub, joinHub } from '../../support/hub/hubs'
import { eachStore } from '../../support/hub/stores'

const rules = { allowMassDelete: false }

eachStore(({ open }) => {
  let story: Pair
  let hub: Hub
  beforeEach(async () => {
    story = await pair()
    hub = await countingHub(await open())
    await joinHub(hub, story.district, story.stick)
    await handIn()
    await admitAll(hub)
  }, 120_000)
  afterEach(() => story.close())

  const handIn = async () =>
    await ingestPile(hub, [join(story.stick, (await story.district.send(hub.keys.site.id)).file)], rules)
  const counted = async () => (await hubStatus(hub)).districts.map(({ anomalies }) => anomalies)

  test('values that are none of their field are counted as at the district, until somebody takes them away', async () => {
    const { a, district, units, stick, recoveryKey } = story
    await a.save('courtyard-session', session(units.peach))
    const wrong = '01900000-0000-7000-8000-00000000000f'
    await carryForeign({ from: a, to: district, stick, recoveryKey }, units.east, () => [
      {
        id: wrong,
        kind: 'courtyard-session',
        set: { ...session(units.peach), people: '四十六', households: -1, $deleted: false },
      },
    ])
    await handIn()
    const { anomalies } = await district.rpc.anomalies.list({})
    expect(anomalies.map(({ field }) => field).sort()).toEqual(['households', 'people'])
    expect(await counted()).toEqual([2])
    // A hub of before counted none: what it holds is looked at once more.
    await hub.store.query('DELETE FROM anomalies')
    await hub.store.query('DELETE FROM fact_forms')
    await reconcileDerived(hub.store, hub.seal)
    expect(await counted()).toEqual([2])
    await district.rpc.records.delete({
      id: wrong,
      reason: '不是本程序填写的',
      operation: district.operation(),
    })
    await handIn()
    expect(await counted()).toEqual([0])
  }, 120_000)
})
