import type { Kind } from '../../../shared/definition/define'
import type { Move, Workflow } from '../../../shared/definition/workflow'
import { kindOf, kinds } from '../../../shared/kinds'
import { isFilled, withoutOutdated } from '../../../shared/records/states'
import { type Role, roles } from '../../../shared/rights'
import type { Body } from '../../../shared/shapes'
import { type Desk, openDistrict, passphrase, refusal } from '../../support/desks/engine'
import { filledPatch, filledValue, type Targets } from '../../support/records/filled'
import { shortestPath } from '../../support/records/workflow-path'

/** Every move of every workflow of every kind, out of every state it begins in, by every role, with each thing it needs left out. */

let desk: Desk
const pointedAt = new Map<string, string>()
const targets: Targets = (kind, levels) => {
  if (kind !== 'unit') return pointedAt.get(kind) ?? ''
  return levels?.includes('village') ? desk.units.peach : desk.units.east
}
/** Kind, workflow and state → a record that stands there. */
const standing = new Map<string, string>()
const flows = kinds.flatMap((kind) => (kind.flows ?? []).map((flow) => ({ kind, flow })))
const idOf = (kind: Kind, flow: Workflow, state: string): string =>
  standing.get(`${kind.name} ${flow.field} ${state}`) ?? ''
const bodyOf = async (id: string): Promise<Body> => (await desk.rpc.records.get({ id })).body

type Call = Parameters<Desk['rpc']['records']['move']>[0]

const make = (id: string, flow: Workflow, move: Move, patch: Body, reason = '按规定办理') =>
  desk.rpc.records.move({
    id,
    flow: flow.field,
    move: move.name,
    patch: patch as NonNullable<Call['patch']>,
    ...(move.reason && reason !== '' ? { reason } : {}),
    operation: desk.operation(),
  })

/** What a move has to be given: what it needs and neither finds nor stamps. */
function asked(kind: Kind, move: Move, before: Body): Body {
  const found = withoutOutdated(move, before)
  const keys = (move.needs ?? []).filter((key) => !isFilled(found[key]) && !move.stamps?.[key])
  return Object.fromEntries(
    keys.map((key) => {
      const field = kind.fields[key]
      if (!field) throw new Error(`${kind.name} has no ${key}`)
      return [key, move.only?.[key]?.[0] ?? filledValue(key, field, targets)]
    }),
  )
}

async function create(kind: Kind, draft = false): Promise<string> {
  const patch = filledPatch(kind, targets, 'required')
  return (await desk.rpc.records.save({ kind: kind.name, patch, draft, operation: desk.operation() })).id
}

async function recordIn(kind: Kind, flow: Workflow, state: string): Promise<string> {
  const id = await create(kind, state === flow.draft)
  for (const move of shortestPath(flow, state) ?? [])
    await make(id, flow, move, asked(kind, move, await bodyOf(id)))
  return id
}

beforeAll(async () => {
  desk = await openDistrict()
  for (const name of ['monthly-theme', 'team', 'activity', 'adviser', 'subsidy-rate', 'mediation-committee'])
    pointedAt.set(name, await create(kindOf(name)))
  for (const { kind, flow } of flows)
    for (const state of Object.keys(flow.states))
      standing.set(`${kind.name} ${flow.field} ${state}`, await recordIn(kind, flow, state))
  for (const role of roles) await desk.rpc.users.add({ name: role, role, passphrase })
}, 60_000)
afterAll(() => desk.close())

describe.each(roles)('%s', (role) => {
  beforeAll(async () => {
    await desk.rpc.session.lock({})
    await desk.rpc.session.unlock({ user: role, passphrase })
  })

  test.each(flows.map(({ kind, flow }) => [kind.label, flow.label, kind, flow] as const))(
    'makes of %s, %s, exactly the moves of this role, each with all it needs',
    async (_, __, kind, flow) => {
      for (const move of flow.moves)
        for (const from of move.from) {
          const id = idOf(kind, flow, from)
          const before = await bodyOf(id)
          expect([move.name, before[flow.field]]).toEqual([move.name, from])
          const patch = asked(kind, move, before)
          if (role !== 'admin' && !move.by.includes(role)) {
            const { code } = await refusal(make(id, flow, move, patch))
            expect([move.name, code]).toEqual([move.name, 'right.missing'])
          } else await expectMove(kind, flow, move, id, patch, role)
          expect(await bodyOf(id)).toEqual(before)
        }
    },
  )
})

/** The move is refused without any one of the things it needs, is made with them, keeps them, and can be taken back. */
async function expectMove(
  kind: Kind,
  flow: Workflow,
  move: Move,
  id: string,
  patch: Body,
  role: Role,
): Promise<void> {
  const about = `${kind.name} ${move.name} ${role}`
  const problemsOf = async (given: Body, reason?: string) => [
    about,
    (await refusal(make(id, flow, move, given, reason))).params.problems,
  ]
  for (const field of Object.keys(patch)) {
    const { [field]: _, ...others } = patch
    expect(await problemsOf(others)).toEqual([about, [{ field, reason: 'required' }]])
  }
  if (move.reason)
    expect(await problemsOf(patch, '')).toEqual([about, [{ field: 'reason', reason: 'required' }]])
  for (const [field, words] of Object.entries(move.only ?? {}))
    for (const word of wordsOf(kind, field).filter((one) => !words.includes(one)))
      expect(await problemsOf({ ...patch, [field]: word })).toMatchObject([
        about,
        [{ field, reason: 'move.other-word' }],
      ])

  const { change } = await make(id, flow, move, patch)
  const after = await bodyOf(id)
  expect([about, after]).toMatchObject([about, { ...patch, [flow.field]: move.to }])
  for (const key of Object.keys(move.stamps ?? {})) expect([key, isFilled(after[key])]).toEqual([key, true])
  for (const key of move.clears ?? []) expect([key, after[key]]).toEqual([key, undefined])
  for (const key of move.to === flow.closed ? [] : (move.needs ?? [])) {
    const empty = { kind: kind.name, id, patch: { [key]: null }, operation: desk.operation() }
    const { params } = await refusal(desk.rpc.records.save(empty))
    expect([about, params.problems]).toEqual([about, [{ field: key, reason: 'required' }]])
  }
  await desk.rpc.records.undo({ id, change, operation: desk.operation() })
}

function wordsOf(kind: Kind, key: string): readonly string[] {
  const field = kind.fields[key]
  return field?.type === 'choice' ? Object.keys(field.options) : []
}

test.each(flows.map(({ kind, flow }) => [kind.label, flow.label, kind, flow] as const))(
  '%s, %s: a move out of another state than its own is refused to everybody',
  async (_, __, kind, flow) => {
    await desk.rpc.session.lock({})
    await desk.rpc.session.unlock({ user: 'admin', passphrase })
    for (const move of flow.moves)
      for (const state of Object.keys(flow.states).filter((one) => !move.from.includes(one))) {
        const { code } = await refusal(make(idOf(kind, flow, state), flow, move, {}))
        const expected = state === flow.closed ? 'record.closed' : 'record.wrong-state'
        expect([move.name, state, code]).toEqual([move.name, state, expected])
      }
  },
)
