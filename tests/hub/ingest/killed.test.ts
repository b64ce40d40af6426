import { join } from 'node:path'
import { reconcileDerived } from '../../../electron/hub/derived'
import type { Hub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { openStore } from '../../../electron/hub/store/open-store'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { type Pair, pair, session } from '../../support/desks/pair'
import { broughtToHub, madeAtHub } from '../../support/hub/compared'
import { drawing, liveOn } from '../../support/hub/histories'
import { admitAll, countingHub, joinHub } from '../../support/hub/hubs'
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
    hub = await countingHub(await openStore({ database }))
    await joinHub(hub, story.district, story.stick)
    await ingestPile(hub, [join(story.stick, (await story.district.send('示范市')).file)], rules)
    await admitAll(hub)
  })
  afterEach(async () => {
    await hub.store.close()
    await story.close()
  })

  const all = async () => ({ ...(await broughtToHub(hub)), made: await madeAtHub(hub) })
  /** What is made of records, made once more from the records alone. */
  const madeAnew = async () => {
    for (const table of ['fact_forms', 'search_forms']) await hub.store.query(`DELETE FROM ${table}`)
    await reconcileDerived(hub.store, hub.seal)
    return await madeAtHub(hub)
  }
  const ingest = (dies: number, files: readonly string[]) =>
    program.start([database, hub.folder, String(dies), ...files]).ended

  test('a process that is killed anywhere in an ingest leaves all of a file or nothing, and nothing twice', async () => {
    const known = await story.a.save('courtyard-session', session(story.units.peach))
    await story.district.take((await story.a.send()).file)
    await ingestPile(hub, [join(story.stick, (await story.district.send('示范市')).file)], rules)
    const before = await all()
    await story.a.save('courtyard-session', { people: 77 }, known)
    await story.a.save('courtyard-session', session(story.units.plum))
    await story.district.take((await story.a.send()).file)
    const file = join(story.stick, (await story.district.send('示范市')).file)
    let killed = 0
    const step = Math.max(1, Math.round(10 / lawSize(10)))
    for (let dies = 1; ; dies += step) {
      const code = await ingest(dies, [file])
      const now = await all()
      // What comes after the file's own transaction can not take it back.
      if (code !== null || now.records.length > before.records.length) {
        expect(now.records.length).toBe(before.records.length + 1)
        break
      }
      killed += 1
      expect(now).toEqual(before)
    }
    expect(killed).toBeGreaterThan(3)
    const after = await all()
    expect(after.made.facts).toHaveLength(before.made.facts.length + 1)
    expect(after.made.facts.filter((row) => before.made.facts.includes(row))).toHaveLength(
      before.made.facts.length - 1,
    )
    expect(await ingest(0, [file, file])).toBe(0)
    expect(await all()).toEqual(after)
    expect(await madeAnew()).toEqual(after.made)
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
    const together = await all()
    await ingestPile(hub, files, rules)
    expect(await all()).toEqual(together)
    expect(await hub.store.query('SELECT 1 FROM changes GROUP BY hash HAVING count(*) > 1')).toEqual([])
    const [tips] = await hub.store.query<{ wrong: number }>(
      `SELECT count(*) AS wrong FROM branches b WHERE seq - after <>
         (SELECT count(*) FROM changes c WHERE c.district = b.district AND c.branch = b.branch)`,
    )
    expect(tips?.wrong).toBe(0)
    expect(await madeAnew()).toEqual(together.made)
  }, 1_200_000)
})
