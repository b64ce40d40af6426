import type { Kind } from '../../../shared/definition/define'
import type { Move, Workflow } from '../../../shared/definition/workflow'
import { openConflicts } from '../../../shared/editing/derived'
import type { Json } from '../../../shared/json'
import { flowIn, setsByItself, stateLabel } from '../../../shared/records/states'
import type { Role } from '../../../shared/rights'
import type { Flat } from '../../../shared/shapes'
import { headsOf, type State } from '../../../shared/sync/merge'
import { type Changes, partingOf, valueAt } from './ancestry'

/** A state that was moved two ways, and the fields that the same changes filled differently: decided as one. */
export interface MovedApart {
  readonly flow: Workflow
  /** The changes that moved it, in id order. */
  readonly heads: readonly string[]
  readonly with: readonly string[]
}

/** The workflows of a record that stand in conflict. A field joins the first whose moves filled it. */
export function movedApart(kind: Kind | undefined, state: State): readonly MovedApart[] {
  const open = openConflicts(state)
  const taken = new Set<string>()
  return open.flatMap((key) => {
    const flow = kind && flowIn(kind, key)
    if (!flow) return []
    const heads = headsOf(state, key).map(([id]) => id)
    const fields = open.filter(
      (other) =>
        !taken.has(other) &&
        !other.startsWith('$') &&
        !flowIn(kind, other) &&
        headsOf(state, other).every(([id]) => heads.includes(id)),
    )
    for (const field of fields) taken.add(field)
    return [{ flow, heads, with: fields }]
  })
}

/**
 * The move that somebody would need to be allowed to bring the record from where its moves parted to `to`, or undefined when
 * the role allows one. Where no single move leads there, any that ends there will do.
 */
export function forbiddenMove(
  flow: Workflow,
  from: Json | undefined,
  to: Json,
  role: Role,
): string | undefined {
  if (role === 'admin') return undefined
  const ending = flow.moves.filter((move) => move.to === to)
  const direct = ending.filter((move) => typeof from === 'string' && move.from.includes(from))
  const moves: readonly Move[] = direct.length > 0 ? direct : ending
  if (moves.some((move) => move.by.includes(role))) return undefined
  return moves[0]?.label ?? stateLabel(flow, String(to))
}

/** Where the moves parted: the state before them. */
export function stateBefore(changes: Changes, { flow, heads }: MovedApart): Json {
  const parting = partingOf(changes, heads, flow.field)
  return (parting === undefined ? undefined : valueAt(changes, parting, flow.field)) ?? flow.initial
}

/**
 * What deciding for one move sets: its state, and its values of the fields that the moves filled differently.
 * What the other moves stamped or emptied by themselves goes back to what it was.
 */
export function settledMoves(state: State, changes: Changes, apart: MovedApart, keep: string): Flat {
  const { flow } = apart
  const own = apart.with.flatMap((key): [string, Json][] => {
    const head = headsOf(state, key).find(([id]) => id === keep)
    return head ? [[key, head[1]]] : []
  })
  const stamped = apart.heads
    .filter((id) => id !== keep)
    .flatMap((id) => setWithout(flow, valueAt(changes, id, flow.field)).map((key) => [id, key] as const))
    .filter(([id, key]) => isOnlyHead(state, key, id))
    .map(([id, key]): [string, Json] => [key, valueBefore(changes, id, key)])
  return Object.fromEntries([...stamped, ...own, [flow.field, valueAt(changes, keep, flow.field) ?? null]])
}

/** The fields that moves to this state set without being asked. */
function setWithout(flow: Workflow, to: Json | undefined): readonly string[] {
  return [...new Set(flow.moves.filter((move) => move.to === to).flatMap(setsByItself))]
}

function isOnlyHead(state: State, key: string, id: string): boolean {
  const heads = headsOf(state, key)
  return heads.length === 1 && heads[0]?.[0] === id
}

function valueBefore(changes: Changes, id: string, key: string): Json {
  const parting = partingOf(changes, [id], key)
  return (parting === undefined ? undefined : valueAt(changes, parting, key)) ?? null
}
