import type { Kind } from '../definition/define'
import type { Move, Workflow } from '../definition/workflow'
import type { FieldProblem } from '../errors'
import type { ProblemReason } from '../field-problems'
import type { Json } from '../json'
import type { Role } from '../rights'
import type { Body, Flat } from '../shapes'

/** Where a record stands in its workflows, what moves it on, what its states let people do with it and rest on. */

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

/** The workflow of a kind that has drafts. */
export function draftFlow(kind: Kind): (Workflow & { readonly draft: string }) | undefined {
  return kind.flows?.find((flow): flow is Workflow & { readonly draft: string } => flow.draft !== undefined)
}

/** Whether a record is a draft: its values are right as far as they go, and it is in no figure. */
export function isDraft(kind: Kind, body: Flat | Body): boolean {
  const flow = draftFlow(kind)
  return flow !== undefined && stateIn(flow, body) === flow.draft
}

/** The move by which a draft becomes a record like any other. */
export function submission(kind: Kind): { readonly flow: Workflow; readonly move: Move } | undefined {
  const flow = draftFlow(kind)
  const move = flow?.moves.find(({ from, to }) => from.includes(flow.draft) && to === flow.initial)
  return flow && move && { flow, move }
}

/** What a draft says all the same: the unit it belongs to and the day that its number is of. */
const placing: readonly string[] = ['unit', 'date']

/** Which of the fields that its kind requires a record must have as it stands: a draft not yet, one made void not any more. */
export function asksFor(kind: Kind, body: Flat | Body): (key: string) => boolean {
  const isShort = isDraft(kind, body) || closedState(kind, body) !== null
  return (key) => !isShort || placing.includes(key)
}

/** The words for the state of a record that is only kept any more, or null while it is worked with. */
export function closedState(kind: Kind, body: Flat | Body): string | null {
  const flow = kind.flows?.find((one) => one.closed !== undefined && stateIn(one, body) === one.closed)
  return flow ? stateLabel(flow, stateIn(flow, body)) : null
}

/** The words for a record that stands apart, a draft or one that is only kept; null where its list has a column that says so. */
export function apartInList(kind: Kind, body: Body): string | null {
  const flow = kind.flows?.find((one) => [one.draft, one.closed].includes(stateIn(one, body)))
  return flow && !kind.list.includes(flow.field) ? stateLabel(flow, stateIn(flow, body)) : null
}

/** Whether people still work with a record: it is neither in the recycle bin nor in a state that ends everything. */
export function isWorkedWith(
  kind: Kind,
  record: { readonly deleted: boolean; readonly body: Body },
): boolean {
  return !record.deleted && closedState(kind, record.body) === null
}

/**
 * The states that an edit by somebody with this role brings an approved record back to, for another person to look at
 * it again.
 * None for a record that is not approved and for roles that approve.
 */
export function statesAfterEdit(kind: Kind, body: Flat | Body, role: Role): States {
  const flows = (kind.flows ?? []).flatMap(({ field, approved }) => (approved ? [{ field, approved }] : []))
  return Object.fromEntries(
    flows
      .filter(({ field, approved }) => body[field] === approved.state && approved.editedBy.includes(role))
      .map(({ field, approved }) => [field, approved.to]),
  )
}

/** Whether somebody with this role may delete a record as it stands: what others have approved is theirs to delete. */
export function mayDelete(kind: Kind, body: Flat | Body, role: Role): boolean {
  return Object.keys(statesAfterEdit(kind, body, role)).length === 0
}

/**
 * What a record's states rest on and a change of its fields takes away: what every way to a state has asked for, and what
 * a move into it needed. A record that came from elsewhere without it may go on lacking it.
 */
export function problemsInStates(kind: Kind, before: Body, after: Body): readonly FieldProblem[] {
  const found = (kind.flows ?? []).flatMap((flow) => problemsInState(kind, flow, before, after))
  return [...new Map(found.map((problem) => [problem.field, problem])).values()]
}

function problemsInState(kind: Kind, flow: Workflow, before: Body, after: Body): readonly FieldProblem[] {
  const state = stateIn(flow, after)
  const emptied = [...askedOnEveryWay(flow, state)].filter(
    (key) => isFilled(before[key]) && !isFilled(after[key]),
  )
  const reason: ProblemReason = 'required'
  const lacking = emptied.map((field) => ({ field, reason }))
  if (stateIn(flow, before) !== state) return lacking
  const made = flow.moves.filter(
    (move) => move.to === state && problemsAfterMove(kind, move, before).length === 0,
  )
  return [...lacking, ...made.flatMap((move) => problemsAfterMove(kind, move, after))]
}

const known = new WeakMap<Workflow, ReadonlyMap<string, ReadonlySet<string>>>()

/** The fields that whoever brought a record to this state was asked for, whichever way it took. */
function askedOnEveryWay(flow: Workflow, state: string): ReadonlySet<string> {
  const ways = known.get(flow) ?? fieldsByState(flow)
  known.set(flow, ways)
  return ways.get(state) ?? new Set()
}

/** Starts from every field for every state and takes away what some way leaves out, until nothing changes. */
function fieldsByState(flow: Workflow): ReadonlyMap<string, ReadonlySet<string>> {
  const every = new Set(flow.moves.flatMap((move) => move.needs ?? []))
  const isBegun = (state: string): boolean =>
    state === flow.initial || !flow.moves.some(({ to }) => to === state)
  const found = new Map<string, ReadonlySet<string>>(
    Object.keys(flow.states).map((state) => [state, isBegun(state) ? new Set() : every]),
  )
  const sizes = (): number => [...found.values()].reduce((sum, { size }) => sum + size, 0)
  for (let before = -1; before !== sizes(); ) {
    before = sizes()
    for (const move of flow.moves)
      for (const from of move.from)
        found.set(move.to, common(found.get(move.to), asked(move, found.get(from))))
  }
  return found
}

function asked(move: Move, before: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const cleared = new Set(move.clears)
  return new Set([...[...before].filter((key) => !cleared.has(key)), ...(move.needs ?? [])])
}

function common(one: ReadonlySet<string> = new Set(), other: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...one].filter((key) => other.has(key)))
}
