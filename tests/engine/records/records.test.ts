import type { FieldProblem } from '../../../shared/errors'
import type { Body } from '../../../shared/shapes'
import { type Desk, openStreet, refusal, sessionPatch } from '../../support/desks/engine'

const kind = 'courtyard-session'
let desk: Desk

beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const save = (patch: Body, id?: string) =>
  desk.rpc.records.save({ kind, ...(id ? { id } : {}), patch, operation: desk.operation() })
const get = (id: string) => desk.rpc.records.get({ id })
const problemsOf = async (work: Promise<unknown>): Promise<readonly FieldProblem[]> => {
  const { code, params } = await refusal(work)
  expect(code).toBe('record.invalid')
  return params.problems as readonly FieldProblem[]
}

describe('saving', () => {
  test('a session comes back as it was typed, with a number', async () => {
    const saved = await save(sessionPatch(desk))
    expect((await get(saved.id)).body).toEqual({ ...sessionPatch(desk), status: 'submitted' })
    expect(await get(saved.id)).toMatchObject({
      number: '510901-YB-2026-A0001',
      title: '2026-11-03 解家院子',
      scope: desk.units.east,
      createdBy: '李管理',
    })
  })

  test('an edit keeps the fields it does not name, and the number', async () => {
    const { id, number } = await save(sessionPatch(desk))
    const edited = await save({ people: 46, leaflets: null }, id)
    expect(edited.number).toBe(number)
    const { leaflets: _, ...kept } = sessionPatch(desk, { people: 46 })
    expect((await get(id)).body).toEqual({ ...kept, status: 'submitted' })
  })

  test('an edit or a check of a kind that does not exist is told so, as a new record of it is', async () => {
    const { id } = await save(sessionPatch(desk))
    const asked = { kind: 'ghost', id, patch: { people: 46 } }
    expect((await refusal(desk.rpc.records.save({ ...asked, operation: desk.operation() }))).code).toBe(
      'kind.unknown',
    )
    expect((await refusal(desk.rpc.records.check(asked))).code).toBe('kind.unknown')
    // A record of another kind is none of this one.
    expect((await refusal(desk.rpc.records.check({ ...asked, kind: 'team' }))).code).toBe('record.not-found')
  })

  test('saving the same values again writes no change', async () => {
    const first = await save(sessionPatch(desk))
    const again = await save({ people: 45 }, first.id)
    expect(again.change).toBe(first.change)
    expect((await desk.rpc.records.history({ id: first.id })).entries).toHaveLength(1)
  })

  test('text is trimmed and composed, and blank text is empty', async () => {
    const { id } = await save(sessionPatch(desk, { chair: '  王\u0065\u0301  ', summary: ' \n ' }))
    const { body } = await get(id)
    expect(body.chair).toBe('王\u00e9')
    expect(body).not.toHaveProperty('summary')
  })

  test('every problem of a refused record is listed and nothing is kept', async () => {
    const patch = { ...sessionPatch(desk), date: '2026-02-30', people: -1, wrong: 1, start: '25:00' }
    expect(await problemsOf(save(patch))).toEqual(
      expect.arrayContaining([
        { field: 'date', reason: 'date.invalid' },
        { field: 'people', reason: 'count.invalid' },
        { field: 'wrong', reason: 'field.unknown' },
        { field: 'start', reason: 'time.invalid' },
      ]),
    )
    expect(await desk.rpc.records.count({ kind })).toEqual({ total: 0 })
  })

  test('a missing required field and a contradiction between fields are refused', async () => {
    expect(await problemsOf(save(sessionPatch(desk, { chair: null })))).toEqual([
      { field: 'chair', reason: 'required' },
    ])
    expect(await problemsOf(save(sessionPatch(desk, { start: '15:00', end: '14:00' })))).toEqual([
      { field: 'end', reason: 'time.before-start' },
    ])
  })

  test('a reference must exist, be of the right kind and of an allowed level', async () => {
    expect(await problemsOf(save(sessionPatch(desk, { team: desk.operation() })))).toEqual([
      { field: 'team', reason: 'ref.unknown' },
    ])
    expect(await problemsOf(save(sessionPatch(desk, { team: desk.units.peach })))).toEqual([
      { field: 'team', reason: 'ref.wrong-kind' },
    ])
    expect(await problemsOf(save(sessionPatch(desk, { unit: desk.units.east })))).toEqual([
      { field: 'unit', reason: 'ref.wrong-level', params: { levels: '村、社区' } },
    ])
  })

  test('`check` says the same as `save` and writes nothing', async () => {
    const { problems } = await desk.rpc.records.check({ kind, patch: { people: 1.5 } })
    expect(problems).toEqual([{ field: 'people', reason: 'count.invalid' }])
    expect((await desk.rpc.records.check({ kind, patch: sessionPatch(desk) })).problems).toEqual([])
    expect(await desk.rpc.records.count({ kind })).toEqual({ total: 0 })
  })

  test('keys of JavaScript’s own objects are fields nobody knows', async () => {
    const patch = JSON.parse('{"__proto__": {"people": 1}, "constructor": 1, "toString": "x"}')
    const problems = await problemsOf(save({ ...sessionPatch(desk), ...patch }))
    expect(problems).toEqual(
      ['__proto__', 'constructor', 'toString'].map((field) => ({ field, reason: 'field.unknown' })),
    )
  })
})

describe('群众诉求 rows', () => {
  test('typed or pasted together keep the order they were typed in', async () => {
    const demands = Array.from({ length: 30 }, (_, at) => ({
      who: '张三',
      what: `第${at + 1}件`,
      category: 'village',
    }))
    const { id } = await save({ ...sessionPatch(desk), demands })
    expect((await get(id)).body.demands).toMatchObject(demands.map(({ what }) => ({ what })))
  })

  const demand = { who: '张三丰', phone: '13812345678', what: '工资没有发', category: 'wages' }

  test('rows get ids, merge cell by cell and can be removed', async () => {
    const { id } = await save({
      ...sessionPatch(desk),
      demands: [demand, { ...demand, what: '道路破损', category: 'other' }],
    })
    const rows = (await get(id)).body.demands as readonly { id: string; what: string }[]
    expect(rows.map((row) => row.what)).toEqual(['工资没有发', '道路破损'])
    const [first, second] = rows
    await save(
      {
        demands: [
          { id: first?.id ?? '', result: '已支付' },
          { id: second?.id ?? '', $deleted: true },
        ],
      },
      id,
    )
    expect((await get(id)).body.demands).toEqual([
      { ...demand, id: first?.id, who: '张*', phone: '138****5678', result: '已支付' },
    ])
  })

  test('a row that is not there, or lacks what it needs, is refused by position', async () => {
    expect(await problemsOf(save({ ...sessionPatch(desk), demands: [demand, { who: '李四' }] }))).toEqual([
      { field: 'demands/1/what', reason: 'required' },
      { field: 'demands/1/category', reason: 'required' },
    ])
    const { id } = await save(sessionPatch(desk))
    expect(await problemsOf(save({ demands: [{ ...demand, id: desk.operation() }] }, id))).toEqual([
      { field: 'demands/0', reason: 'rows.unknown-row' },
    ])
  })
})

describe('taking back', () => {
  test('a deleted record is in the recycle bin only, and comes back whole', async () => {
    const { id } = await save(sessionPatch(desk))
    await desk.rpc.records.delete({ id, operation: desk.operation(), reason: '重复' })
    expect((await desk.rpc.records.list({ kind })).rows).toEqual([])
    expect((await desk.rpc.records.list({ kind, filter: { deleted: true } })).rows).toHaveLength(1)
    await desk.rpc.records.restore({ id, operation: desk.operation() })
    expect((await get(id)).body).toEqual({ ...sessionPatch(desk), status: 'submitted' })
    const { entries } = await desk.rpc.records.history({ id })
    expect(entries.map(({ action, reason }) => [action, reason])).toEqual([
      ['create', null],
      ['delete', '重复'],
      ['restore', null],
    ])
  })

  test('undo puts every field of the last edit back', async () => {
    const { id } = await save(sessionPatch(desk))
    const { change } = await save({ people: 99, leaflets: null, remarks: '新' }, id)
    await desk.rpc.records.undo({ id, change, operation: desk.operation() })
    expect((await get(id)).body).toEqual({ ...sessionPatch(desk), status: 'submitted' })
  })

  test('undoing a creation deletes, undoing a deletion restores', async () => {
    const created = await save(sessionPatch(desk))
    await desk.rpc.records.undo({ id: created.id, change: created.change, operation: desk.operation() })
    expect((await get(created.id)).deleted).toBe(true)
    const kept = await save(sessionPatch(desk))
    const gone = await desk.rpc.records.delete({ id: kept.id, operation: desk.operation() })
    await desk.rpc.records.undo({ id: kept.id, change: gone.change, operation: desk.operation() })
    expect((await get(kept.id)).deleted).toBe(false)
  })

  test('a change that is not the newest is not undone', async () => {
    const first = await save(sessionPatch(desk))
    await save({ people: 50 }, first.id)
    const late = desk.rpc.records.undo({ id: first.id, change: first.change, operation: desk.operation() })
    expect((await refusal(late)).code).toBe('record.stale')
  })

  test('the history shows old and new in words', async () => {
    const { id } = await save(sessionPatch(desk))
    desk.clock.time += 60_000
    await save({ people: 46, unit: desk.units.plum }, id)
    const { entries } = await desk.rpc.records.history({ id })
    expect(entries[1]).toMatchObject({
      action: 'edit',
      author: '李管理',
      siteName: '东街街道 A',
      at: '2026-11-03T01:01:00.000Z',
    })
    // In the order of the form, whatever order they were typed or stored in.
    expect(entries[1]?.fields.map(({ label, oldText, newText }) => [label, oldText, newText])).toEqual([
      ['村（社区）', '桃花村', '李子村'],
      ['参加人数', '45人', '46人'],
    ])
    expect(entries[0]?.fields.slice(0, 4).map(({ label }) => label)).toEqual([
      ...['日期', '开始时间', '村（社区）', '院坝（户主）'],
    ])
  })
})

describe('days', () => {
  test('a year that can not be meant is refused, in rows too; what stands there already may stay', async () => {
    const far = sessionPatch(desk, { date: '2099-11-03' })
    const { problems } = await desk.rpc.records.check({ kind, patch: far })
    expect(problems).toEqual([
      { field: 'date', reason: 'date.far', params: { year: 2099, today: '2026-11-03' } },
    ])
    const demand = { who: '周某', what: '工资', category: 'wages', due: '2062-11-03' }
    const inRow = await desk.rpc.records.check({ kind, patch: { ...sessionPatch(desk), demands: [demand] } })
    expect(inRow.problems.map(({ field, reason }) => [field, reason])).toEqual([
      ['demands/0/due', 'date.far'],
    ])
    const { id } = await save(sessionPatch(desk, { date: '2027-11-03' }))
    desk.clock.time -= 400 * 24 * 3600 * 1000
    expect(
      (await desk.rpc.records.check({ kind, id, patch: { date: '2027-11-03', people: 46 } })).problems,
    ).toEqual([])
  })

  test('a day corrected to another year gets a number of that year, and the former one is listed as void', async () => {
    const { id, number } = await save(sessionPatch(desk, { date: '2025-11-03' }))
    const saved = await save({ date: '2026-11-03' }, id)
    expect(number).toMatch(/-YB-2025-A0001$/)
    expect(saved.number).toMatch(/-YB-2026-A0001$/)
    const { voided } = await desk.rpc.records.get({ id })
    expect(voided).toEqual([number])
    // Neither is given again, and the void one still finds its record.
    expect((await save(sessionPatch(desk, { date: '2025-12-01' }))).number).toMatch(/2025-A0002$/)
    expect((await save(sessionPatch(desk))).number).toMatch(/2026-A0002$/)
    const { rows } = await desk.rpc.records.list({ kind, filter: { text: String(number) } })
    expect(rows.map((row) => row.id)).toEqual([id])
    const { entries } = await desk.rpc.records.history({ id })
    expect(entries[1]?.fields.map(({ label }) => label)).toEqual(['日期', '编号'])
  })

  test('going back to the former year takes its number again, by hand and by undo', async () => {
    const { id, number } = await save(sessionPatch(desk, { date: '2025-11-03' }))
    const moved = await save({ date: '2026-11-03' }, id)
    const back = await desk.rpc.records.undo({ id, change: moved.change, operation: desk.operation() })
    expect(back.number).toBe(number)
    expect((await desk.rpc.records.get({ id })).voided).toEqual([moved.number])
    expect((await save({ date: '2026-11-04' }, id)).number).toBe(moved.number)
    expect((await save({ people: 46 }, id)).number).toBe(moved.number)
  })
})

describe('two windows on one record', () => {
  test('the second save is told who changed it, and nothing of the first is overwritten', async () => {
    const { id, change: seen } = await save(sessionPatch(desk))
    const write = (patch: object, known: string) =>
      desk.rpc.records.save({ kind, id, patch: { ...patch }, seen: known, operation: desk.operation() })
    desk.clock.time += 60_000
    const first = await write({ people: 46 }, seen)
    expect(await refusal(write({ people: 50 }, seen))).toMatchObject({
      code: 'record.changed',
      params: { by: '李管理' },
    })
    expect((await desk.rpc.records.get({ id })).body.people).toBe(46)
    await write({ people: 50 }, first.change)
    expect((await desk.rpc.records.get({ id })).body.people).toBe(50)
  })

  test('a move from a page that is no longer true is told the same', async () => {
    const { id, change: seen } = await save(sessionPatch(desk))
    await save({ people: 46 }, id)
    const approve = { id, flow: 'status', move: 'approve', seen, operation: desk.operation() }
    expect((await refusal(desk.rpc.records.move(approve))).code).toBe('record.changed')
  })
})

describe('repeating a call', () => {
  test('the same operation does nothing the second time and answers as before', async () => {
    const operation = desk.operation()
    const first = await desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation })
    const second = await desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation })
    expect(second).toEqual(first)
    expect(await desk.rpc.records.count({ kind })).toEqual({ total: 1 })
  })

  test('an operation id serves one call only', async () => {
    const operation = desk.operation()
    const { id } = await desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation })
    expect((await refusal(desk.rpc.records.delete({ id, operation }))).code).toBe('call.invalid')
  })

  test('a refused operation may be tried again', async () => {
    const operation = desk.operation()
    await refusal(desk.rpc.records.save({ kind, patch: {}, operation }))
    await desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation })
    expect(await desk.rpc.records.count({ kind })).toEqual({ total: 1 })
  })
})

describe('many at once', () => {
  test('a batch is numbered without a gap, in order', async () => {
    await save(sessionPatch(desk))
    const patches = [1, 2, 3].map((people) => sessionPatch(desk, { people }))
    const { ids, numbers } = await desk.rpc.records.addMany({ kind, patches, operation: desk.operation() })
    expect(numbers).toEqual(['510901-YB-2026-A0002', '510901-YB-2026-A0003', '510901-YB-2026-A0004'])
    expect((await get(ids[2] ?? '')).body.people).toBe(3)
  })

  test('one wrong record refuses the whole batch, by position, and uses no number', async () => {
    const patches = [sessionPatch(desk), sessionPatch(desk, { people: -3 })]
    const work = desk.rpc.records.addMany({ kind, patches, operation: desk.operation() })
    expect(await problemsOf(work)).toEqual([{ field: '1/people', reason: 'count.invalid' }])
    expect(await desk.rpc.records.count({ kind })).toEqual({ total: 0 })
    expect((await save(sessionPatch(desk))).number).toBe('510901-YB-2026-A0001')
  })

  test('numbers count per kind and year, and a deleted record’s is not given again', async () => {
    const first = await save(sessionPatch(desk))
    await desk.rpc.records.delete({ id: first.id, operation: desk.operation() })
    expect((await save(sessionPatch(desk))).number).toBe('510901-YB-2026-A0002')
    expect((await save(sessionPatch(desk, { date: '2025-12-31' }))).number).toBe('510901-YB-2025-A0001')
  })
})
