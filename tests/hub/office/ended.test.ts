import { join } from 'node:path'
import type { Hub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { endAtHub, refuseAtHub } from '../../../electron/hub/office/end'
import { hubNewcomers } from '../../../electron/hub/office/newcomers'
import { hubStatus } from '../../../electron/hub/upkeep/hub-status'
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

  const send = async () => join(story.stick, (await story.district.send('示范市')).file)
  const siteOf = async () => (await story.district.rpc.profile.state({})).site?.id ?? ''

  test('a newcomer whose words were others is refused: its files go, and its next ones are refused too', async () => {
    await ingestPile(hub, [await send()], rules)
    await refuseAtHub(hub, await siteOf())
    expect(await hubNewcomers(hub)).toEqual([])
    expect((await hubStatus(hub)).waiting).toEqual({ newcomers: 0, files: 0 })
    expect(await ingestPile(hub, [await send()], rules)).toMatchObject([{ result: 'refused' }])
    await expect(refuseAtHub(hub, await siteOf())).rejects.toMatchObject({ code: 'join.nobody' })
  }, 120_000)

  test('a district’s computer that was ended keeps what it handed in, and nothing counts that it brings later', async () => {
    await ingestPile(hub, [await send()], rules)
    await admitAll(hub)
    const counted = async () => (await hubStatus(hub)).districts[0]?.records
    const before = await counted()
    expect(await endAtHub(hub, { site: await siteOf(), reason: '电脑遗失' })).toMatchObject({
      name: '示范区',
    })
    await story.a.save('courtyard-session', session(story.units.peach))
    await story.district.take((await story.a.send()).file)
    expect(await ingestPile(hub, [await send()], rules)).toMatchObject([{ result: 'refused' }])
    expect(await counted()).toBe(before)
    expect((await verifyHub(hub)).ok).toBe(true)
    const deeds = await hub.store.query('SELECT action FROM hub_audit ORDER BY seq')
    expect(deeds).toEqual([{ action: 'sites.revoke' }])
  }, 120_000)
})
