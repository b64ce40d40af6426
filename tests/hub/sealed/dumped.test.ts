import { join } from 'node:path'
import type { Hub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { type Seal, sealOf } from '../../../electron/hub/sealed/seal'
import { openStore } from '../../../electron/hub/store/open-store'
import type { Store } from '../../../electron/hub/store/store'
import { verifyHub } from '../../../electron/hub/upkeep/verify-hub'
import { seededRandom } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'
import { type Cluster, startCluster } from '../../support/hub/cluster'
import { admitAll, countingHub, joinHub } from '../../support/hub/hubs'
import { openRegion, type Region } from '../../support/hub/region'
import { otherSeal } from '../../support/hub/sealed'
import { needs } from '../../support/machine/needs'

const rules = { allowMassDelete: false }

/** Typed into fields with a mask. The surname, the last four figures and the village are what masks show. */
const typed = {
  applicant: '欧阳锦瑟',
  phone: '13987651234',
  idNumber: '11010519491231002X',
  address: '桃花村锦官路九号院',
  claimant: '端木如晦',
  worker: '诸葛千里',
  personPhone: '13612349876',
}
/** No part of what was typed may stand in the dump, nor how it is said. */
const parts = [
  ...['锦瑟', '阳锦', 'jinse', '3987651', '87651', '1010519491231', '91231002', '锦官路', '九号院'],
  ...['如晦', '木如', 'ruhui', '千里', '葛千', 'qianli', '3612349', '12349'],
]

needs('postgres').describe('a hub that is dumped', () => {
  let cluster: Cluster
  let story: Pair
  let hub: Hub
  let database: string
  const opened: Store[] = []
  const open = async (at: string): Promise<Store> => {
    const store = await openStore({ database: at })
    opened.push(store)
    return store
  }
  beforeAll(async () => {
    cluster = await startCluster()
    story = await pair()
    database = await cluster.newDatabase()
    hub = await countingHub(await open(database))
    const send = async () => join(story.stick, (await story.district.send(hub.keys.site.id)).file)
    await joinHub(hub, story.district, story.stick)
    await ingestPile(hub, [await send()], rules)
    await admitAll(hub)
    const { peach: unit } = story.units
    const { applicant, phone, idNumber, address, claimant, worker, personPhone } = typed
    await story.a.save('legal-aid-case', {
      date: '2026-11-03',
      unit,
      applicant,
      phone,
      idNumber,
      address,
      cause: '讨要工钱',
    })
    await story.a.save('mediation', { date: '2026-11-03', unit, type: 'family', applicant: claimant })
    await story.a.save('person', { name: '周公开', unit, from: '2026-01-01', phone: personPhone })
    await story.a.rpc.records.save({
      kind: 'courtyard-session',
      patch: { ...session(unit), demands: [{ who: worker, what: '欠薪', category: 'wages' }] },
      operation: story.a.operation(),
    })
    await story.district.take((await story.a.send()).file)
    await ingestPile(hub, [await send()], rules)
  }, 240_000)
  afterAll(async () => {
    for (const store of opened) await store.close()
    await story?.close()
    await cluster?.stop()
  })

  test('holds nothing of what masks hide; everything can be proved', async () => {
    const dump = cluster.run('pg_dump', ['--format=plain', '--dbname', database])
    expect(dump).toContain('解家院子')
    expect(dump).toContain('讨要工钱')
    expect(parts.filter((part) => dump.includes(part))).toEqual([])
    expect((await verifyHub(hub)).ok).toBe(true)
  })

  test('and restored is read, searched and unmasked with its keys; with others it opens nothing', async () => {
    const file = `${database.split('/').at(-1)}.dump`
    cluster.run('pg_dump', ['--format=custom', '--file', file, '--dbname', database])
    const restored = await cluster.newDatabase()
    cluster.run('pg_restore', ['--exit-on-error', '--dbname', restored, file])
    const store = await open(restored)
    const served = (seal: Seal): Promise<Region> =>
      openRegion({ engine: 'postgres', open: async () => store }, async () => ({ east: 0, west: 0 }), seal)
    const { unit } = hub.keys.site
    const own = await served(sealOf(hub.keys, seededRandom(1)))
    const leader = await own.as(unit, 'review')
    for (const text of [typed.applicant, '锦瑟', '欧阳', typed.phone, '1398', 'jinse', typed.idNumber])
      expect([text, (await leader.ok('find.search', { text, limit: 10 })).people.length]).toEqual([text, 1])
    const { rows } = await leader.ok('records.list', { kind: 'legal-aid-case', filter: {}, limit: 10 })
    expect(rows).toMatchObject([{ body: { applicant: '欧*', phone: '139****1234' } }])
    const id = rows[0]?.id ?? ''
    expect(await leader.ok('records.reveal', { id, field: 'applicant' })).toEqual({
      value: typed.applicant,
    })
    expect(
      (await leader.ok('find.whole', { text: typed.idNumber, operation: story.a.operation() })).records,
    ).toHaveLength(1)
    const reader = await own.as(unit, 'read')
    expect((await reader.ok('find.search', { text: '锦瑟', limit: 10 })).people).toEqual([])
    await own.close()
    const other = await served(otherSeal)
    const stranger = await other.as(unit, 'admin')
    expect((await stranger.ok('find.search', { text: '锦瑟', limit: 10 })).people).toEqual([])
    expect(await stranger.call('records.get', { id })).toMatchObject({
      error: { code: 'hub.other-keys' },
    })
    await other.close()
  })
})
