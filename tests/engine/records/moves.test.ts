import { type Desk, openStreet, passphrase, refusal, sessionPatch, user } from '../../support/desks/engine'

const kind = 'courtyard-session'
let desk: Desk
let id: string

beforeEach(async () => {
  desk = await openStreet()
  id = (await desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation: desk.operation() })).id
})
afterEach(() => desk.close())

type More = Omit<Parameters<Desk['rpc']['records']['move']>[0], 'id' | 'flow' | 'move' | 'operation'>
const move = (name: string, more: More = {}) =>
  desk.rpc.records.move({ id, flow: 'status', move: name, operation: desk.operation(), ...more })
const status = async () => (await desk.rpc.records.get({ id })).body.status

async function signInAs(name: string, role: 'entry' | 'review'): Promise<void> {
  await desk.rpc.users.add({ name, role, passphrase: '另一句口令一二三' })
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user: name, passphrase: '另一句口令一二三' })
}

test('a new record stands at the beginning of its workflow, one of a batch too', async () => {
  expect(await status()).toBe('submitted')
  const { ids } = await desk.rpc.records.addMany({
    kind,
    patches: [sessionPatch(desk)],
    operation: desk.operation(),
  })
  expect((await desk.rpc.records.get({ id: ids[0] ?? '' })).body.status).toBe('submitted')
})

test('the state and the origin are never typed', async () => {
  const typed = { ...sessionPatch(desk), status: 'reviewed' }
  const { code, params } = await refusal(
    desk.rpc.records.save({ kind, patch: typed, operation: desk.operation() }),
  )
  expect([code, params.problems]).toEqual(['record.invalid', [{ field: 'status', reason: 'field.by-move' }]])
  expect(
    (await refusal(desk.rpc.records.save({ kind, id, patch: { status: null }, operation: desk.operation() })))
      .code,
  ).toBe('record.invalid')
})

test('a move changes the state and stands in the history with its reason', async () => {
  const { change } = await move('approve')
  expect(await status()).toBe('reviewed')
  await move('return', { reason: '人数与签到表不符' })
  expect(await status()).toBe('returned')
  const { entries } = await desk.rpc.records.history({ id })
  expect(
    entries.map((entry) => [entry.reason, entry.fields.find((field) => field.key === 'status')?.newText]),
  ).toEqual([
    [null, '已提交'],
    [null, '已审核'],
    ['人数与签到表不符', '退回'],
  ])
  expect(entries[1]?.change).toBe(change)
})

test('a move fills fields on its way', async () => {
  await move('approve', { patch: { summary: '群众反响好' } })
  expect((await desk.rpc.records.get({ id })).body).toMatchObject({
    status: 'reviewed',
    summary: '群众反响好',
  })
})

test('a move from elsewhere, without its reason, or that the kind does not have, changes nothing', async () => {
  expect((await refusal(move('submit'))).code).toBe('record.wrong-state')
  expect((await refusal(move('return', { reason: '  ' }))).params.problems).toEqual([
    { field: 'reason', reason: 'required' },
  ])
  expect((await refusal(move('fly'))).code).toBe('call.invalid')
  const { code } = await refusal(
    desk.rpc.records.move({ id, flow: 'people', move: 'approve', operation: desk.operation() }),
  )
  expect(code).toBe('call.invalid')
  expect(await status()).toBe('submitted')
})

test('a move with a wrong value is refused whole', async () => {
  const { params } = await refusal(move('approve', { patch: { people: -1 } }))
  expect(params.problems).toEqual([{ field: 'people', reason: 'count.invalid' }])
  expect(await status()).toBe('submitted')
})

test('a record in the recycle bin does not move', async () => {
  await desk.rpc.records.delete({ id, operation: desk.operation() })
  expect((await refusal(move('approve'))).code).toBe('record.not-found')
})

test('who types does not approve, and does not take an approval back', async () => {
  const { change } = await move('approve')
  await signInAs('小录', 'entry')
  expect((await refusal(move('return', { reason: '再看看' }))).code).toBe('right.missing')
  const { code } = await refusal(desk.rpc.records.undo({ id, change, operation: desk.operation() }))
  expect(code).toBe('right.missing')
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user, passphrase })
  await desk.rpc.records.undo({ id, change, operation: desk.operation() })
  expect(await status()).toBe('submitted')
})

test('the same move sent twice is made once', async () => {
  const operation = desk.operation()
  const first = await desk.rpc.records.move({ id, flow: 'status', move: 'approve', operation })
  expect(await desk.rpc.records.move({ id, flow: 'status', move: 'approve', operation })).toEqual(first)
})

describe('figures', () => {
  const people = async (): Promise<number> =>
    (await desk.rpc.reports.figure({ measure: 'attendance', period: '2026-11' })).value
  const behind = async () =>
    (await desk.rpc.reports.figureRows({ measure: 'attendance', period: '2026-11' })).rows.map(
      (row) => row.record.id,
    )

  test('a record made void leaves every figure and the rows behind it', async () => {
    expect(await people()).toBe(45)
    await move('void', { reason: '重复登记' })
    const { measures } = await desk.rpc.reports.measures({})
    for (const { name, ratio } of measures) {
      expect((await desk.rpc.reports.figure({ measure: name, period: '2026-11' })).value).toBe(0)
      // A share's rows are those of its two parts.
      if (ratio) continue
      expect((await desk.rpc.reports.figureRows({ measure: name, period: '2026-11' })).rows).toEqual([])
    }
  })

  test('one that is returned or approved still counts', async () => {
    await move('approve')
    expect(await people()).toBe(45)
    await move('return', { reason: '请补照片' })
    expect(await people()).toBe(45)
    expect(await behind()).toEqual([id])
  })

  test('a session counts itself again when the activity it belongs to is made void', async () => {
    const activity = await desk.rpc.records.save({
      kind: 'activity',
      patch: {
        date: '2026-11-03',
        unit: desk.units.peach,
        theme: '根治欠薪',
        form: 'lecture',
        place: '村委会',
        organiser: '小分队',
        attendance: 100,
      },
      operation: desk.operation(),
    })
    await desk.rpc.records.save({
      kind,
      id,
      patch: { activity: activity.id },
      operation: desk.operation(),
    })
    expect(await people()).toBe(100)
    await desk.rpc.records.move({
      id: activity.id,
      flow: 'status',
      move: 'void',
      reason: '未举行',
      operation: desk.operation(),
    })
    expect(await people()).toBe(45)
    expect(await behind()).toEqual([id])
  })
})
