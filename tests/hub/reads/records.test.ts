import { migrate } from '../../../electron/hub/store/migrate'
import { addDistrict, addRecords, idOf, openRegion, type Region } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'

const aid = {
  name: '张三丰',
  idCard: '110101199003074450',
  address: '河口街道李家村三组 18 号',
}

eachStore((under) => {
  let region: Region
  afterEach(() => region.close())

  /** A city of two districts with matters in both, asked by people of both. */
  async function city() {
    region = await openRegion(under)
    const { owner, east, west } = region
    await addRecords(
      owner,
      east,
      [
        { id: idOf('v1'), kind: 'unit', body: { name: '李家村', level: 'village', parent: idOf('s1') } },
        { id: idOf('s1'), kind: 'unit', body: { name: '河口街道', level: 'street', parent: 'east' } },
        ...['05', '12', '20'].map((day) => ({
          id: idOf(`c${day}`),
          kind: 'courtyard-session',
          number: `HK-YB-2026-A00${day}`,
          body: {
            date: `2026-11-${day}`,
            unit: idOf('v1'),
            courtyard: `李家院子${day}`,
            people: Number(day),
            leaflets: null,
          },
        })),
        {
          id: idOf('h1'),
          kind: 'demonstration-household',
          body: { name: aid.name, group: aid.address, unit: idOf('v1') },
        },
      ],
      10,
    )
    await addRecords(
      owner,
      west,
      [
        {
          id: idOf('c99'),
          kind: 'courtyard-session',
          body: { date: '2026-11-09', unit: idOf('v9'), courtyard: '西院', people: 7 },
        },
      ],
      10,
    )
    return region
  }

  test('a list runs through all districts of the session in one order, page by page, and names its units', async () => {
    const { as } = await city()
    const leader = await as('city', 'read')
    const first = await leader.ok('records.list', { kind: 'courtyard-session', limit: 2 })
    expect(first.rows.map(({ id }) => id)).toEqual([idOf('c20'), idOf('c12')])
    expect(first.rows[0]?.title).toContain('2026-11-20')
    const second = await leader.ok('records.list', {
      kind: 'courtyard-session',
      limit: 2,
      after: first.next ?? '',
    })
    expect(second.rows.map(({ id }) => id)).toEqual([idOf('c99'), idOf('c05')])
    expect(second.next).toBeNull()
    expect(await leader.ok('records.count', { kind: 'courtyard-session' })).toEqual({ total: 4 })
    expect(await leader.ok('records.names', { ids: [idOf('v1'), idOf('v9')] })).toEqual({
      names: { [idOf('v1')]: '李家村' },
    })
    const byPeople = await leader.ok('records.list', {
      kind: 'courtyard-session',
      filter: { ranges: { people: { from: 7, to: 12 } } },
    })
    expect(byPeople.rows.map(({ id }) => id)).toEqual([idOf('c12'), idOf('c99')])
  })

  test('a filter by days, unit and text finds what it says', async () => {
    const { as } = await city()
    const leader = await as('city', 'read')
    const found = async (filter: object) =>
      (await leader.ok('records.list', { kind: 'courtyard-session', filter })).rows.map(({ id }) => id)
    expect(await found({ from: '2026-11-09', to: '2026-11-12' })).toEqual([idOf('c12'), idOf('c99')])
    expect(await found({ unit: idOf('s1') })).toEqual([idOf('c20'), idOf('c12'), idOf('c05')])
    expect(await found({ text: '西院' })).toEqual([idOf('c99')])
    expect(await found({ text: '100%' })).toEqual([])
    expect(await found({ text: 'A0012' })).toEqual([idOf('c12')])
    const odd = [{ where: { "x' OR true --": '1' } }, { ranges: { "people') OR (true": { from: 1 } } }]
    for (const filter of odd)
      expect(await leader.call('records.list', { kind: 'courtyard-session', filter })).toMatchObject({
        error: { code: 'call.invalid' },
      })
  })

  test('a unit that no record names, as a city’s own, holds all that its districts hold', async () => {
    region = await openRegion(under, async (owner) => {
      await migrate(owner)
      const east = await addDistrict(owner, '东区', [idOf('city'), idOf('east')])
      const west = await addDistrict(owner, '西区', [idOf('city'), idOf('west')])
      const village = { name: '李家村', level: 'village', parent: idOf('east') }
      const session = { date: '2026-11-09', unit: idOf('v1'), courtyard: '李家院子', people: 7 }
      await addRecords(owner, east, [
        { id: idOf('east'), kind: 'unit', body: { name: '东区', level: 'district' } },
        { id: idOf('v1'), kind: 'unit', body: village },
        { id: idOf('c1'), kind: 'courtyard-session', body: session },
      ])
      const other = { ...session, unit: idOf('v9'), courtyard: '西院' }
      await addRecords(owner, west, [{ id: idOf('c9'), kind: 'courtyard-session', body: other }])
      return { east, west }
    })
    const leader = await region.as(idOf('city'), 'read')
    const found = async (kind: string, unit: string) => {
      const asked = { kind, filter: { unit: idOf(unit) } }
      const { rows } = await leader.ok('records.list', asked)
      expect(await leader.ok('records.count', asked)).toEqual({ total: rows.length })
      return rows.map(({ id }) => id).sort()
    }
    expect(await found('courtyard-session', 'city')).toEqual([idOf('c1'), idOf('c9')])
    expect(await found('courtyard-session', 'west')).toEqual([idOf('c9')])
    expect(await found('courtyard-session', 'v1')).toEqual([idOf('c1')])
    expect(await found('courtyard-session', 'nobody')).toEqual([])
    expect(await found('unit', 'city')).toEqual([idOf('v1'), idOf('east')])
    const { options } = await leader.ok('records.options', { kind: 'unit', unit: idOf('city'), limit: 9 })
    expect(options.map(({ label }) => label)).toEqual(['东区', '李家村'])
    const east = await region.as(idOf('east'), 'read')
    const ofCity = { kind: 'courtyard-session', filter: { unit: idOf('city') } }
    expect(await east.ok('records.count', ofCity)).toEqual({ total: 1 })
  })

  test('nobody sees a record of another district, by list, id, name or count', async () => {
    const { as } = await city()
    const west = await as('west', 'admin')
    expect(await west.ok('records.count', { kind: 'courtyard-session' })).toEqual({ total: 1 })
    expect(await west.call('records.get', { id: idOf('c20') })).toMatchObject({
      error: { code: 'record.not-found' },
    })
    expect(await west.call('records.reveal', { id: idOf('h1'), field: 'group' })).toMatchObject({
      error: { code: 'record.not-found' },
    })
    expect(await west.ok('records.names', { ids: [idOf('v1')] })).toEqual({ names: {} })
  })

  test('masks are on for everybody; a whole value needs the right, and every one that was asked for is in the audit', async () => {
    const { as, owner } = await city()
    const leader = await as('city', 'read')
    const page = await leader.ok('records.get', { id: idOf('h1') })
    expect(page.masked).toContain('group')
    expect(JSON.stringify(page)).not.toContain(aid.address)
    const lists = await leader.ok('records.list', { kind: 'demonstration-household' })
    expect(JSON.stringify(lists)).not.toContain(aid.address)
    expect(await leader.call('records.reveal', { id: idOf('h1'), field: 'group' })).toMatchObject({
      error: { code: 'right.missing' },
    })
    // What masks hide is not found by who may not see it.
    const sought = { kind: 'demonstration-household', filter: { text: '18 号' } }
    expect((await leader.ok('records.list', sought)).rows).toEqual([])
    const reviewer = await as('east', 'review')
    expect(await reviewer.ok('records.reveal', { id: idOf('h1'), field: 'group' })).toEqual({
      value: aid.address,
    })
    const rows = await owner.query(
      `SELECT account, action, detail FROM hub_audit WHERE action LIKE 'records.%' ORDER BY seq`,
    )
    expect(rows).toEqual([
      { account: 'east review', action: 'records.reveal', detail: `{"id":"${idOf('h1')}","field":"group"}` },
    ])
  })

  test('values that a foreign file broke stop no list, no word and no sum of the others', async () => {
    const { as, owner, west } = await city()
    const word = { dictionary: 'dispute', value: 'dam', label: '水库', order: 2 }
    const broken = [
      { id: idOf('x1'), kind: 'dictionary-entry', body: { ...word, value: 'odd', label: '奇', order: '二' } },
      { id: idOf('x2'), kind: 'dictionary-entry', body: { ...word, label: 7 } },
      { id: idOf('x3'), kind: 'dictionary-entry', body: word },
      { id: idOf('x4'), kind: 'responsibility-item', body: { audience: 'all' } },
      ...[1e308, 1e308, -3, 0.5].map((people, at) => ({
        id: idOf(`y${at}`),
        kind: 'courtyard-session',
        body: { date: '2026-11-10', people },
      })),
    ]
    await addRecords(owner, west, broken, 50)
    const leader = await as('city', 'read')
    const kind = 'courtyard-session'
    expect((await leader.ok('records.list', { kind, limit: 9 })).rows).toHaveLength(8)
    const { words } = await leader.ok('records.words', {})
    expect(words.dispute?.map(({ label }) => label)).toEqual(['水库', '奇'])
    const none = { where: { audience: '' } }
    expect(await leader.ok('records.count', { kind: 'responsibility-item', filter: none })).toEqual({
      total: 1,
    })
    expect(await leader.ok('records.sums', { kind, which: { filter: {} } })).toMatchObject({
      sums: { people: 44 },
    })
  })

  test('what writes, and what a hub does not know, is refused by name', async () => {
    const { as } = await city()
    const admin = await as('city', 'admin')
    const writes = [
      'records.delete',
      'records.save',
      'users.add',
      'sync.exportBundle',
      'profile.demo',
      'safety.backup',
    ]
    for (const name of writes)
      expect(await admin.call(name, {})).toMatchObject({ error: { code: 'hub.not-here' } })
    expect(await admin.call('constructor', {})).toMatchObject({ error: { code: 'call.unknown' } })
    expect(await admin.call('records.list', { kind: 'nothing' })).toMatchObject({
      error: { code: 'kind.unknown' },
    })
  })
})
