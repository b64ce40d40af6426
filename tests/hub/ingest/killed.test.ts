import { join } from 'node:path'
import type { Hub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { openStore } from '../../../electron/hub/store/open-store'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { type Pair, pair, session } from '../../support/desks/pair'
import { broughtToHub } from '../../support/hub/compared'
import { drawing, liveOn } from '../../support/hub/histories'
import { admitAll, joinHub, newHub } from '../../support/hub/hubs'
import { onPostgres } from '../../support/hub/stores'
import { isFullSize, lawSize } from '../../support/laws/law-size'

const rules = { allowMassDelete: true }
let program: ChildProgram
beforeAll(() => {
  program = buildChild('ingest')
})
afterAll(() => program.remove())

onPostgres(({ place }) => {
  let story: Pair
  let hub: Hub
  let database: string
  beforeEach(async () => {
    story = await pair()
    database = await place()
    hub = await newHub(await openStore({ database }))
    await joinHub(hub, story.district, story.stick)
    await ingestPile(hub, [join(story.stick, (await story.district.send('示范市')).file)], rules)
    await admitAll(hub)
  })
  afterEach(async () => {
    await hub.store.close()
    await story.close()
  })

  const ingest = (dies: number, files: readonly string[]) =>
    program.start([database, hub.folder, String(dies), ...files]).ended

  test('a process that is killed anywhere in an ingest leaves all of a file or nothing, and nothing twice', async () => {
    const known = await story.a.save('courtyard-session', session(story.units.peach))
    await story.district.take((await story.a.send()).file)
    await ingestPile(hub, [join(story.stick, (await story.district.send('示范市')).file)], rules)
    const before = await broughtToHub(hub)
    await story.a.save('courtyard-session', { people: 77 }, known)
    await story.a.save('courtyard-session', session(story.units.plum))
    await story.district.take((await story.a.send()).file)
    const file = join(story.stick, (await story.district.send('示范市')).file)
    let killed = 0
    const step = Math.max(1, Math.round(10 / lawSize(10)))
    for (let dies = 1; ; dies += step) {
      const code = await ingest(dies, [file])
      const now = await broughtToHub(hub)
      // What comes after the file's own transaction can not take it back.
      if (code !== null || now.records.length > before.records.length) {
        expect(now.records.length).toBe(before.records.length + 1)
        break
      }
      killed += 1
      expect(now).toEqual(before)
    }
    expect(killed).toBeGreaterThan(3)
    const after = await broughtToHub(hub)
    expect(await ingest(0, [file, file])).toBe(0)
    expect(await broughtToHub(hub)).toEqual(after)
  }, 300_000)

  test('eight processes that take in the same pile, each in another order, make what one makes', async () => {
    const files = await liveOn([story], isFullSize ? 900 : 20, drawing(3))
    if (isFullSize) expect(files.length).toBeGreaterThanOrEqual(200)
    const orders = Array.from({ length: isFullSize ? 8 : 3 }, (_, at) => {
      const draw = drawing(at + 1)
      return [...files].sort(() => draw(3) - 1)
    })
    const codes = await Promise.all(orders.map((order) => ingest(0, order)))
    expect(codes).toEqual(orders.map(() => 0))
    const together = await broughtToHub(hub)
    await ingestPile(hub, files, rules)
    expect(await broughtToHub(hub)).toEqual(together)
    expect(await hub.store.query('SELECT 1 FROM changes GROUP BY hash HAVING count(*) > 1')).toEqual([])
    const [tips] = await hub.store.query<{ wrong: number }>(
      `SELECT count(*) AS wrong FROM branches b WHERE seq - after <>
         (SELECT count(*) FROM changes c WHERE c.district = b.district AND c.branch = b.branch)`,
    )
    expect(tips?.wrong).toBe(0)
  }, 1_200_000)
})
