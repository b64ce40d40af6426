import { join } from 'node:path'
import { type Hub, resumeHub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { openStore } from '../../../electron/hub/store/open-store'
import type { Store } from '../../../electron/hub/store/store'
import { type Pair, pair, session } from '../../support/desks/pair'
import { type Cluster, startCluster } from '../../support/hub/cluster'
import { broughtToHub, madeAtHub } from '../../support/hub/compared'
import { admitAll, countingHub, joinHub } from '../../support/hub/hubs'
import { mortal } from '../../support/hub/mortal-store'
import { isFullSize } from '../../support/laws/law-size'
import { needs } from '../../support/machine/needs'

const rules = { allowMassDelete: false }

needs('postgres').describe('on PostgreSQL', () => {
  let cluster: Cluster
  let story: Pair
  let store: Store
  let hub: Hub
  let database: string

  beforeAll(async () => {
    cluster = await startCluster()
  })
  afterAll(() => cluster?.stop())
  afterEach(async () => {
    await store.close()
    await story.close()
  })

  /** The hub after its server came back: no connection of before is of use. */
  async function reopened(): Promise<Hub> {
    await store.close()
    store = await openStore({ database })
    return await resumeHub({ ...hub, store })
  }

  const all = async () => ({ ...(await broughtToHub(hub)), made: await madeAtHub(hub) })

  /** Kills the process that serves the ingest. */
  async function killBackend(): Promise<void> {
    const other = await openStore({ database })
    const [row] = await other.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction' LIMIT 1`,
    )
    await other.close()
    await (row ? cluster.killProcess(row.pid) : cluster.crash())
  }

  test('a server that is killed anywhere in an ingest keeps all of the file or nothing, and takes it once afterwards', async () => {
    story = await pair()
    database = await cluster.newDatabase()
    store = await openStore({ database })
    hub = await countingHub(store)
    await joinHub(hub, story.district, story.stick)
    const send = async (): Promise<string> => join(story.stick, (await story.district.send('示范市')).file)
    await ingestPile(hub, [await send()], rules)
    await admitAll(hub)
    const before = await all()
    await story.a.save('courtyard-session', session(story.units.peach))
    await story.district.take((await story.a.send()).file)
    const file = await send()
    const step = isFullSize ? 1 : 9
    let killed = 0
    for (let nth = 1; ; nth += step) {
      const fate = killed % 2 === 0 ? () => cluster.crash() : killBackend
      // A question outside of a transaction is asked anew on another connection: a server that dies there loses nothing.
      const doomed = { ...hub, store: mortal(store, nth, fate, 'inside') }
      const taken = await ingestPile(doomed, [file], rules).catch((error: unknown) => error)
      hub = await reopened()
      const now = await all()
      // What comes after the file's own transaction can not take it back.
      if (Array.isArray(taken) || now.records.length > before.records.length) break
      killed += 1
      expect(now).toEqual(before)
    }
    expect(killed).toBeGreaterThan(isFullSize ? 30 : 3)
    const after = await all()
    expect(after.records).toHaveLength(before.records.length + 1)
    expect(after.made.facts).toHaveLength(before.made.facts.length + 1)
    expect(after.made.search).toHaveLength(before.made.search.length + 1)
    expect(await ingestPile(hub, [file], rules)).toMatchObject([{ result: 'nothing-new', added: 0 }])
    expect(await all()).toEqual(after)
  }, 900_000)
})
