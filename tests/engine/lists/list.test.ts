import { type Desk, openDistrict, refusal, sessionPatch } from '../../support/desks/engine'
import { photo } from '../../support/records/pictures'

const kind = 'courtyard-session'
let desk: Desk

type Filter = NonNullable<Parameters<Desk['rpc']['records']['list']>[0]['filter']>
type Over = Parameters<typeof sessionPatch>[1]
const add = (...overs: Over[]) =>
  desk.rpc.records.addMany({
    kind,
    patches: overs.map((over) => sessionPatch(desk, over)),
    operation: desk.operation(),
  })
const titles = async (filter: Filter): Promise<unknown[]> => {
  const { rows } = await desk.rpc.records.list({ kind, filter })
  expect(await desk.rpc.records.count({ kind, filter })).toEqual({ total: rows.length })
  return rows.map((row) => row.body.courtyard)
}

beforeAll(async () => {
  desk = await openDistrict()
  const { ids } = await desk.rpc.records.addMany({
    kind: 'team',
    patches: [{ name: '桃花小分队', unit: desk.units.peach, captain: '解队长' }],
    operation: desk.operation(),
  })
  await add(
    { courtyard: '解家院子', date: '2026-10-01', unit: desk.units.peach, team: ids[0] ?? '' },
    { courtyard: '重庆路口', date: '2026-11-05', unit: desk.units.plum },
    { courtyard: '老院', date: '2026-11-05', unit: desk.units.far, agenda: '反诈宣传' },
    { courtyard: '石桥头A12号', date: '2026-11-30', unit: desk.units.bridge },
  )
})
afterAll(() => desk.close())

test('lists run from the newest date to the oldest', async () => {
  expect(await titles({})).toEqual(['石桥头A12号', '老院', '重庆路口', '解家院子'])
})

test('a month, a unit with all below it, and a team narrow the list, together too', async () => {
  expect(await titles({ from: '2026-11-01', to: '2026-11-05' })).toEqual(['老院', '重庆路口'])
  expect(await titles({ unit: desk.units.east })).toEqual(['石桥头A12号', '重庆路口', '解家院子'])
  expect(await titles({ unit: desk.units.district })).toHaveLength(4)
  expect(await titles({ unit: desk.units.far })).toEqual(['老院'])
  const [team] = (await desk.rpc.records.list({ kind: 'team' })).rows
  expect(await titles({ where: { team: team?.id ?? '' } })).toEqual(['解家院子'])
  expect(await titles({ unit: desk.units.east, from: '2026-11-06' })).toEqual(['石桥头A12号'])
  expect(await titles({ unit: desk.units.plum, where: { team: team?.id ?? '' } })).toEqual([])
})

test('the numbers of a list are added up, of all that a filter finds or of chosen records', async () => {
  const sums = async (filter: Filter) => (await desk.rpc.records.sums({ kind, which: { filter } })).sums
  const people = async (filter: Filter) => (await sums(filter)).people
  const { rows } = await desk.rpc.records.list({ kind })
  const each = rows.map(({ body }) => Number(body.people))
  expect(await people({})).toBe(each.reduce((sum, one) => sum + one, 0))
  expect(Object.keys(await sums({}))).toEqual(['people', 'leaflets', 'questions'])
  expect(await people({ unit: desk.units.far })).toBe(each[1])
  const ids = rows.slice(0, 2).map(({ id }) => id)
  const chosen = await desk.rpc.records.sums({ kind, which: { ids } })
  expect(chosen.sums.people).toBe((each[0] ?? 0) + (each[1] ?? 0))
  expect(await people({ text: '没有这样的词' })).toBe(0)
})

test.each([
  ['院', ['老院', '解家院子']],
  ['解家院', ['解家院子']],
  ['xie', ['解家院子']],
  ['xjyz', ['解家院子']],
  ['cq', ['重庆路口']],
  ['chongqinglu', ['重庆路口']],
  ['反诈', ['老院']],
  ['A12', ['石桥头A12号']],
  ['头', ['石桥头A12号']],
  ['子', ['解家院子']],
  ['院家', []],
  ['。', []],
])('typing %s finds %j', async (text, expected) => {
  expect(await titles({ text })).toEqual(expected)
})

test('text and filters work together', async () => {
  expect(await titles({ text: '院', unit: desk.units.east })).toEqual(['解家院子'])
})

test('a human number finds its record', async () => {
  const [row] = (await desk.rpc.records.list({ kind, filter: { text: 'YB-2026-Q0002' } })).rows
  expect(row?.number).toMatch(/Q0002$/)
})

test('pages join without a gap or a repeat, whatever the order', async () => {
  for (const sort of [
    undefined,
    { field: 'unit', descending: false },
    { field: 'date', descending: false },
  ]) {
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: { rows: { id: string }[]; next: string | null } = await desk.rpc.records.list({
        kind,
        limit: 1,
        ...(sort ? { sort } : {}),
        ...(after ? { after } : {}),
      })
      seen.push(...page.rows.map((row) => row.id))
      after = page.next
    } while (after)
    expect(new Set(seen).size).toBe(4)
    expect(seen).toHaveLength(4)
  }
})

test('an edited record is found by its new words and no longer by its old ones', async () => {
  const { ids } = await add({ courtyard: '旧祠堂', date: '2025-01-01' })
  const id = ids[0] ?? ''
  await desk.rpc.records.save({ kind, id, patch: { courtyard: '新广场' }, operation: desk.operation() })
  expect(await titles({ text: '祠堂' })).toEqual([])
  expect(await titles({ text: '新广场' })).toEqual(['新广场'])
  await desk.rpc.records.delete({ id, operation: desk.operation() })
  expect(await titles({ text: '新广场' })).toEqual([])
  expect(await titles({ text: '新广场', deleted: true })).toEqual(['新广场'])
})

test('only fields that the kind filters by are taken, and only cursors of this list', async () => {
  for (const input of [
    { kind, filter: { where: { people: 3 } } },
    { kind, filter: { where: { "date') --": 'x' } } },
    { kind, sort: { field: 'people', descending: true } },
    { kind: 'team', filter: { from: '2026-01-01' } },
    { kind, after: 'nonsense' },
    { kind, after: Buffer.from('[1]').toString('base64url') },
  ])
    expect((await refusal(desk.rpc.records.list(input))).code).toBe('call.invalid')
  expect((await refusal(desk.rpc.records.list({ kind: 'nothing' }))).code).toBe('kind.unknown')
})

test('options offer fitting units by name or pinyin, with where they stand', async () => {
  const levels = ['village', 'community']
  const all = await desk.rpc.records.options({ kind: 'unit', levels })
  expect(all.options.map((option) => option.label).sort()).toEqual(
    ['李子村', '桃花村', '石桥社区', '远山村'].sort(),
  )
  const below = await desk.rpc.records.options({ kind: 'unit', levels, unit: desk.units.west })
  expect(below.options).toEqual([{ id: desk.units.far, label: '远山村', detail: '村 重庆路街道' }])
  const typed = await desk.rpc.records.options({ kind: 'unit', text: 'cql' })
  expect(typed.options.map((option) => option.label)).toEqual(['重庆路街道'])
})

test('names answers for the ids that are known', async () => {
  const unknown = desk.operation()
  const { names } = await desk.rpc.records.names({ ids: [desk.units.peach, unknown] })
  expect(names).toEqual({ [desk.units.peach]: '桃花村' })
})

test('what counts though nobody has approved it is known before a paper goes up', async () => {
  const filter = { from: '2026-11-01', to: '2026-11-30' }
  const of = (more: object = {}) => desk.rpc.records.unreviewed({ filter: { ...filter, ...more } })
  expect(await of()).toEqual({ submitted: 3, returned: 0, approvedFrom: null })
  const { rows } = await desk.rpc.records.list({ kind, filter })
  const move = (id: string, name: string, reason?: string) =>
    desk.rpc.records.move({
      id,
      flow: 'status',
      move: name,
      ...(reason !== undefined && { reason }),
      operation: desk.operation(),
    })
  await move(rows[0]?.id ?? '', 'approve')
  await move(rows[1]?.id ?? '', 'return', '请补人数')
  expect(await of()).toEqual({ submitted: 1, returned: 1, approvedFrom: null })
  expect(await of({ where: { status: 'reviewed' } })).toEqual({
    submitted: 0,
    returned: 0,
    approvedFrom: null,
  })
  expect(await of({ unit: desk.units.bridge })).toEqual({ submitted: 0, returned: 0, approvedFrom: null })
})

test('the oldest day is known of one kind and of all', async () => {
  expect(await desk.rpc.records.oldest({ kind })).toEqual({ day: '2026-10-01' })
  expect(await desk.rpc.records.oldest({ kind: 'mediation' })).toEqual({ day: null })
  expect(await desk.rpc.records.oldest({})).toEqual({ day: '2026-10-01' })
})

test('a new form starts with today and what this person typed last', async () => {
  const { defaults, recent } = await desk.rpc.records.suggest({ kind })
  expect(defaults).toMatchObject({ date: '2026-11-03', unit: desk.units.bridge, chair: '王主持' })
  expect(recent.courtyard).toEqual(['石桥头A12号'])
  expect(recent.speaker).toEqual(['赵主讲'])
})

test('what follows the village comes from its own last record, the rest from the last one of all', async () => {
  const of = (unit: string) => desk.rpc.records.suggest({ kind, unit })
  const [team] = (await desk.rpc.records.list({ kind: 'team' })).rows
  const peach = await of(desk.units.peach)
  expect(peach.defaults).toMatchObject({ courtyard: '解家院子', team: team?.id, speaker: '赵主讲' })
  expect(peach.recent.courtyard).toEqual(['解家院子'])
  const far = await of(desk.units.far)
  expect(far.defaults).toMatchObject({ courtyard: '老院', agenda: '根治欠薪' })
  expect(far.defaults).not.toHaveProperty('team')
  const never = await of(desk.units.west)
  for (const key of ['courtyard', 'chair', 'team']) expect(never.defaults).not.toHaveProperty(key)
  expect(never.recent.courtyard).toEqual([])
})

test('a team of another village is told to be elsewhere, one on the way up is not', async () => {
  const [team] = (await desk.rpc.records.list({ kind: 'team' })).rows
  const held = { team: team?.id ?? '' }
  const elsewhere = async (unit: string) => (await desk.rpc.records.suggest({ kind, unit, held })).elsewhere
  expect(await elsewhere(desk.units.plum)).toEqual(['team'])
  expect(await elsewhere(desk.units.peach)).toEqual([])
  expect(await elsewhere(desk.units.east)).toEqual([])
})

test('teams near the village are offered; others only where there are none, or by their name', async () => {
  const operation = desk.operation()
  await desk.rpc.records.addMany({
    kind: 'team',
    patches: [{ name: '远村小分队', unit: desk.units.far, captain: '钱队长' }],
    operation,
  })
  const offered = async (near: string, text?: string) =>
    (await desk.rpc.records.options({ kind: 'team', near, ...(text !== undefined && { text }) })).options.map(
      ({ label }) => label,
    )
  expect(await offered(desk.units.far)).toEqual(['远村小分队'])
  expect(await offered(desk.units.east)).toEqual(['桃花小分队'])
  expect(await offered(desk.units.plum)).toEqual(['桃花小分队', '远村小分队'])
  expect(await offered(desk.units.far, '小分队')).toEqual(['远村小分队', '桃花小分队'])
})

describe('what a list is narrowed by beside its own filters', () => {
  const number = async (over: Over) => (await add(over)).ids[0] ?? ''
  let ids: string[]
  beforeAll(async () => {
    ids = [
      await number({ courtyard: '甲院', date: '2025-01-05', people: 12 }),
      await number({ courtyard: '乙院', date: '2025-01-06', people: 30 }),
      await number({ courtyard: '丙院', date: '2025-01-07', people: 50 }),
    ]
  })
  const in2025 = { from: '2025-01-01', to: '2025-12-31' }

  test('a range of numbers, with both ends or one', async () => {
    const people = (range: { from?: number; to?: number }) => titles({ ...in2025, ranges: { people: range } })
    expect(await people({ from: 12, to: 30 })).toEqual(['乙院', '甲院'])
    expect(await people({ from: 31 })).toEqual(['丙院'])
    expect(await people({ to: 12 })).toEqual(['甲院'])
    expect(
      await titles({ ...in2025, ranges: { people: { from: 20 }, leaflets: { from: 999_999 } } }),
    ).toEqual([])
  })

  test('a range of days beside the day of the record; what is empty lies in none', async () => {
    const demands = [{ who: '甲', what: '修路', category: 'other', due: '2025-02-01' }]
    await desk.rpc.records.save({ kind, id: ids[0] ?? '', patch: { demands }, operation: desk.operation() })
    const due = (to: string) => titles({ ...in2025, ranges: { demandsDue: { to } } })
    expect(await due('2025-02-01')).toEqual(['甲院'])
    expect(await due('2025-01-31')).toEqual([])
  })

  test('chosen records alone, and only those that hold several values', async () => {
    expect(await titles({ ids: [ids[2] ?? '', ids[0] ?? ''] })).toEqual(['丙院', '甲院'])
    expect(await titles({ ...in2025, conflicts: true })).toEqual([])
  })

  test('with photos, or without any, a photo that was taken away counting for nothing', async () => {
    const record = ids[1] ?? ''
    expect(await titles({ ...in2025, files: true })).toEqual([])
    const source = { bytes: photo().toString('base64'), name: '现场.jpg' }
    const { file } = await desk.rpc.attachments.add({ record, source, operation: desk.operation() })
    expect(await titles({ ...in2025, files: true })).toEqual(['乙院'])
    expect(await titles({ ...in2025, files: false })).toEqual(['丙院', '甲院'])
    await desk.rpc.attachments.remove({ record, file, operation: desk.operation() })
    expect(await titles({ ...in2025, files: true })).toEqual([])
  })

  test('one value among several of a field, beside other filters; and records that have none', async () => {
    const add = async (theme: string, over: object): Promise<void> => {
      const patch = {
        unit: desk.units.peach,
        date: '2025-03-01',
        theme,
        place: '村口',
        organiser: '司法所',
        form: 'lecture',
        attendance: 20,
        ...over,
      }
      await desk.rpc.records.save({ kind: 'activity', patch, operation: desk.operation() })
    }
    await add('甲', { laws: ['constitution', 'civilCode'] })
    await add('乙', { laws: ['civilCode'], attendance: 40 })
    await add('丙', {})
    const found = async (filter: Filter) =>
      (await desk.rpc.records.list({ kind: 'activity', filter: { ...in2025, ...filter } })).rows
        .map(({ body }) => String(body.theme))
        .sort()
    expect(await found({ where: { laws: 'civilCode' } })).toEqual(['乙', '甲'])
    expect(await found({ where: { laws: 'constitution' } })).toEqual(['甲'])
    expect(await found({ where: { laws: 'civilCode' }, ranges: { attendance: { from: 30 } } })).toEqual([
      '乙',
    ])
    expect(await found({ where: { laws: 'civilCode', topics: 'noSuchTopic' } })).toEqual([])
    expect(await found({ where: { laws: '' } })).toEqual(['丙'])
    const filter = { ...in2025, where: { laws: 'civilCode' } }
    expect((await desk.rpc.records.count({ kind: 'activity', filter })).total).toBe(2)
  })

  test('any choice that is a fact, and nothing that is none', async () => {
    const lead = { kind: 'wage-arrears-lead', filter: { where: { petitionExtended: 1 } } }
    expect((await desk.rpc.records.count(lead)).total).toBe(0)
    for (const filter of [
      { where: { courtyard: 'x' } },
      { ranges: { courtyard: { from: 1 } } },
      { ranges: { status: { from: 1 } } },
      { ranges: { nothing: { from: 1 } } },
    ])
      expect((await refusal(desk.rpc.records.list({ kind, filter }))).code).toBe('call.invalid')
  })
})
