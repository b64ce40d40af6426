import type { Json } from '../json'
import type { Kind } from './define'
import type { Body } from './fields'
import type { Move, Workflow } from './workflow'

/** Where a record stands in a workflow. One written before its kind had the workflow stands at the beginning. */
export function stateIn(flow: Workflow, body: Body): string {
  const state = body[flow.field]
  return typeof state === 'string' && state !== '' ? state : flow.initial
}

/** The name of a state, or the state itself when a newer version put the record there. */
export function stateLabel(flow: Workflow, state: string): string {
  return Object.hasOwn(flow.states, state) ? (flow.states[state] ?? state) : state
}

/** The workflow that a field holds the state of. */
export function flowIn(kind: Kind, field: string): Workflow | undefined {
  return kind.flows?.find((flow) => flow.field === field)
}

/** What a new record's workflows start with. */
export function initialStates(kind: Kind): Body {
  return Object.fromEntries((kind.flows ?? []).map((flow) => [flow.field, flow.initial]))
}

/** What a move fills by itself: fields that are empty, with the day it is made or with who makes it. */
export function stampsOf(
  move: Move,
  isEmptyField: (field: string) => boolean,
  made: { readonly today: string; readonly user: string },
): Body {
  const empty = Object.entries(move.stamps ?? {}).filter(([field]) => isEmptyField(field))
  return Object.fromEntries(empty.map(([field, what]): [string, Json] => [field, made[what]]))
}
