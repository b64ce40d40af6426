import { type Json, sameJson } from '../json'
import type { Flat } from '../shapes'
import { type Change, DELETED, DISTRICT_SCOPE, nameOf } from './change'
import { MOST_OVER } from './plain-change'

type Values = { readonly [change: string]: Json }

/**
 * Which changes no known change has replaced yet, by id, key by key, written sparsely.
 * A key in `many` has several heads, a key in `one` has that single head, every other key of the body has `base`.
 *
 * Normal form, so that the same set of changes gives the same JSON:
 * - `base` is the single head of the most keys, the lowest id among equals; '' when no key has a single head.
 * - `first`, the change that the record begins with, stands only when it is not `base`.
 * - Empty members are absent.
 */
export interface Heads {
  readonly base: string
  readonly first?: string
  /** `first` itself replaces something: the change that created the record has not arrived. */
  readonly headless?: true
  readonly one?: { readonly [key: string]: string }
  readonly many?: { readonly [key: string]: Values }
  /** Names of changes that a known change replaces and that have not arrived. They are replaced on arrival. */
  readonly awaited?: { readonly [key: string]: readonly string[] }
}

/** A record as all known changes make it; one row of the projection. */
export interface State {
  readonly kind: string
  readonly scope: string
  /** The shown value of every key that has a head; emptied keys hold `null`. */
  readonly body: Flat
  readonly heads: Heads
  /** How many keys hold several different values. */
  readonly conflicts: number
  readonly createdAt: string
  readonly createdBy: string
  readonly updatedAt: string
  readonly lastChange: string
}

/** Whether a change of this record and name has been applied before. It is asked only about replaced names of no head. */
export type Known = (name: string) => boolean

/** The heads of one key with their values, in id order; empty for a key without any value. */
export function headsOf(state: State, key: string): readonly (readonly [id: string, value: Json])[] {
  const many = own(state.heads.many, key)
  if (many)
    return Object.keys(many)
      .sort()
      .map((id) => [id, many[id] ?? null])
  const value = own(state.body, key)
  return value === undefined ? [] : [[own(state.heads.one, key) ?? state.heads.base, value]]
}

/** What a change of `key` written now replaces: the names of its heads, the newest ones where a forger made more than a change may replace. */
export function overFor(state: State | undefined, key: string): readonly string[] {
  const names = new Set(state ? headsOf(state, key).map(([id]) => nameOf(id)) : [])
  return [...names].slice(-MOST_OVER)
}

/** The keys whose heads hold different values. */
export function conflictsOf(heads: Heads): readonly string[] {
  if (!heads.many) return []
  return Object.entries(heads.many)
    .filter(([, values]) => disagree(values))
    .map(([key]) => key)
    .sort()
}

/** Whether the record is in the recycle bin. */
export function isDeleted(state: State): boolean {
  return state.body[DELETED] === true
}

/**
 * Whether a change counts for a record of this scope at all, or makes it another scope's.
 * A record that the district and a street both claim is the district's, so that no street takes a unit away by naming
 * its id.
 * Two streets never share a record: the check of arriving changes sees to that.
 */
export type Claim = 'counts' | 'takes-over' | 'counts-nothing'
export function claimOf(state: Pick<State, 'scope'>, change: Pick<Change, 'scope'>): Claim {
  if (state.scope === change.scope) return 'counts'
  if (change.scope === DISTRICT_SCOPE) return 'takes-over'
  return state.scope === DISTRICT_SCOPE ? 'counts-nothing' : 'counts'
}

/**
 * The state after one more change. Every change of a record is applied exactly once, in any order.
 * The log's chains see to that. Two sites that applied the same set hold equal states.
 * A change whose name an applied one has already (`mayHaveTwin`) is not for this: `foldChanges` makes such a record.
 */
export function applyChange(state: State | undefined, change: Change, known: Known): State {
  const claim = state && claimOf(state, change)
  if (!state || claim === 'takes-over') return begin(change, known)
  if (claim === 'counts-nothing') return passedBy(state, change)
  const draft = openDraft(state)
  arrive(draft, nameOf(change.id))
  for (const key of Object.keys(change.set)) {
    const dead = draft.dead.has(key)
    const over = replacedBy(change, key)
    const value = own(change.set, key)
    if (value === undefined) continue
    const heads = new Map(headsOf(state, key))
    for (const name of over) if (!removeNamed(heads, name) && !known(name)) addAwaited(draft, key, name)
    if (!dead) heads.set(change.id, value)
    putHeads(draft, key, heads)
  }
  const isFirst = beginsBefore(change, draft)
  const isLast = change.id > state.lastChange
  return {
    kind: isFirst ? change.kind : state.kind,
    scope: isFirst ? change.scope : state.scope,
    body: draft.body,
    ...closeDraft(draft, isFirst ? change.id : draft.first, isFirst ? !isCreation(change) : draft.headless),
    createdAt: isFirst ? change.at : state.createdAt,
    createdBy: isFirst ? change.author : state.createdBy,
    updatedAt: isLast ? change.at : state.updatedAt,
    lastChange: isLast ? change.id : state.lastChange,
  }
}

/**
 * The state that a whole set of changes of one record makes; each change once, any order.
 * Changes of one name are replaced together, so they come first, and what replaces them meets them all.
 */
export function foldChanges(changes: Iterable<Change>): State | undefined {
  const applied = new Set<string>()
  let state: State | undefined
  for (const change of twinsFirst([...changes])) {
    state = applyChange(state, change, (name) => applied.has(name))
    applied.add(nameOf(change.id))
  }
  return state
}

function twinsFirst(changes: readonly Change[]): readonly Change[] {
  const named = Map.groupBy(changes, ({ id }) => nameOf(id))
  if (named.size === changes.length) return changes
  const isTwin = ({ id }: Change): boolean => (named.get(nameOf(id))?.length ?? 0) > 1
  const twins = changes.filter(isTwin).toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return [...twins, ...changes.filter((change) => !isTwin(change))]
}

/**
 * Whether a change of the same name may have been applied already. Nobody makes two with the computers there are; told
 * at once, as a rule, because what is typed later has a greater clock.
 */
export function mayHaveTwin(state: State, change: Pick<Change, 'clock' | 'scope'>): boolean {
  return change.clock <= state.lastChange.slice(0, change.clock.length) || change.scope === DISTRICT_SCOPE
}

/** The names that a change replaces under a key; its own is none of them. */
function replacedBy(change: Change, key: string): readonly string[] {
  const name = nameOf(change.id)
  return (own(change.over, key) ?? []).filter((other) => other !== name)
}

function removeNamed(heads: Map<string, Json>, name: string): boolean {
  const found = [...heads.keys()].filter((id) => id.startsWith(name))
  for (const id of found) heads.delete(id)
  return found.length > 0
}

/**
 * Only the change that creates a record replaces nothing: every later edit says at least that the record is not
 * deleted.
 */
function isCreation(change: Change): boolean {
  return Object.keys(change.over).length === 0
}

/** A laptop whose clock is years behind writes low ids, and yet it did not create the record that it edits. */
function beginsBefore(change: Change, { first, headless }: Draft): boolean {
  return isCreation(change) === headless ? headless : change.id < first
}

/** Keys come from files: `constructor` is a key like any other, never something inherited. */
function own<T>(from: { readonly [key: string]: T } | undefined, key: string): T | undefined {
  return from && Object.hasOwn(from, key) ? from[key] : undefined
}

/** A change that counts nothing has arrived all the same: nothing waits for it any more. */
function passedBy(state: State, { id }: Change): State {
  const draft = openDraft(state)
  arrive(draft, nameOf(id))
  return { ...state, ...closeDraft(draft, draft.first, draft.headless) }
}

function begin(change: Change, known: Known): State {
  const awaited: Record<string, string[]> = {}
  for (const key of Object.keys(change.set)) {
    const names = replacedBy(change, key).filter((name) => !known(name))
    if (names.length > 0) awaited[key] = [...new Set(names)].sort()
  }
  const empty = Object.keys(change.set).length === 0
  const base = empty ? '' : change.id
  return {
    kind: change.kind,
    scope: change.scope,
    body: change.set,
    heads: {
      base,
      ...(empty ? { first: change.id } : {}),
      ...(isCreation(change) ? {} : { headless: true }),
      ...(Object.keys(awaited).length > 0 ? { awaited } : {}),
    },
    conflicts: 0,
    createdAt: change.at,
    createdBy: change.author,
    updatedAt: change.at,
    lastChange: change.id,
  }
}

interface Draft {
  readonly body: Record<string, Json>
  readonly base: string
  readonly first: string
  readonly headless: boolean
  readonly one: Record<string, string>
  readonly many: Record<string, Values>
  readonly awaited: Record<string, readonly string[]>
  /** Keys for which the arriving change is already replaced. */
  readonly dead: Set<string>
}

function openDraft(state: State): Draft {
  return {
    body: { ...state.body },
    base: state.heads.base,
    first: state.heads.first ?? state.heads.base,
    headless: state.heads.headless === true,
    one: { ...state.heads.one },
    many: { ...state.heads.many },
    awaited: { ...state.heads.awaited },
    dead: new Set(),
  }
}

function arrive(draft: Draft, name: string): void {
  for (const [key, names] of Object.entries(draft.awaited)) {
    if (!names.includes(name)) continue
    draft.dead.add(key)
    const rest = names.filter((other) => other !== name)
    if (rest.length > 0) draft.awaited[key] = rest
    else delete draft.awaited[key]
  }
}

function addAwaited(draft: Draft, key: string, name: string): void {
  const names = own(draft.awaited, key) ?? []
  if (!names.includes(name)) draft.awaited[key] = [...names, name].sort()
}

/** Writes the heads of one key. Heads that replace each other in a circle leave no value; only a forger writes that. */
function putHeads(draft: Draft, key: string, heads: ReadonlyMap<string, Json>): void {
  delete draft.one[key]
  delete draft.many[key]
  delete draft.body[key]
  if (heads.size === 0) return
  const ids = [...heads.keys()].sort()
  const newest = ids[ids.length - 1] ?? ''
  // An edit concurrent with a delete keeps the record: one `false` among the heads is enough.
  const shown = key === DELETED ? (ids.findLast((id) => heads.get(id) === false) ?? newest) : newest
  draft.body[key] = heads.get(shown) ?? null
  if (heads.size === 1) draft.one[key] = newest
  else draft.many[key] = Object.fromEntries(ids.map((id) => [id, heads.get(id) ?? null]))
}

function closeDraft(draft: Draft, first: string, headless: boolean): { heads: Heads; conflicts: number } {
  const counts = new Map<string, number>()
  const single = Object.keys(draft.body).filter((key) => !Object.hasOwn(draft.many, key))
  for (const key of single) {
    const id = own(draft.one, key) ?? draft.base
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  let base = ''
  let most = 0
  for (const [id, count] of counts) {
    if (count > most || (count === most && id < base)) {
      base = id
      most = count
    }
  }
  const one: Record<string, string> = {}
  for (const key of single) {
    const id = own(draft.one, key) ?? draft.base
    if (id !== base) one[key] = id
  }
  const { many, awaited } = draft
  const heads: Heads = {
    base,
    ...(first === base ? {} : { first }),
    ...(headless ? { headless } : {}),
    ...(Object.keys(one).length > 0 ? { one } : {}),
    ...(Object.keys(many).length > 0 ? { many } : {}),
    ...(Object.keys(awaited).length > 0 ? { awaited } : {}),
  }
  return { heads, conflicts: conflictsOf(heads).length }
}

function disagree(values: Values): boolean {
  const [first, ...others] = Object.values(values)
  return others.some((other) => !sameJson(first, other))
}
