import { type Json, sameJson } from '../json'
import type { Flat } from '../shapes'
import { type Change, DELETED, nameOf } from './change'
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
  /** When each of several changes was typed that nobody has built on. */
  readonly ends?: { readonly [id: string]: string }
  /** The highest id of all and when it was typed, where that is not the last change: a wrong clock wrote it. */
  readonly newest?: readonly [id: string, at: string]
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
  /**
   * The change that nobody has built on, of several the highest: the heads of `$deleted` tell, which every change sets. Not the
   * highest of all, because a change that replaces one from the future sorts before it.
   */
  readonly lastChange: string
}

/**
 * The changes of one record that known changes replace and that have not arrived: they are replaced on arrival. They stand apart
 * from the state, because a file may name as many as it likes.
 */
export interface Awaited {
  /** Whether a change of this record and name has been applied before. It is asked only about replaced names of no head. */
  knows(name: string): boolean
  /** The keys under which the arriving name is replaced already; nothing waits for it any more. */
  arrived(name: string): readonly string[]
  add(key: string, name: string): void
  /** Nothing waits any more. */
  forget(): void
}

/** What a record waits for, in memory. */
export interface AwaitedInMemory extends Awaited {
  /** Name of a change → the keys under which it is replaced. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>
}

/** @see AwaitedInMemory. @param before what it waits for already */
export function awaitedInMemory(
  knows: Awaited['knows'],
  before: AwaitedInMemory['keys'] = new Map(),
): AwaitedInMemory {
  const keys = new Map([...before].map(([id, names]) => [id, new Set(names)]))
  return {
    keys,
    knows,
    arrived(id) {
      const dead = [...(keys.get(id) ?? [])]
      keys.delete(id)
      return dead
    },
    add(key, id) {
      const names = keys.get(id) ?? new Set<string>()
      keys.set(id, names.add(key))
    },
    forget: () => keys.clear(),
  }
}

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

/** What is known of a record without putting it together. */
export interface RecordStanding extends Pick<State, 'kind'> {
  /** The highest id of its changes. */
  readonly newest: string
}

/**
 * A record while changes are applied to it, each exactly once, in any order; the log's chains see to that. A change costs what
 * it says and not what the record holds: a small file can bring thousands of changes of one record.
 * A change whose name an applied one has already (`mayHaveTwin`) is not for this: `foldWhole` makes such a record.
 */
export interface Folding {
  /** What of the state is known without putting it together; `undefined` before the first change. */
  readonly standing: RecordStanding | undefined
  /** The value that a key shows; `undefined` for a key without any. */
  shown(key: string): Json | undefined
  apply(change: Change): void
  /** Two sites that applied the same set hold equal states. */
  state(): State | undefined
}

/** @see Folding. @param state as all changes so far make it */
export function openFolding(state: State | undefined, awaited: Awaited): Folding {
  let whole = state
  let open: Open | undefined
  const closed = (): State | undefined => {
    if (open) whole = closeOpen(open)
    open = undefined
    return whole
  }
  return {
    get standing() {
      return open ? standingIn(open) : whole && standingOf(whole)
    },
    shown: (key) => (open ? shownAmong(key, inAll(headsIn(open, key))) : whole && own(whole.body, key)),
    apply(change) {
      open ??= whole && openState(whole)
      if (open) applyTo(open, change, awaited, awaited.arrived(nameOf(change.id)))
      else whole = begin(change, awaited)
    },
    state: closed,
  }
}

/** The heads of one key; of one name there are several only where somebody did more work than there is. */
type HeadsByName = Map<string, readonly Head[]>
type Head = readonly [id: string, value: Json]

const inAll = (heads: HeadsByName): readonly Head[] => [...heads.values()].flat()

function putHead(heads: HeadsByName, [id, value]: Head): void {
  const name = nameOf(id)
  heads.set(name, [...(heads.get(name) ?? []), [id, value]])
}

/** A state and what changes since have touched of it. */
interface Open {
  readonly before: State
  readonly touched: Map<string, HeadsByName>
  about: Omit<State, 'body' | 'heads' | 'conflicts' | 'updatedAt' | 'lastChange'>
  /** The heads of `$deleted`, and when each was typed. */
  readonly ends: Map<string, string>
  newest: readonly [id: string, at: string]
  first: string
  headless: boolean
}

function openState(before: State): Open {
  const { heads, kind, scope, createdAt, createdBy, updatedAt, lastChange } = before
  const ends = heads.ends ?? Object.fromEntries(headsOf(before, DELETED).map(([id]) => [id, updatedAt]))
  return {
    before,
    touched: new Map(),
    about: { kind, scope, createdAt, createdBy },
    ends: new Map(Object.entries(ends)),
    newest: heads.newest ?? [lastChange, updatedAt],
    first: heads.first ?? heads.base,
    headless: heads.headless === true,
  }
}

const standingOf = ({ kind, heads, lastChange }: State): RecordStanding => ({
  kind,
  newest: heads.newest?.[0] ?? lastChange,
})

const standingIn = ({ about: { kind }, newest: [newest] }: Open): RecordStanding => ({ kind, newest })

function headsIn({ before, touched }: Open, key: string): HeadsByName {
  const known = touched.get(key)
  if (known) return known
  const heads: HeadsByName = new Map()
  for (const head of headsOf(before, key)) putHead(heads, head)
  return heads
}

/** The names that a change replaces under a key; its own is none of them. */
function replacedBy(change: Change, key: string): readonly string[] {
  const name = nameOf(change.id)
  return (own(change.over, key) ?? []).filter((other) => other !== name)
}

function applyTo(open: Open, change: Change, awaited: Awaited, replaced: readonly string[]): void {
  for (const key of Object.keys(change.set)) {
    const value = own(change.set, key)
    if (value === undefined) continue
    const heads = headsIn(open, key)
    for (const name of replacedBy(change, key)) {
      if (key === DELETED) for (const [id] of heads.get(name) ?? []) open.ends.delete(id)
      if (!heads.delete(name) && !awaited.knows(name)) awaited.add(key, name)
    }
    if (!replaced.includes(key)) {
      putHead(heads, [change.id, value])
      if (key === DELETED) open.ends.set(change.id, change.at)
    }
    open.touched.set(key, heads)
  }
  if (change.id > open.newest[0]) open.newest = [change.id, change.at]
  if (!beginsBefore(change, open)) return
  open.about = { kind: change.kind, scope: change.scope, createdAt: change.at, createdBy: change.author }
  open.first = change.id
  open.headless = !isCreation(change)
}

function closeOpen({ before, touched, about, ends, newest, first, headless }: Open): State {
  const draft = openDraft(before)
  for (const [key, heads] of touched) putHeads(draft, key, new Map(inAll(heads)))
  const { heads, conflicts } = closeDraft(draft, first, headless)
  let [lastChange, updatedAt] = ['', '']
  for (const [id, at] of ends) if (id > lastChange) [lastChange, updatedAt] = [id, at]
  if (lastChange === '') [lastChange, updatedAt] = newest
  return {
    ...about,
    updatedAt,
    lastChange,
    body: draft.body,
    conflicts,
    heads: {
      ...heads,
      ...(ends.size > 1 ? { ends: Object.fromEntries([...ends].sort()) } : {}),
      ...(newest[0] === lastChange ? {} : { newest }),
    },
  }
}

/** The state that a whole set of changes of one record makes; each change once, any order. */
export function foldChanges(changes: Iterable<Change>): State | undefined {
  return foldWhole(changes).state
}

/** A set of changes of one record put together. */
export interface Folded {
  readonly state: State | undefined
  /** Name of a change that has not arrived → the keys under which it is replaced. */
  readonly awaited: AwaitedInMemory['keys']
}

/**
 * `foldChanges`, and what the record waits for. Changes of one name are replaced together, so they come first, and what
 * replaces them meets them all.
 */
export function foldWhole(changes: Iterable<Change>): Folded {
  const applied = new Set<string>()
  const awaited = awaitedInMemory((name) => applied.has(name))
  const folding = openFolding(undefined, awaited)
  for (const change of twinsFirst([...changes])) {
    folding.apply(change)
    applied.add(nameOf(change.id))
  }
  return { state: folding.state(), awaited: awaited.keys }
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
export function mayHaveTwin(
  { newest }: Pick<RecordStanding, 'newest'>,
  { clock }: Pick<Change, 'clock'>,
): boolean {
  return clock <= newest.slice(0, clock.length)
}

/**
 * Only the change that creates a record replaces nothing: every later edit says at least that the record is not
 * deleted.
 */
function isCreation(change: Change): boolean {
  return Object.keys(change.over).length === 0
}

/** A laptop whose clock is years behind writes low ids, and yet it did not create the record that it edits. */
function beginsBefore(change: Change, { first, headless }: Pick<Open, 'first' | 'headless'>): boolean {
  return isCreation(change) === headless ? headless : change.id < first
}

/** Keys come from files: `constructor` is a key like any other, never something inherited. */
function own<T>(from: { readonly [key: string]: T } | undefined, key: string): T | undefined {
  return from && Object.hasOwn(from, key) ? from[key] : undefined
}

function begin(change: Change, awaited: Awaited): State {
  for (const key of Object.keys(change.set))
    for (const name of replacedBy(change, key)) if (!awaited.knows(name)) awaited.add(key, name)
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
  readonly one: Record<string, string>
  readonly many: Record<string, Values>
}

function openDraft(state: State): Draft {
  return {
    body: { ...state.body },
    base: state.heads.base,
    one: { ...state.heads.one },
    many: { ...state.heads.many },
  }
}

/** Writes the heads of one key. Heads that replace each other in a circle leave no value; only a forger writes that. */
function putHeads(draft: Draft, key: string, heads: ReadonlyMap<string, Json>): void {
  delete draft.one[key]
  delete draft.many[key]
  delete draft.body[key]
  if (heads.size === 0) return
  const ids = [...heads.keys()].sort()
  draft.body[key] = shownAmong(key, heads) ?? null
  if (heads.size === 1) draft.one[key] = ids[0] ?? ''
  else draft.many[key] = Object.fromEntries(ids.map((id) => [id, heads.get(id) ?? null]))
}

/** The value of the newest head. An edit concurrent with a delete keeps the record: one `false` among the heads is enough. */
function shownAmong(key: string, heads: Iterable<Head>): Json | undefined {
  let [shown, newest]: [Json | undefined, string] = [undefined, '']
  for (const [id, value] of heads) {
    if (key === DELETED && value === false) return value
    if (id < newest) continue
    newest = id
    shown = value
  }
  return shown
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
  const { many } = draft
  const heads: Heads = {
    base,
    ...(first === base ? {} : { first }),
    ...(headless ? { headless } : {}),
    ...(Object.keys(one).length > 0 ? { one } : {}),
    ...(Object.keys(many).length > 0 ? { many } : {}),
  }
  return { heads, conflicts: conflictsOf(heads).length }
}

function disagree(values: Values): boolean {
  const [first, ...others] = Object.values(values)
  return others.some((other) => !sameJson(first, other))
}
