import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import {
  addDistrict,
  addRecords,
  idOf,
  openRegion,
  type PlainRecord,
  type Region,
} from '../../support/hub/region'
import { addSender, tellOf } from '../../support/hub/senders'
import { eachStore } from '../../support/hub/stores'

const unit = (name: string, body: Record<string, unknown>): PlainRecord => ({
  id: idOf(name),
  kind: 'unit',
  body: { name, ...body },
})
const session = (id: string, of: string, date: string, status = 'submitted'): PlainRecord => ({
  id: idOf(id),
  kind: 'courtyard-session',
  body: { unit: idOf(of), date, status, courtyard: '院子', people: 5 },
})

/**
 * A city of two districts, one of them with five streets: 东街 handed October in, 西街 did and had done nothing, 南街 came late with two
 * computers, 北街 has been silent since August, 山上 has no computer.
 */
async function filled(store: Store): Promise<{ east: number; west: number }> {
  await migrate(store)
  const east = await addDistrict(store, '东区', [idOf('city'), idOf('east')])
  const west = await addDistrict(store, '西区', [idOf('city'), idOf('west')])
  const street = { level: 'street', parent: idOf('east') }
  await addRecords(store, east, [
    unit('east', { name: '东区', level: 'district', parent: idOf('city') }),
    unit('dong', { ...street, name: '东街街道', order: 1 }),
    unit('xi', { ...street, name: '西街街道', order: 2 }),
    unit('nan', { ...street, name: '南街街道', order: 3 }),
    unit('bei', { ...street, name: '北街街道', order: 4 }),
    unit('shan', { ...street, name: '山上街道', order: 5 }),
    unit('vil', { name: '桃花村', level: 'village', parent: idOf('dong') }),
    session('a', 'vil', '2026-10-09'),
    session('b', 'dong', '2026-10-31', 'reviewed'),
    session('c', 'nan', '2026-10-30'),
    session('d', 'vil', '2026-11-02'),
    session('e', 'east', '2026-10-02'),
  ])
  await addRecords(store, west, [
    unit('west', { name: '西区', level: 'district', parent: idOf('city') }),
    unit('other', { level: 'street', parent: idOf('west'), name: '别街街道' }),
  ])
  await addSender(store, east, { id: 'office', role: 'district', unit: idOf('east'), name: '东区' })
  await addSender(store, west, { id: 'office w', role: 'district', unit: idOf('west'), name: '西区' })
  await addSender(store, west, { id: 'w', unit: idOf('other'), name: '别街街道' })
  for (const [id, name] of [
    ['dong', '东街街道'],
    ['xi', '西街街道'],
    ['nan', '南街街道'],
    ['bei', '北街街道'],
  ] as const)
    await addSender(store, east, { id, unit: idOf(id), name })
  await addSender(store, east, { id: 'nan2', unit: idOf('nan'), name: '南街街道', letter: 'B' })
  await tellOf(store, east, 'dong', [
    [1, '2026-10-15T04:00:00.000Z'],
    [2, '2026-11-02T04:00:00.000Z'],
    [3, '2026-11-20T04:00:00.000Z'],
  ])
  await tellOf(store, east, 'xi', [[1, '2026-11-03T04:00:00.000Z']])
  await tellOf(store, east, 'nan', [[4, '2026-11-09T04:00:00.000Z']])
  await tellOf(store, east, 'nan2', [[2, '2026-11-08T04:00:00.000Z']])
  await tellOf(store, east, 'bei', [[7, '2026-08-01T04:00:00.000Z']])
  await tellOf(store, west, 'w', [[1, '2026-11-03T04:00:00.000Z']])
  await store.query(
    `INSERT INTO bundle_log (at, direction, file, peer, serial, changes, sha256, result)
     VALUES ('2026-11-21T04:00:00.000Z', 'import', 'a.ybb', 'office', 8, 1, '', 'ok')`,
  )
  await reconcileHubFacts(store)
  return { east, west }
}

const withoutTags = (markup: string): string => markup.replaceAll(/<[^>]*>/g, '')

eachStore((under) => {
  let region: Region
  afterEach(() => region.close())

  test('a district that is opened says of each of its streets what came: handed in, zero report, late, silent, no computer', async () => {
    region = await openRegion(under, filled)
    const leader = await region.as(idOf('city'), 'read')
    const month = await leader.ok('waiting.month', { period: '2026-10', unit: idOf('east') })
    expect(month).toMatchObject({
      of: 'street',
      within: { unit: idOf('east'), name: '东区', on: '2026-11-21', above: { unit: null } },
      until: '2026-11-05',
      // The district's own meeting is of no street.
      total: { records: 4, waiting: 3 },
    })
    expect(
      month.streets.map(({ name, arrival, silentDays, records, waiting }) => ({
        ...{ name, arrival, silentDays, records, waiting },
      })),
    ).toEqual([
      { name: '东街街道', arrival: 'received', silentDays: 1, records: 2, waiting: 1 },
      { name: '西街街道', arrival: 'received', silentDays: 18, records: 0, waiting: 0 },
      { name: '南街街道', arrival: 'late', silentDays: 12, records: 1, waiting: 1 },
      { name: '北街街道', arrival: 'none', silentDays: 112, records: 0, waiting: 0 },
      { name: '山上街道', arrival: 'unjoined', silentDays: null, records: 0, waiting: 0 },
    ])
    expect(month.streets.map(({ batches }) => batches.map(({ site, serial }) => [site, serial]))).toEqual([
      [['东街街道A', 2]],
      [['西街街道A', 1]],
      [
        ['南街街道A', 4],
        ['南街街道B', 2],
      ],
      [['北街街道A', 7]],
      [],
    ])
  })

  test('whose region is one district sees its streets at once and nothing above; another region’s unit is not found', async () => {
    region = await openRegion(under, filled)
    const east = await region.as(idOf('east'), 'read')
    const month = await east.ok('waiting.month', { period: '2026-10' })
    expect(month).toMatchObject({ of: 'street', within: { name: '东区', above: null } })
    expect(month.streets).toHaveLength(5)
    for (const call of ['waiting.month', 'waiting.reminder'])
      expect(await east.call(call, { period: '2026-10', unit: idOf('west') })).toMatchObject({
        error: { code: 'unit.not-found' },
      })
    // A street hands in to its district: there is nothing inside of it.
    expect(await east.call('waiting.month', { unit: idOf('dong') })).toMatchObject({
      error: { code: 'unit.not-found' },
    })
  })

  test('what a district told is read by its own region alone, in the table and by who may have sent', async () => {
    region = await openRegion(under, filled)
    const seen = async (of: string) => {
      await region.as(of, 'review')
      return await region.serving.reading(`token of ${of} review`, async (sql) => ({
        told: (await sql.query<{ site: string }>('SELECT DISTINCT site FROM told_files ORDER BY site')).map(
          ({ site }) => site,
        ),
        senders: await sql.query('SELECT site FROM hub_senders($1)', [region.east]),
      }))
    }
    expect((await seen(idOf('city'))).told).toEqual(['bei', 'dong', 'nan', 'nan2', 'w', 'xi'])
    expect(await seen(idOf('west'))).toEqual({ told: ['w'], senders: [] })
    expect((await seen(idOf('east'))).told).not.toContain('w')
    await expect(
      region.serving.reading(`token of ${idOf('east')} review`, (sql) => sql.query('SELECT id FROM sites')),
    ).rejects.toThrow(/permission denied/)
  })

  test('a laptop’s successor goes on where it was, and what a lost one had sent is still told', async () => {
    region = await openRegion(under, async (store) => {
      const districts = await filled(store)
      await store.query(
        `UPDATE sites SET revoked_at = '2026-11-10T00:00:00.000Z' WHERE id IN ('dong', 'nan2', 'bei')`,
      )
      const next = { unit: idOf('dong'), name: '东街街道', letter: 'AKX', root: 'dong' }
      await addSender(store, districts.east, { id: 'dong next', ...next })
      await tellOf(store, districts.east, 'dong next', [[1, '2026-11-25T04:00:00.000Z']])
      await store.query(`DELETE FROM told_files WHERE site = 'bei'`)
      return districts
    })
    const leader = await region.as(idOf('city'), 'read')
    const { streets } = await leader.ok('waiting.month', { period: '2026-10', unit: idOf('east') })
    const [dong, , nan, bei] = streets
    expect(dong).toMatchObject({ arrival: 'received', silentDays: 0 })
    expect(dong?.batches).toEqual([{ site: '东街街道AKX', serial: 2, at: '2026-11-02T04:00:00.000Z' }])
    expect(nan?.batches.map(({ site }) => site)).toEqual(['南街街道A', '南街街道B'])
    expect(bei).toMatchObject({ arrival: 'none', batches: [] })
  })

  test('streets are asked for the months of their district’s rule, and for what happened in them', async () => {
    region = await openRegion(under, async (store) => {
      const districts = await filled(store)
      const rule = { from: '2026-01-01', firstDay: 26, dueDays: 10 }
      await addRecords(
        store,
        districts.east,
        [
          { id: idOf('r1'), kind: 'reporting-rule', body: rule },
          {
            id: idOf('r2'),
            kind: 'reporting-rule',
            body: { from: '2026-01-01', dueDays: 3, units: [idOf('nan')] },
          },
          // No month is made of what is no day of one.
          {
            id: idOf('r3'),
            kind: 'reporting-rule',
            body: { from: '2026-02-01', firstDay: 1.5, dueDays: 1e308 },
          },
        ],
        100,
      )
      return districts
    })
    const leader = await region.as(idOf('city'), 'read')
    const month = await leader.ok('waiting.month', { period: '2026-10', unit: idOf('east') })
    expect(month).toMatchObject({ period: '2026-10@26', until: '2026-11-04', total: { records: 3 } })
    expect(
      month.streets.map(({ period, until, arrival, records }) => [period, until, arrival, records]),
    ).toEqual([
      ['2026-10@26', '2026-11-04', 'received', 1],
      ['2026-10@26', '2026-11-04', 'received', 0],
      ['2026-10', '2026-11-03', 'late', 1],
      ['2026-10@26', '2026-11-04', 'none', 0],
      ['2026-10@26', '2026-11-04', 'unjoined', 0],
    ])
    // The districts themselves stand side by side by calendar months.
    expect(await leader.ok('waiting.month', { period: '2026-10@26' })).toMatchObject({
      ...{ of: 'district', period: '2026-10', within: null },
    })
  })

  test('催报单 of a district names its streets and says how new that is; its print and its file note the unit', async () => {
    region = await openRegion(under, filled)
    const leader = await region.as(idOf('city'), 'read')
    const asked = { period: '2026-10', unit: idOf('east') }
    const preview = withoutTags((await leader.ok('waiting.reminder', asked)).markup)
    expect(preview).toContain('东区2026年10月报送情况')
    expect(preview).toContain('共5个街道，2个尚未报送')
    expect(preview).toContain('按东区 2026-11-21 送到的交换文件统计')
    const { number, title } = await leader.ok('waiting.printReminder', { ...asked, how: 'print' })
    expect(title).toBe('东区2026年10月报送情况')
    const file = await leader.ok('waiting.writeReminder', { ...asked, format: 'xlsx', file: 'w' })
    const rows = await region.owner.query('SELECT detail FROM hub_audit WHERE seq = ANY ($1) ORDER BY seq', [
      [number, file.number],
    ])
    expect(rows).toEqual([
      { detail: `{"period":"2026-10","unit":"${idOf('east')}","how":"print"}` },
      { detail: `{"period":"2026-10","unit":"${idOf('east')}","format":"xlsx"}` },
    ])
  })

  test('a province sees the districts inside of a city, and inside of one of them its streets', async () => {
    region = await openRegion(under, async (store) => {
      const { east: city, west } = await filled(store)
      // What was a district of a city is a city of a province, with a district of its own.
      await addSender(store, city, { id: 'city office', role: 'city', unit: idOf('east'), name: '东区' })
      await addSender(store, west, { id: 'city office w', role: 'city', unit: idOf('west'), name: '西区' })
      await store.query(`DELETE FROM sites WHERE id IN ('office', 'office w')`)
      await addSender(store, city, { id: 'inner', role: 'district', unit: idOf('inner'), name: '城中区' })
      await addRecords(
        store,
        city,
        [
          unit('inner', { name: '城中区', level: 'district', parent: idOf('east') }),
          unit('jie', { name: '里街街道', level: 'street', parent: idOf('inner') }),
          session('f', 'jie', '2026-10-12'),
        ],
        200,
      )
      await addSender(store, city, { id: 'jie', unit: idOf('jie'), name: '里街街道' })
      await tellOf(store, city, 'inner', [[5, '2026-11-04T04:00:00.000Z']])
      await tellOf(store, city, 'jie', [[9, '2026-11-03T04:00:00.000Z']])
      return { east: city, west }
    })
    const leader = await region.as(idOf('city'), 'read')
    const top = await leader.ok('waiting.month', { period: '2026-10' })
    expect(top).toMatchObject({ of: 'city', within: null, streets: [{ name: '东区' }, { name: '西区' }] })
    const city = await leader.ok('waiting.month', { period: '2026-10', unit: idOf('east') })
    expect(city).toMatchObject({ of: 'district', within: { name: '东区', above: { unit: null } } })
    expect(city.streets).toMatchObject([{ name: '城中区', arrival: 'received', records: 1 }])
    const district = await leader.ok('waiting.month', { period: '2026-10', unit: idOf('inner') })
    expect(district).toMatchObject({
      of: 'street',
      within: { name: '城中区', on: '2026-11-04', above: { unit: idOf('east'), name: '东区' } },
      total: { records: 1 },
      streets: [{ name: '里街街道', arrival: 'received', batches: [{ serial: 9 }], records: 1 }],
    })
  })
})
