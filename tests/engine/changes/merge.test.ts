import { type Desk, openStreet, refusal, sessionPatch } from '../../support/desks/engine'
import { pair, session } from '../../support/desks/pair'

const kind = 'wage-arrears-lead'
const id = '11010519491231002X'
let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

type Patch = Parameters<Desk['rpc']['records']['save']>[0]['patch']
type Choose = Parameters<Desk['rpc']['records']['merge']>[0]['choose']
const lead = (over: Patch = {}): Patch => ({
  date: '2026-11-03',
  unit: desk.units.peach,
  source: 'visit',
  people: 1,
  amount: 500_000,
  employer: '宏达建筑有限公司',
  ...over,
})
const add = async (patch: Patch, of = kind): Promise<string> =>
  (await desk.rpc.records.save({ kind: of, patch, operation: desk.operation() })).id
const merge = (keep: string, drop: string, choose: Choose = {}) =>
  desk.rpc.records.merge({ keep, drop, choose, reason: '重复登记', operation: desk.operation() })
const unmerge = (drop: string) => desk.rpc.records.unmerge({ drop, operation: desk.operation() })
const view = (of: string) => desk.rpc.records.get({ id: of })
const body = async (of: string) => (await view(of)).body

test('the one that stays takes what it lacks and what was chosen, and the other points at it', async () => {
  const keep = await add(lead({ project: '一号楼', industry: 'construction' }))
  const drop = await add(lead({ sourceNo: 'A-7', project: '二号楼', amount: 600_000, source: 'hotline' }))
  await merge(keep, drop, { project: 'drop', amount: 'keep' })
  expect(await body(keep)).toMatchObject({
    project: '二号楼',
    sourceNo: 'A-7',
    amount: 500_000,
    source: 'visit',
  })
  expect(await view(keep)).toMatchObject({ merged: [drop], mergedInto: null, deleted: false })
  expect(await view(drop)).toMatchObject({ deleted: true, mergedInto: keep })
  const { entries } = await desk.rpc.records.history({ id: keep })
  expect(entries.at(-1)).toMatchObject({ reason: '重复登记', action: 'edit' })
})

test('rows are united, one person is counted once, and totals follow', async () => {
  const keep = await add(lead({ workers: [{ name: '王一', idNumber: id, amount: 100 }] }))
  const drop = await add(
    lead({
      workers: [
        { name: '王一', idNumber: id, amount: 100, phone: '13800001234' },
        { name: '王二', amount: 300 },
      ],
    }),
  )
  await merge(keep, drop)
  const merged = await body(keep)
  expect(merged).toMatchObject({ people: 2, amount: 400 })
  expect(merged.workers).toHaveLength(2)
  expect(JSON.stringify(merged.workers)).toContain('138****1234')
})

test('taking it back restores both, but keeps what somebody typed since', async () => {
  const keep = await add(lead({ workers: [{ name: '王一', amount: 100 }] }))
  const drop = await add(
    lead({ sourceNo: 'A-7', project: '二号楼', workers: [{ name: '王二', amount: 300 }] }),
  )
  const [before, other] = [await body(keep), await body(drop)]
  await merge(keep, drop)
  await desk.rpc.records.save({ kind, id: keep, patch: { project: '三号楼' }, operation: desk.operation() })
  await unmerge(drop)
  expect(await body(keep)).toEqual({ ...before, project: '三号楼' })
  expect(await body(drop)).toEqual(other)
  expect(await view(drop)).toMatchObject({ deleted: false, mergedInto: null })
  expect((await view(keep)).merged).toEqual([])
})

test('what named the dropped record names the other, and back again', async () => {
  const keep = await add(lead())
  const drop = await add(lead({ workers: [{ name: '王二', phone: '13800001234', amount: 300 }] }))
  const [worker] = (await body(drop)).workers as { id: string }[]
  const follow = { id: drop, row: worker?.id ?? '' }
  const aid = (
    await desk.rpc.records.save({
      kind: 'legal-aid-case',
      patch: { date: '2026-11-03' },
      follow,
      operation: desk.operation(),
    })
  ).id
  await merge(keep, drop)
  const ids = async (of: string) =>
    (await desk.rpc.records.chain({ id: of })).entries.map(({ record }) => record)
  expect((await ids(keep)).sort()).toEqual([keep, aid].sort())
  expect((await body(aid)).origin).toBe(`${keep}/${worker?.id}`)
  await unmerge(drop)
  expect((await ids(drop)).sort()).toEqual([drop, aid].sort())
  expect(await ids(keep)).toEqual([keep])
})

test('a session of a merged activity is still counted in one of the two', async () => {
  const activity = {
    date: '2026-11-03',
    unit: desk.units.peach,
    theme: '根治欠薪',
    form: 'lecture',
    place: '村委会',
    organiser: '司法所',
    attendance: 40,
    leaflets: 100,
  }
  const [keep, drop] = [await add(activity, 'activity'), await add(activity, 'activity')]
  await add(sessionPatch(desk, { activity: drop, leaflets: 60 }), 'courtyard-session')
  await merge(keep, drop)
  const figure = { measure: 'leaflets', period: '2026-11' } as const
  expect((await desk.rpc.reports.figure(figure)).value).toBe(100)
})

test('a merge is refused when it makes no sense', async () => {
  const [keep, drop] = [await add(lead()), await add(lead())]
  const other = await add(sessionPatch(desk), 'courtyard-session')
  const codes = [
    merge(keep, keep),
    merge(keep, other),
    merge(keep, drop, { workers: 'drop' }),
    merge(keep, drop, { state: 'drop' }),
    merge(keep, drop, { nothing: 'drop' }),
    merge(desk.units.peach, desk.units.plum),
    unmerge(drop),
  ].map(async (work) => (await refusal(work)).code)
  expect(await Promise.all(codes)).toEqual([
    'record.not-mergeable',
    'record.not-mergeable',
    'call.invalid',
    'call.invalid',
    'call.invalid',
    'record.wrong-owner',
    'record.not-found',
  ])
})

test('chosen values that contradict each other are refused by field', async () => {
  const keep = await add(lead({ arrearsFrom: '2026-01-01', arrearsTo: '2026-02-01' }))
  const drop = await add(lead({ arrearsFrom: '2026-05-01', arrearsTo: '2026-06-01' }))
  expect((await refusal(merge(keep, drop, { arrearsFrom: 'drop' }))).code).toBe('record.invalid')
  expect((await view(drop)).deleted).toBe(false)
})

test('half of a merge is not undone, and a merged record comes back by taking the merge back only', async () => {
  const [keep, drop] = [await add(lead()), await add(lead({ sourceNo: 'A-7' }))]
  const { change } = await merge(keep, drop)
  const undo = desk.rpc.records.undo({ id: keep, change, operation: desk.operation() })
  expect((await refusal(undo)).code).toBe('record.stale')
  const restore = desk.rpc.records.restore({ id: drop, operation: desk.operation() })
  expect((await refusal(restore)).code).toBe('record.merged')
})

test('a record merged twice over comes back step by step', async () => {
  const [a, b, c] = [await add(lead()), await add(lead({ sourceNo: 'B' })), await add(lead({ project: 'C' }))]
  await merge(a, b)
  await merge(c, a)
  expect((await body(c)).sourceNo).toBe('B')
  expect((await refusal(unmerge(b))).code).toBe('record.merged')
  await unmerge(a)
  await unmerge(b)
  for (const one of [a, b, c]) expect((await view(one)).deleted).toBe(false)
  expect((await body(c)).sourceNo).toBeUndefined()
})

test('the same operation again merges once', async () => {
  const [keep, drop] = [await add(lead()), await add(lead())]
  const input = { keep, drop, reason: '重复', operation: desk.operation() }
  expect(await desk.rpc.records.merge(input)).toEqual(await desk.rpc.records.merge(input))
})

test('a merge travels whole, and an edit made elsewhere meanwhile is not lost', async () => {
  const { a, b, district, units, close } = await pair()
  const keep = await a.save('courtyard-session', session(units.peach))
  const drop = await a.save('courtyard-session', session(units.peach, { summary: '两次登记' }))
  await district.take((await a.send()).file, (await b.send()).file)
  await b.take((await district.send('东街街道B')).file)
  await a.rpc.records.merge({ keep, drop, reason: '重复登记', operation: desk.operation() })
  await b.rpc.records.save({
    kind: 'courtyard-session',
    id: drop,
    patch: { people: 99 },
    operation: desk.operation(),
  })
  await district.take((await a.send()).file, (await b.send()).file)
  expect(await district.body(keep)).toMatchObject({ summary: '两次登记' })
  const other = await district.rpc.records.get({ id: drop })
  expect(other).toMatchObject({ deleted: false, mergedInto: null, conflicts: 1 })
  expect(other.body.people).toBe(99)
  await close()
})
