import type { Kind } from '../definition/define'
import type { Move, Workflow } from '../definition/workflow'
import type { FieldProblem } from '../errors'
import type { ProblemReason } from '../field-problems'
import type { Json } from '../json'
import type { Body, Flat } from '../shapes'

/** Field of a workflow → the state that a record stands in; both shapes of the record hold it alike. */
export type States = Readonly<Record<string, string>>

/** Where a record stands in a workflow. One written before its kind had the workflow stands at the beginning. */
export function stateIn(flow: Workflow, body: Flat | Body): string {
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
export function initialStates(kind: Kind): States {
  return Object.fromEntries((kind.flows ?? []).map((flow) => [flow.field, flow.initial]))
}

/** What a move fills by itself: fields that are empty, with the day it is made or with who makes it. */
export function stampsOf(
  move: Move,
  isEmptyField: (field: string) => boolean,
  made: { readonly today: string; readonly user: string },
): Readonly<Record<string, string>> {
  const empty = Object.entries(move.stamps ?? {}).filter(([field]) => isEmptyField(field))
  return Object.fromEntries(empty.map(([field, what]) => [field, made[what]]))
}

/** A record as a move finds it: without what the move empties and what it asks for anew. */
export function withoutOutdated(move: Move, body: Body): Body {
  const outdated = new Set([...(move.clears ?? []), ...(move.renews ?? [])])
  return Object.fromEntries(Object.entries(body).filter(([key]) => !outdated.has(key)))
}

/** The fields that a move sets without anybody typing them. */
export function setsByItself(move: Move): readonly string[] {
  return [...Object.keys(move.stamps ?? {}), ...(move.clears ?? []), ...(move.renews ?? [])]
}

/** Why a record is not as a move leaves it: what it needs is empty, or says something else. */
export function problemsAfterMove(kind: Kind, move: Move, body: Body): readonly FieldProblem[] {
  return (move.needs ?? []).flatMap((field): FieldProblem[] => {
    const value = body[field]
    if (!isFilled(value)) return [{ field, reason: reason('required') }]
    const words = move.only?.[field]
    if (!words || words.some((word) => word === value)) return []
    const labels = words.map((word) => wordOf(kind, field, word)).join('、')
    return [{ field, reason: reason('move.other-word'), params: { words: labels } }]
  })
}

/** Whether a field says anything; 否 and 0 do. */
export function isFilled(value: Json | undefined): boolean {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  )
}

const reason = (code: ProblemReason): ProblemReason => code

function wordOf(kind: Kind, key: string, word: string): string {
  const field = kind.fields[key]
  return field?.type === 'choice' ? (field.options[word] ?? word) : word
}
