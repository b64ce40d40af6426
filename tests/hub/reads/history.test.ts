import type { Store } from '../../../electron/hub/store/store'
import { kindOf } from '../../../shared/kinds'
import { addRecords, idOf, openRegion, type Region } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'

const kind = kindOf('demonstration-household')
const [before, after] = ['河口街道李家村三组 18 号', '河口街道李家村五组 27 号']
const household = idOf('h1')

/** Two changes of a household by a street's computer, and a third that counts for nothing, as ingest would write them. */
async function writeHistory(owner: Store, district: number): Promise<{ readonly first: string }> {
  await owner.query('INSERT INTO sites SELECT * FROM jsonb_populate_record(NULL::sites, $1)', [
    JSON.stringify({
      ...{ id: 'street', own: 0, role: 'street', scope: idOf('s1'), unit: idOf('s1'), unit_name: '河口街道' },
      ...{ letter: 'A', sign_key: '', recipient: '', office: '', root: 'street' },
    }),
  ])
  await owner.query(
    `INSERT INTO branches (district, branch, site, scope, after, seq, hash, counts_to, introduces)
     VALUES ($1, 1, 'street', '*', 0, 3, '', 2, 0)`,
    [district],
  )
  const write = async (seq: number, author: string, set: object, over: object): Promise<string> => {
    const clock = (Date.UTC(2026, 9, seq) * 65_536).toString(16).padStart(16, '0')
    const [row] = await owner.query<{ id: string }>(
      `INSERT INTO changes (district, branch, seq, clock, hash, record, kind, kind_version, author, at, salt, fields)
       VALUES ($1, 1, $2, $3, sha256(convert_to($3, 'UTF8')), $4, $5, $6, $7, $8, 'salt', $9)
       RETURNING clock || encode(hash, 'hex') AS id`,
      [
        ...[
          district,
          seq,
          clock,
          household,
          kind.name,
          kind.version,
          author,
          `2026-10-0${seq}T02:00:00.000Z`,
        ],
        JSON.stringify({ set, over }),
      ],
    )
    return row?.id ?? ''
  }
  const body = { name: '张三丰', group: before, unit: idOf('v1') }
  const first = await write(1, '登记的人', { ...body, $deleted: false }, {})
  await write(2, '修改的人', { group: after, $deleted: false }, { group: [first.slice(0, 48)] })
  await write(3, '不作数的人', { group: '别处', $deleted: false }, {})
  await addRecords(
    owner,
    district,
    [
      { id: idOf('v1'), kind: 'unit', body: { name: '李家村', level: 'village' } },
      { id: household, kind: kind.name, body: { ...body, group: after } },
    ],
    10,
  )
  return { first }
}

eachStore((under) => {
  let region: Region
  afterEach(() => region.close())

  test('a record’s history tells who changed what where, masks on; its earlier values whole to who may see them; to another district nothing', async () => {
    region = await openRegion(under)
    const { first } = await writeHistory(region.owner, region.east)
    const leader = await region.as('city', 'read')
    const { entries } = await leader.ok('records.history', { id: household })
    expect(
      entries.map(({ author, siteName, action, fields }) => ({
        ...{ author, siteName, action },
        fields: fields.map(({ key }) => key).sort(),
      })),
    ).toEqual([
      { author: '登记的人', siteName: '河口街道 A', action: 'create', fields: ['group', 'name', 'unit'] },
      { author: '修改的人', siteName: '河口街道 A', action: 'edit', fields: ['group'] },
    ])
    expect(entries[0]?.fields.find(({ key }) => key === 'unit')?.newText).toBe('李家村')
    const told = JSON.stringify(entries)
    for (const hidden of [before, after, '18 号', '27 号']) expect(told).not.toContain(hidden)
    expect(await leader.ok('records.get', { id: household })).toMatchObject({
      createdBy: '登记的人',
      made: { siteName: '河口街道 A', version: kind.version },
    })

    const asked = { id: household, field: 'group', change: first }
    expect(await leader.call('records.reveal', asked)).toMatchObject({ error: { code: 'right.missing' } })
    const reviewer = await region.as('east', 'review')
    expect(await reviewer.ok('records.reveal', asked)).toEqual({ value: before })
    expect(await region.owner.query(`SELECT account FROM hub_audit WHERE action = 'records.reveal'`)).toEqual(
      [{ account: 'east review' }],
    )

    const west = await region.as('west', 'review')
    for (const [name, input] of [
      ['records.history', { id: household }],
      ['records.reveal', asked],
    ] as const)
      expect(await west.call(name, input)).toMatchObject({ error: { code: 'record.not-found' } })
    const reads = (text: string) => region.serving.reading('token of west review', (sql) => sql.query(text))
    for (const table of ['changes', 'branches'])
      expect(await reads(`SELECT district FROM ${table}`)).toEqual([])
    expect(await reads('SELECT * FROM hub_computers()')).toEqual([])
    await expect(reads('SELECT salt FROM changes')).rejects.toThrow(/permission denied/)
  })

  test('a record’s chain goes back to the first and on to all that was made out of it, inside its district', async () => {
    region = await openRegion(under)
    const demand = { id: 'r1', what: '欠薪' }
    await addRecords(
      region.owner,
      region.east,
      [
        {
          id: idOf('c1'),
          kind: 'courtyard-session',
          body: { date: '2026-11-01', courtyard: '李家院子', 'demands/r1': demand },
        },
        { id: idOf('k1'), kind: 'consultation', body: { date: '2026-11-02', origin: `${idOf('c1')}/r1` } },
        { id: idOf('m1'), kind: 'mediation', body: { date: '2026-11-05', origin: idOf('k1') } },
        { id: idOf('m2'), kind: 'mediation', body: { date: '2026-11-06', origin: idOf('other') } },
      ],
      10,
    )
    const leader = await region.as('city', 'read')
    for (const asked of ['c1', 'k1', 'm1']) {
      const { entries } = await leader.ok('records.chain', { id: idOf(asked) })
      expect(entries.map(({ record, from }) => [record, from?.record ?? null])).toEqual([
        [idOf('c1'), null],
        [idOf('k1'), idOf('c1')],
        [idOf('m1'), idOf('k1')],
      ])
    }
    const west = await region.as('west', 'read')
    expect(await west.call('records.chain', { id: idOf('c1') })).toMatchObject({
      error: { code: 'record.not-found' },
    })
  })
})
