import { join } from 'node:path'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { joinAbove } from '../../../electron/hub/office/join-above'
import { hubJoinFile } from '../../../electron/hub/office/newcomers'
import { exportFromHub } from '../../../electron/hub/upkeep/export-hub'
import { verifyHub } from '../../../electron/hub/upkeep/verify-hub'
import { type Pair, pair, session } from '../../support/desks/pair'
import { admitAll, joinHub, newHub } from '../../support/hub/hubs'
import { onPostgres } from '../../support/hub/stores'

const rules = { allowMassDelete: false }

onPostgres(({ open }) => {
  let stories: Pair[] = []
  afterEach(async () => {
    for (const story of stories) await story.close()
  })

  test('a province takes from a city’s hub what its districts brought, and the city gets its receipt', async () => {
    stories = [await pair(), await pair(100)]
    const city = await newHub(await open())
    const province = await newHub(await open(), 'province', '示范省', 78)
    const stick = stories[0]?.stick ?? ''
    const ids: string[] = []
    for (const story of stories) {
      await joinHub(city, story.district, story.stick)
      ids.push(await story.a.save('courtyard-session', session(story.units.peach)))
      await story.district.take((await story.a.send()).file)
      await ingestPile(city, [join(story.stick, (await story.district.send('示范市')).file)], rules)
      await admitAll(city)
    }
    const made = await hubJoinFile(province, stick)
    await joinAbove(city, join(stick, made.file), made.passphrase)
    const office = province.keys.site.id
    const asking = await exportFromHub(city, { site: office, asksForContents: false }, stick)
    expect(await ingestPile(province, [join(stick, asking.file)], rules)).toMatchObject([
      { result: 'waiting' },
    ])
    await admitAll(province)
    const rows = await province.store.query<{ id: string; name: string }>(
      `SELECT r.id, d.name FROM records r JOIN districts d USING (district) WHERE r.kind = 'courtyard-session' ORDER BY r.id`,
    )
    expect(rows).toEqual(ids.sort().map((id) => ({ id, name: '示范市' })))
    const back = await exportFromHub(province, { site: city.keys.site.id, asksForContents: false }, stick)
    expect(await ingestPile(city, [join(stick, back.file)], rules)).toMatchObject([{ result: 'applied' }])
    const next = await exportFromHub(city, { site: office, asksForContents: false }, stick)
    expect([back.changes, next.serial, next.changes]).toEqual([0, 2, 0])
    for (const hub of [city, province]) expect((await verifyHub(hub)).ok).toBe(true)
  }, 300_000)
})
