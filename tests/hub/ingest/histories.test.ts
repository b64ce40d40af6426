import { join } from 'node:path'
import { changesOf, ValuesNotHere } from '../../../electron/engine/changes/log'
import { atDesk } from '../../../electron/hub/desk/at-desk'
import type { Hub } from '../../../electron/hub/hub'
import { writtenWithoutValues } from '../../../electron/hub/ingest/needed'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import type { Sql } from '../../../electron/hub/store/store'
import { verifyHub } from '../../../electron/hub/upkeep/verify-hub'
import { type Pair, pair, session } from '../../support/desks/pair'
import { admitAll, countingHub, joinHub, newHub } from '../../support/hub/hubs'
import { eachStore, longStory } from '../../support/hub/stores'

const rules = { allowMassDelete: false }

eachStore(({ open }) => {
  test('changes are brought without their values, which come once somebody asks for them and stay then', async () => {
    const hub = await newHub(await open())
    const [row] = await hub.store.query<{ district: number }>(
      `INSERT INTO districts (site, unit, name, region) VALUES ('s', 'u', '甲区', '{u}') RETURNING district`,
    )
    const district = row?.district ?? 0
    await hub.store.query(
      `INSERT INTO branches (district, branch, site, scope, after, seq, hash, counts_to, introduces)
       VALUES ($1, 900, 's', 'c', 0, 2, '', 2, 0)`,
      [district],
    )
    for (const [seq, theme] of ['旧', '新'].entries())
      await hub.store.query(
        `INSERT INTO changes (district, branch, seq, clock, hash, record, kind, kind_version, author, at, salt, fields)
         VALUES ($1, 900, $2, '0001', $3, 'r', 'activity', 1, '张三', 'now', '', $4)`,
        [
          district,
          seq + 1,
          Buffer.from(`${seq}`.repeat(32)),
          JSON.stringify({ over: {}, set: { activity: theme } }),
        ],
      )
    await atDesk(hub, async (desk) => {
      const themes = (): readonly unknown[] => changesOf(desk.db, 'r').map(({ set }) => set.activity)
      await desk.standings({ site: 's', scope: 'c' }, 1, 2)
      await desk.histories(district, ['r'])
      expect(desk.db.prepare('SELECT clock, author FROM changes WHERE record = ?').all('r')).toEqual(
        Array(2).fill({ clock: '0001', author: '张三' }),
      )
      expect(themes).toThrow(ValuesNotHere)
      expect(writtenWithoutValues(desk)).toBeUndefined()
      // One that takes another record's id is written, whether its values were asked for or not.
      desk.db.exec(`UPDATE changes SET author = '李四' WHERE record = 'r'`)
      expect(writtenWithoutValues(desk)).toBe('r')
      await desk.rows('changes', `changes t WHERE district = $1 AND record = 'r'`, [district])
      expect(writtenWithoutValues(desk)).toBeUndefined()
      expect(themes()).toEqual(['旧', '新'])
      await desk.histories(district, ['r'])
      expect(themes()).toEqual(['旧', '新'])
    })
  })
})

longStory(({ open }) => {
  let story: Pair
  let hub: Hub
  let asked: string[]
  beforeEach(async () => {
    story = await pair()
    const store = await open()
    const heard = (sql: Sql): Sql => ({
      ...sql,
      query: async (text, values) => {
        asked.push(text)
        return await sql.query(text, values)
      },
    })
    asked = []
    hub = await countingHub({
      ...store,
      transaction: (work) => store.transaction((sql) => work(heard(sql))),
    })
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
  /** How often the values of all changes of some records were asked for while a file was taken in. */
  const valuesAsked = async (file: string): Promise<number> => {
    asked = []
    expect(await ingestPile(hub, [file], rules)).toMatchObject([{ result: 'applied' }])
    return asked.filter((text) => text.includes('t."fields"') && text.includes('record = ANY ($2)')).length
  }

  test('an edit asks for no values of what is held; an erasure does, and both come to what the district holds', async () => {
    const id = await story.a.save('courtyard-session', session(story.units.peach, { summary: '第一次' }))
    expect(await valuesAsked(await handedIn())).toBe(0)
    await story.a.save('courtyard-session', { summary: '第二次' }, id)
    expect(await valuesAsked(await handedIn())).toBe(0)
    const bodies = () =>
      hub.store.query<{ summary: string }>(`SELECT body->>'summary' AS summary FROM records WHERE id = $1`, [
        id,
      ])
    expect(await bodies()).toEqual([{ summary: '第二次' }])
    await story.district.rpc.records.erase({ id, reason: '保存期满' })
    expect(await valuesAsked(await sent())).toBeGreaterThan(0)
    expect(await bodies()).toEqual([])
    expect((await verifyHub(hub)).ok).toBe(true)
  })
})
