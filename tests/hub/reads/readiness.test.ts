import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import { addDistrict, addRecords, idOf, openRegion, type Region } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'

/** What the log of files has of a district's office: when a file with this number was taken in. */
async function tookIn(
  store: Store,
  office: string,
  serial: number,
  at: string,
  result = 'ok',
): Promise<void> {
  await store.query(
    `INSERT INTO bundle_log (at, direction, file, peer, serial, changes, sha256, result)
     VALUES ($1, 'import', 'a.ybb', $2, $3, 1, '', $4)`,
    [at, office, serial, result],
  )
}

/** A city of three districts: one has handed October in, one has not since, one never has. */
async function filled(store: Store): Promise<{ east: number; west: number }> {
  await migrate(store)
  const districts: number[] = []
  for (const [name, unit] of [
    ['东区', 'east'],
    ['西区', 'west'],
    ['新区', 'new'],
  ] as const) {
    districts.push(await addDistrict(store, name, [idOf('city'), idOf(unit)]))
    const site = `site of ${name}`
    await store.query('INSERT INTO sites SELECT * FROM jsonb_populate_record(NULL::sites, $1)', [
      JSON.stringify({
        ...{ id: `${site} B`, own: 0, role: 'district', scope: '*', unit: idOf(unit), unit_name: name },
        ...{ letter: 'B', sign_key: '', recipient: '', office: '', root: site },
      }),
    ])
  }
  const [east = 0, west = 0] = districts
  const session = { unit: idOf('east'), courtyard: '院子', people: 5, status: 'submitted' }
  await addRecords(store, east, [
    { id: idOf('a'), kind: 'courtyard-session', body: { ...session, date: '2026-10-09' } },
    {
      id: idOf('b'),
      kind: 'courtyard-session',
      body: { ...session, date: '2026-10-31', status: 'reviewed' },
    },
    { id: idOf('c'), kind: 'courtyard-session', body: { ...session, date: '2026-11-01' } },
  ])
  await tookIn(store, 'site of 东区 B', 7, '2026-10-20T04:00:00.000Z')
  await tookIn(store, 'site of 东区 B', 8, '2026-11-03T04:00:00.000Z')
  await tookIn(store, 'site of 东区 B', 9, '2026-11-20T04:00:00.000Z')
  await tookIn(store, 'site of 西区 B', 3, '2026-09-20T04:00:00.000Z')
  await tookIn(store, 'site of 西区 B', 4, '2026-11-04T04:00:00.000Z', 'refused')
  await reconcileHubFacts(store)
  return { east, west }
}

eachStore((under) => {
  let region: Region
  afterEach(() => region.close())

  test('a month says of each district of the own region what has come, what is open and how long it is silent', async () => {
    region = await openRegion(under, filled)
    const leader = await region.as(idOf('city'), 'read')
    const month = await leader.ok('waiting.month', { period: '2026-10' })
    expect(month).toMatchObject({
      of: 'district',
      until: '2026-11-05',
      frozen: null,
      total: { records: 2, waiting: 1 },
    })
    expect(
      month.streets.map(({ name, arrival, batches, silentDays, records, waiting }) => ({
        ...{ name, arrival, serial: batches[0]?.serial, silentDays, records, waiting },
      })),
    ).toEqual([
      { name: '东区', arrival: 'received', serial: 8, silentDays: 8, records: 2, waiting: 1 },
      { name: '西区', arrival: 'none', serial: 3, silentDays: 69, records: 0, waiting: 0 },
      { name: '新区', arrival: 'unjoined', serial: undefined, silentDays: null, records: 0, waiting: 0 },
    ])
    const west = await region.as(idOf('west'), 'read')
    expect((await west.ok('waiting.month', { period: '2026-10' })).streets.map(({ name }) => name)).toEqual([
      '西区',
    ])
  })

  test('催报单 names who has not handed in; its print is in the audit, and the row’s number is on the paper', async () => {
    region = await openRegion(under, filled)
    const leader = await region.as(idOf('city'), 'read')
    const preview = await leader.ok('waiting.reminder', { period: '2026-10' })
    expect(preview.markup.replaceAll(/<[^>]*>/g, '')).toContain('共3个区（县），2个尚未报送')
    const { number, markup } = await leader.ok('waiting.printReminder', { period: '2026-10', how: 'print' })
    expect(markup.replaceAll(/<[^>]*>/g, '')).toContain(String(number).padStart(6, '0'))
    const [row] = await region.owner.query('SELECT account, action, detail FROM hub_audit WHERE seq = $1', [
      number,
    ])
    expect(row).toEqual({
      account: `${idOf('city')} read`,
      action: 'waiting.printReminder',
      detail: '{"period":"2026-10","how":"print"}',
    })
  })

  test('催报单 leaves as Word, Excel and HTML under a word of the page, each in the audit', async () => {
    region = await openRegion(under, filled)
    const leader = await region.as(idOf('city'), 'read')
    for (const [format, begins] of [
      ['docx', 'PK'],
      ['xlsx', 'PK'],
      ['html', '<!'],
    ] as const) {
      const asked = { period: '2026-10', format, file: `word of ${format}` }
      const { number, bytes } = await leader.ok('waiting.writeReminder', asked)
      const content = leader.file(`word of ${format}`)
      expect(Buffer.from(content ?? []).toString('latin1', 0, 2)).toBe(begins)
      expect(content).toHaveLength(bytes)
      const [row] = await region.owner.query('SELECT action, detail FROM hub_audit WHERE seq = $1', [number])
      expect(row).toEqual({
        action: 'waiting.writeReminder',
        detail: `{"period":"2026-10","format":"${format}"}`,
      })
    }
  })
})
