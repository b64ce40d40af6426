import { sealedBody } from '../../../electron/hub/sealed/rows'
import { addRecords, idOf, openRegion, type Region } from '../../support/hub/region'
import { testSeal } from '../../support/hub/sealed'
import { eachStore } from '../../support/hub/stores'

const mediation = (acceptedOn: string, more: Readonly<Record<string, string>> = {}) => ({
  date: acceptedOn,
  unit: idOf('v1'),
  type: 'family',
  applicant: '欧阳锦瑟',
  acceptedOn,
  ...more,
})

eachStore((under) => {
  let region: Region
  beforeEach(async () => {
    region = await openRegion(under)
    const { owner, east, west } = region
    await addRecords(
      owner,
      east,
      [
        { id: idOf('v1'), kind: 'unit', body: { name: '李家村', level: 'village', parent: 'e1' } },
        { id: idOf('m1'), kind: 'mediation', body: mediation('2026-10-20') },
        { id: idOf('m2'), kind: 'mediation', body: mediation('2026-10-20', { closedOn: '2026-10-30' }) },
      ],
      10,
    )
    await addRecords(owner, west, [{ id: idOf('m9'), kind: 'mediation', body: mediation('2026-10-20') }], 10)
  })
  afterEach(() => region.close())

  test('a record tells what runs for it, counted by its own district, without a name that a mask hides', async () => {
    const reader = await region.as('east', 'read')
    const told = await reader.ok('deadlines.list', { record: idOf('m1') })
    expect(told).toMatchObject({
      today: '2026-11-29',
      rows: [
        {
          record: idOf('m1'),
          kind: 'mediation',
          unitName: '李家村',
          start: '2026-10-20',
          urgency: 'overdue',
        },
      ],
      totals: { overdue: 1 },
    })
    expect(JSON.stringify(told)).not.toContain('锦瑟')
    const [row] = told.rows
    const why = await reader.ok('deadlines.explain', { id: idOf('m1'), rule: row?.rule ?? '' })
    expect([why.sentences.length > 0, why.law !== '']).toEqual([true, true])
    expect((await reader.ok('deadlines.list', { record: idOf('m2') })).rows).toEqual([])
    // A day that the district itself made a day of rest moves the end of its own time limits, and of no other's.
    await addRecords(
      region.owner,
      region.east,
      [
        {
          id: idOf('rest'),
          kind: 'calendar-day',
          body: { day: row?.due ?? '', change: 'rest', notice: '停电' },
        },
      ],
      20,
    )
    const [moved] = (await reader.ok('deadlines.list', { record: idOf('m1') })).rows
    expect((moved?.due ?? '') > (row?.due ?? '')).toBe(true)
    const city = await region.as('city', 'read')
    expect((await city.ok('deadlines.list', { record: idOf('m9') })).rows[0]?.due).toBe(row?.due)
  })

  test('a record whose own words look like sealed ones tells its time limits all the same', async () => {
    const odd = sealedBody(
      testSeal,
      'mediation',
      JSON.stringify({ ...mediation('2026-10-20'), $sealed: 'x' }),
    )
    await addRecords(
      region.owner,
      region.east,
      [{ id: idOf('m3'), kind: 'mediation', body: JSON.parse(odd) }],
      20,
    )
    const reader = await region.as('east', 'read')
    expect((await reader.ok('deadlines.list', { record: idOf('m3') })).rows).toHaveLength(1)
  })

  test('nobody hears of a record of another district, and there is no list over all records', async () => {
    const reader = await region.as('east', 'review')
    for (const [name, input] of [
      ['deadlines.list', { record: idOf('m9') }],
      ['deadlines.explain', { id: idOf('m9'), rule: 'x' }],
    ] as const)
      expect(await reader.call(name, input)).toMatchObject({ error: { code: 'record.not-found' } })
    expect(await reader.call('deadlines.list', {})).toMatchObject({ error: { code: 'hub.not-here' } })
  })
})
