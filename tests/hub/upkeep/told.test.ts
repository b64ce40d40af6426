import { join } from 'node:path'
import type { Hub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { verifyHub } from '../../../electron/hub/upkeep/verify-hub'
import { type Pair, pair, session } from '../../support/desks/pair'
import { admitAll, joinHub, newHub } from '../../support/hub/hubs'
import { longStory } from '../../support/hub/stores'

const rules = { allowMassDelete: false }

longStory(({ open }) => {
  let story: Pair
  let hub: Hub
  beforeEach(async () => {
    story = await pair()
    hub = await newHub(await open())
    await joinHub(hub, story.district, story.stick)
  })
  afterEach(() => story.close())

  const handIn = async () =>
    await ingestPile(hub, [join(story.stick, (await story.district.send('示范市')).file)], rules)
  test('an id that two districts use is told by its proof, and neither record is touched', async () => {
    const id = await story.a.save('courtyard-session', session(story.units.peach))
    await story.district.take((await story.a.send()).file)
    await handIn()
    await admitAll(hub)
    await hub.store.query(
      `INSERT INTO districts (site, unit, name, region) VALUES ('s9', 'u9', '外区', ARRAY[$1, 'u9'])`,
      [hub.keys.site.unit],
    )
    await hub.store.query(
      `INSERT INTO records SELECT d.district, 1, id, kind, scope, number, title, body, heads, deleted, conflicts,
         created_at, created_by, updated_at, last_change
       FROM records JOIN districts d ON true WHERE d.unit = 'u9' AND records.id = $1`,
      [id],
    )
    const { ok, shared } = await verifyHub(hub)
    expect([ok, shared]).toEqual([false, [{ id, districts: ['外区', '示范区'] }]])
  }, 120_000)
})
