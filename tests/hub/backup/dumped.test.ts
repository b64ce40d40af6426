import { cpSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { type Hub, resumeHub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { readHubKeys } from '../../../electron/hub/keys'
import { currentKeys, renewHub } from '../../../electron/hub/office/renew'
import { openStore } from '../../../electron/hub/store/open-store'
import type { Store } from '../../../electron/hub/store/store'
import { exportFromHub } from '../../../electron/hub/upkeep/export-hub'
import { verifyHub } from '../../../electron/hub/upkeep/verify-hub'
import { type Pair, pair, session } from '../../support/desks/pair'
import { type Cluster, startCluster } from '../../support/hub/cluster'
import { broughtToHub } from '../../support/hub/compared'
import { admitAll, joinHub, newHub } from '../../support/hub/hubs'
import { needs } from '../../support/machine/needs'
import { testsFolder } from '../../support/machine/tests-folder'

const rules = { allowMassDelete: false }

needs('postgres').describe('a hub that is dumped by pg_dump, and its folder copied afterwards', () => {
  let cluster: Cluster
  let story: Pair
  let hub: Hub
  let database: string
  const opened: Store[] = []
  beforeAll(async () => {
    cluster = await startCluster()
  })
  beforeEach(async () => {
    story = await pair()
    database = await cluster.newDatabase()
    hub = await newHub(await open(database))
    await joinHub(hub, story.district, story.stick)
    await ingestPile(hub, [await send()], rules)
    await admitAll(hub)
    await handedIn(45)
  })
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close()
    await story.close()
  })
  afterAll(() => cluster?.stop())

  async function open(at: string): Promise<Store> {
    const store = await openStore({ database: at })
    opened.push(store)
    return store
  }
  const send = async (at = hub) => join(story.stick, (await story.district.send(at.keys.site.id)).file)
  const handedIn = async (people: number, at = hub) => {
    const id = await story.a.save('courtyard-session', session(story.units.peach, { people }))
    await story.district.take((await story.a.send()).file)
    const file = await send(at)
    return { id, file, taken: await ingestPile(at, [file], rules) }
  }

  /** First the database, then the folder: no file in it is ever changed, and the dump names none that is not there. */
  async function backedUp(): Promise<() => Promise<Hub>> {
    const place = mkdtempSync(join(testsFolder(), 'backup-'))
    const dump = `${database.split('/').at(-1)}.dump`
    cluster.run('pg_dump', ['--format=custom', '--file', dump, '--dbname', database])
    cpSync(hub.folder, place, { recursive: true })
    return async () => {
      const restored = await cluster.newDatabase()
      cluster.run('pg_restore', ['--exit-on-error', '--dbname', restored, dump])
      const store = await open(restored)
      const keys = await currentKeys(store, place, readHubKeys(join(place, 'hub-keys.json')))
      return await resumeHub({ ...hub, store, folder: place, keys })
    }
  }

  test('is restored whole: everything can be proved, and the next file goes on from there', async () => {
    const restore = await backedUp()
    const before = await broughtToHub(hub)
    const restored = await restore()
    expect(await broughtToHub(restored)).toEqual(before)
    expect((await verifyHub(restored)).ok).toBe(true)
    expect((await handedIn(46, restored)).taken).toMatchObject([{ result: 'applied', added: 1 }])
  }, 120_000)

  test('and is restored too old goes on under new keys: what the districts hold is asked again, and comes', async () => {
    const restore = await backedUp()
    const { file } = await handedIn(46)
    // The district has heard that the hub holds it, and brings it no more by itself.
    const { site } = await story.district.rpc.profile.state({})
    const to = { site: site?.id ?? '', asksForContents: false }
    await story.district.take((await exportFromHub(hub, to, story.stick)).file)
    const full = await broughtToHub(hub)
    const old = await restore()
    const renewed = await renewHub(old)
    expect(renewed.keys.site.id).not.toBe(hub.keys.site.id)
    await expect(currentKeys(renewed.store, renewed.folder, hub.keys)).rejects.toMatchObject({
      code: 'hub.keys-old',
    })
    await story.district.take((await exportFromHub(renewed, to, story.stick)).file)
    expect((await handedIn(47, renewed)).taken).toMatchObject([{ result: 'applied', added: 2 }])
    const now = await broughtToHub(renewed)
    expect(now.records).toHaveLength(full.records.length + 1)
    expect(now.records).toEqual(expect.arrayContaining([...full.records]))
    // A file from before, addressed to the former self, is still for it.
    expect(await ingestPile(renewed, [file], rules)).toMatchObject([{ result: 'applied', added: 0 }])
    expect((await verifyHub(renewed)).ok).toBe(true)
  }, 120_000)
})
