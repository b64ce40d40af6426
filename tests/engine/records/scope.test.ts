import { type Desk, openDistrict, openStreet, refusal, sessionPatch } from '../../support/desks/engine'

const unitPatch = (desk: Desk) => ({ name: '新村', level: 'village', parent: desk.units.east })

describe('a street’s laptop', () => {
  let desk: Desk
  beforeEach(async () => {
    desk = await openStreet()
  })
  afterEach(() => desk.close())

  test('does not write what the district owns', async () => {
    const work = desk.rpc.records.save({ kind: 'unit', patch: unitPatch(desk), operation: desk.operation() })
    expect((await refusal(work)).code).toBe('record.wrong-owner')
    const deletion = desk.rpc.records.delete({ id: desk.units.peach, operation: desk.operation() })
    expect((await refusal(deletion)).code).toBe('record.wrong-owner')
  })

  test('does not write for another street', async () => {
    const patch = sessionPatch(desk, { unit: desk.units.far })
    const work = desk.rpc.records.save({ kind: 'courtyard-session', patch, operation: desk.operation() })
    expect((await refusal(work)).code).toBe('record.out-of-scope')
  })
})

describe('the district', () => {
  let desk: Desk
  beforeEach(async () => {
    desk = await openDistrict()
  })
  afterEach(() => desk.close())

  test('writes units, and each must stand under a fitting level', async () => {
    const { id, number } = await desk.rpc.records.save({
      kind: 'unit',
      patch: unitPatch(desk),
      operation: desk.operation(),
    })
    expect(number).toBeNull()
    expect(await desk.rpc.records.get({ id })).toMatchObject({ scope: '*', title: '新村' })
    const wrong = { ...unitPatch(desk), parent: desk.units.peach }
    const work = desk.rpc.records.save({ kind: 'unit', patch: wrong, operation: desk.operation() })
    expect((await refusal(work)).params.problems).toEqual([{ field: 'parent', reason: 'unit.parent-level' }])
  })

  test('writes for any street, into that street’s scope and number series', async () => {
    const patch = sessionPatch(desk, { unit: desk.units.far })
    const saved = await desk.rpc.records.save({
      kind: 'courtyard-session',
      patch,
      operation: desk.operation(),
    })
    expect(saved.number).toBe('重庆路街道-YB-2026-Q0001')
    expect((await desk.rpc.records.get({ id: saved.id })).scope).toBe(desk.units.west)
  })

  test('does not move a record to another street', async () => {
    const { id } = await desk.rpc.records.save({
      kind: 'courtyard-session',
      patch: sessionPatch(desk),
      operation: desk.operation(),
    })
    const patch = { unit: desk.units.far }
    const work = desk.rpc.records.save({ kind: 'courtyard-session', id, patch, operation: desk.operation() })
    expect((await refusal(work)).code).toBe('record.out-of-scope')
  })

  test('keeps what it does itself under its own name, in its own scope', async () => {
    const patch = {
      date: '2026-11-03',
      unit: desk.units.district,
      theme: '主任会议会前学法',
      form: 'beforeMeeting',
      place: '第一会议室',
      organiser: '区司法局',
      attendance: 24,
    }
    const { id } = await desk.rpc.records.save({ kind: 'activity', patch, operation: desk.operation() })
    expect((await desk.rpc.records.get({ id })).scope).toBe(desk.units.district)
    const session = sessionPatch(desk, { unit: desk.units.district })
    const work = desk.rpc.records.save({
      kind: 'courtyard-session',
      patch: session,
      operation: desk.operation(),
    })
    expect((await refusal(work)).params.problems).toMatchObject([
      { field: 'unit', reason: 'ref.wrong-level' },
    ])
  })

  test('goes on with the records of a village that now belongs to another street, where they were made', async () => {
    const saved = await desk.rpc.records.save({
      kind: 'courtyard-session',
      patch: sessionPatch(desk),
      operation: desk.operation(),
    })
    const moving = { kind: 'unit', id: desk.units.peach, patch: { parent: desk.units.west } }
    await desk.rpc.records.save({ ...moving, operation: desk.operation() })
    const edit = { kind: 'courtyard-session', id: saved.id, operation: desk.operation() }
    await desk.rpc.records.save({ ...edit, patch: { people: 50 } })
    expect(await desk.rpc.records.get({ id: saved.id })).toMatchObject({
      scope: desk.units.east,
      body: { people: 50 },
    })
    const moved = { ...edit, patch: { unit: desk.units.far }, operation: desk.operation() }
    expect((await refusal(desk.rpc.records.save(moved))).code).toBe('record.out-of-scope')
  })

  test('a unit added now can be written for at once', async () => {
    const unit = await desk.rpc.records.save({
      kind: 'unit',
      patch: unitPatch(desk),
      operation: desk.operation(),
    })
    const patch = sessionPatch(desk, { unit: unit.id })
    const saved = await desk.rpc.records.save({
      kind: 'courtyard-session',
      patch,
      operation: desk.operation(),
    })
    expect((await desk.rpc.records.get({ id: saved.id })).scope).toBe(desk.units.east)
  })
})
