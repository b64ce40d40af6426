import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { BLOB_FOLDER } from '../../../electron/engine/blobs/blob-store'
import type { Hub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { exportFromHub } from '../../../electron/hub/upkeep/export-hub'
import { verifyHub } from '../../../electron/hub/upkeep/verify-hub'
import { type Pair, pair, session } from '../../support/desks/pair'
import { admitAll, countingHub, joinHub } from '../../support/hub/hubs'
import { longStory } from '../../support/hub/stores'
import { photo } from '../../support/records/pictures'

const rules = { allowMassDelete: false }
const secret = '不该再有的话'

longStory(({ open }) => {
  let story: Pair
  let hub: Hub
  beforeEach(async () => {
    story = await pair()
    hub = await countingHub(await open())
    await joinHub(hub, story.district, story.stick)
    await ingestPile(hub, [await sent()], rules)
    await admitAll(hub)
  })
  afterEach(() => story.close())

  const sent = async () => join(story.stick, (await story.district.send(hub.keys.site.id)).file)
  const handedIn = async () => {
    await story.district.take((await story.a.send()).file)
    return await sent()
  }
  const filesIn = async (folder: string): Promise<readonly string[]> => {
    const path = join(hub.folder, folder)
    if (!existsSync(path)) return []
    const entries = await readdir(path, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  }
  /** Every text that the database holds, of whatever table. */
  const isSaid = async (text: string): Promise<readonly string[]> => {
    const tables = await hub.store.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND NOT relispartition`,
    )
    const said: string[] = []
    for (const { name } of tables)
      if (
        (await hub.store.query(`SELECT 1 FROM "${name}" t WHERE t::text LIKE $1 LIMIT 1`, [`%${text}%`]))
          .length
      )
        said.push(name)
    return said
  }

  test('what a district erased is gone from the hub: the log, records, facts, kept files and contents', async () => {
    const id = await story.a.save('courtyard-session', session(story.units.peach, { summary: secret }))
    const source = { bytes: photo().toString('base64'), name: '现场.jpg' }
    await story.a.rpc.attachments.add({ record: id, source, operation: story.a.operation() })
    const typed = await handedIn()
    await ingestPile(hub, [typed], rules)
    // Pictures of people stay in the district until the hub asks for them.
    expect(await filesIn(BLOB_FOLDER)).toEqual([])
    const { site } = await story.district.rpc.profile.state({})
    const asked = { site: site?.id ?? '', asksForContents: true }
    await story.district.take((await exportFromHub(hub, asked, story.stick)).file)
    await ingestPile(hub, [await sent()], rules)
    expect(await filesIn(BLOB_FOLDER)).toHaveLength(1)
    expect(await isSaid(secret)).toEqual(expect.arrayContaining(['changes', 'records']))
    const kept = (await filesIn('segments')).length

    await story.district.rpc.records.erase({ id, reason: '保存期满' })
    const erasing = await sent()
    expect(await ingestPile(hub, [erasing], rules)).toMatchObject([{ result: 'applied' }])
    expect(await isSaid(secret)).toEqual([])
    expect(await filesIn(BLOB_FOLDER)).toEqual([])
    expect((await filesIn('segments')).length).toBeLessThanOrEqual(kept)
    const erased = await hub.store.query<{ sha256: string }>('SELECT sha256 FROM erased_files')
    expect(erased.length).toBeGreaterThan(0)
    for (const { sha256 } of erased) expect(await filesIn('segments')).not.toContain(`${sha256}.ybb`)
    // The same file once more brings nothing of it back.
    expect(await ingestPile(hub, [typed], rules)).toMatchObject([{ result: 'nothing-new' }])
    const found = await verifyHub(hub)
    expect(found.files.wrong).toEqual([])
    expect(found.ok).toBe(true)
  }, 120_000)

  test('a file that comes after the erasure of what is in it is taken in, and not kept', async () => {
    const id = await story.a.save('courtyard-session', session(story.units.peach, { summary: secret }))
    const late = await handedIn()
    await story.district.rpc.records.erase({ id, reason: '保存期满' })
    const erasing = await sent()
    const files = await ingestPile(hub, [erasing, late], rules)
    expect(files.map(({ result }) => result)).not.toContain('refused')
    expect(await isSaid(secret)).toEqual([])
    expect(await hub.store.query('SELECT count(*) AS n FROM erased WHERE cleaned = 0')).toEqual([{ n: 0 }])
    const places = await hub.store.query<{ sha256: string }>(
      `SELECT k.sha256 FROM kept_segments k JOIN branches b ON b.site = k.site AND b.scope = k.scope
       JOIN changes c ON c.district = b.district AND c.branch = b.branch AND c.seq BETWEEN k.first AND k.last WHERE c.record = $1`,
      [id],
    )
    expect(places).toEqual([])
    expect((await verifyHub(hub)).ok).toBe(true)
  }, 120_000)
})
