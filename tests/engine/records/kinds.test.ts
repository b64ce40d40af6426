import type { Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import { kindOf, kinds } from '../../../shared/kinds'
import { withoutOutdated } from '../../../shared/records/states'
import { type Desk, openDistrict, refusal } from '../../support/desks/engine'
import { filledPatch, filledValue, type Targets } from '../../support/records/filled'
import { shortestPath } from '../../support/records/workflow-path'

/** The order in which records can point at one another. */
const others = kinds.filter((kind) => kind.name !== 'unit')
const pointedAt = [
  'monthly-theme',
  'team',
  'activity',
  'adviser',
  'subsidy-rate',
  'mediation-committee',
  'indicator',
]
const missing = '01900000-0000-7000-8000-00000000dead'

let desk: Desk
const made = new Map<string, string>()
const targets: Targets = (kind, levels) => {
  if (kind !== 'unit') return made.get(kind) ?? missing
  return levels?.includes('village') ? desk.units.peach : desk.units.east
}

async function create(kind: Kind, which: 'all' | 'required'): Promise<string> {
  const patch = filledPatch(kind, targets, which)
  return (await desk.rpc.records.save({ kind: kind.name, patch, operation: desk.operation() })).id
}

beforeAll(async () => {
  desk = await openDistrict()
  for (const name of pointedAt) {
    const kind = kindOf(name)
    // The first of a kind that points at itself has nothing to point at.
    const isOwn = Object.values<Field>(kind.fields).some((field) => field.type === 'ref' && field.to === name)
    made.set(name, await create(kind, isOwn ? 'required' : 'all'))
  }
})
afterAll(() => desk.close())

describe.each(others.map((kind) => [kind.label, kind] as const))('%s', (_, kind) => {
  test('keeps every field, and is found by each of its filters', async () => {
    const id = await create(kind, 'all')
    const { body, number, title } = await desk.rpc.records.get({ id })
    for (const key of Object.keys(filledPatch(kind, targets)))
      expect([key, body[key]]).not.toEqual([key, undefined])
    expect(title).not.toBe('')
    expect(number === null).toBe(!kind.numbered)
    for (const key of kind.filters) {
      const value = body[key]
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue
      const where = { [key]: typeof value === 'boolean' ? Number(value) : value }
      const { rows } = await desk.rpc.records.list({ kind: kind.name, filter: { where }, limit: 50 })
      expect([key, rows.map((row) => row.id)]).toEqual([key, expect.arrayContaining([id])])
    }
  })

  test('needs no more than its required fields, and refuses each of them empty', async () => {
    const patch = filledPatch(kind, targets, 'required')
    await desk.rpc.records.save({ kind: kind.name, patch, operation: desk.operation() })
    for (const key of Object.keys(patch)) {
      const work = desk.rpc.records.save({
        kind: kind.name,
        patch: { ...filledPatch(kind, targets, 'required'), [key]: null },
        operation: desk.operation(),
      })
      const { code, params } = await refusal(work)
      expect([key, code, params.problems]).toEqual([
        key,
        'record.invalid',
        [{ field: key, reason: 'required' }],
      ])
    }
  })

  test('refuses what points at nothing', async () => {
    const pointing = Object.entries(kind.fields).filter(([, { type }]) => type === 'ref' || type === 'refs')
    for (const [key, field] of pointing) {
      const patch = {
        ...filledPatch(kind, targets, 'required'),
        [key]: filledValue(key, field, () => missing),
      }
      const work = desk.rpc.records.save({ kind: kind.name, patch, operation: desk.operation() })
      expect((await refusal(work)).params.problems).toMatchObject([{ field: key, reason: 'ref.unknown' }])
    }
  })
})

const walks = kinds.flatMap((kind) =>
  (kind.flows ?? []).flatMap((flow) =>
    Object.keys(flow.states).map((state) => [`${kind.label} ${flow.label}`, state, kind, flow] as const),
  ),
)

test.each(walks)(
  '%s can be moved to %s, and each move asks for what it needs',
  async (_, state, kind, flow) => {
    const path = shortestPath(flow, state)
    if (path === null) {
      // No move leads there: a record begins there.
      expect(state).toBe(flow.draft)
      const patch = filledPatch(kind, targets, 'required')
      const draft = await desk.rpc.records.save({
        kind: kind.name,
        patch,
        draft: true,
        operation: desk.operation(),
      })
      expect((await desk.rpc.records.get({ id: draft.id })).body[flow.field]).toBe(state)
      return
    }
    const id = await create(kind, 'required')
    for (const move of path) {
      const call = {
        id,
        flow: flow.field,
        move: move.name,
        ...(move.reason && { reason: '按规定办理' }),
      }
      const body = withoutOutdated(move, (await desk.rpc.records.get({ id })).body)
      const asked = (move.needs ?? []).filter(
        (key) => body[key] === undefined && !(key in (move.stamps ?? {})),
      )
      if (asked.length > 0) {
        const { params } = await refusal(desk.rpc.records.move({ ...call, operation: desk.operation() }))
        expect(params.problems).toEqual(asked.map((field) => ({ field, reason: 'required' })))
      }
      const patch = Object.fromEntries(
        // Where a move wants one word, any other is refused.
        asked.map((key) => [key, move.only?.[key]?.[0] ?? filledValue(key, fieldAt(kind, key), targets)]),
      )
      await desk.rpc.records.move({ ...call, patch, operation: desk.operation() })
      const after = await desk.rpc.records.get({ id })
      expect(after.body[flow.field]).toBe(move.to)
      for (const key of Object.keys(move.stamps ?? {})) expect(after.body[key]).toBe('2026-11-03')
    }
  },
)

function fieldAt(kind: Kind, key: string) {
  const field = kind.fields[key]
  if (!field) throw new Error(`${kind.name} has no ${key}`)
  return field
}

test('workers make the totals of a lead, and what was typed beside them does not stand', async () => {
  const lead = kindOf('wage-arrears-lead')
  const workers = [
    { name: '甲', amount: 120_000 },
    { name: '乙', amount: 80_050 },
  ]
  const patch = { ...filledPatch(lead, targets, 'required'), people: 9, amount: 1, workers }
  const { id } = await desk.rpc.records.save({ kind: lead.name, patch, operation: desk.operation() })
  expect((await desk.rpc.records.get({ id })).body).toMatchObject({ people: 2, amount: 200_050 })
})

test('a list of workers without amounts counts them, and leaves the amount that was typed', async () => {
  const lead = kindOf('wage-arrears-lead')
  const patch = { ...filledPatch(lead, targets, 'required'), amount: 500_000, workers: [{ name: '甲' }] }
  const { id } = await desk.rpc.records.save({ kind: lead.name, patch, operation: desk.operation() })
  expect((await desk.rpc.records.get({ id })).body).toMatchObject({ people: 1, amount: 500_000 })
})
