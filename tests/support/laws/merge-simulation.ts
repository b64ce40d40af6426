import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { hashOf } from '../../../electron/engine/changes/log'
import { type Json, sameJson } from '../../../shared/json'
import type { Flat } from '../../../shared/shapes'
import { changeText, lined } from '../../../shared/sync/chain'
import { CHAIN_START, type Change, DELETED, type Link, nameOf } from '../../../shared/sync/change'
import { CLOCK_START, nextReading } from '../../../shared/sync/hlc'
import {
  type AwaitedInMemory,
  awaitedInMemory,
  headsOf,
  openFolding,
  overFor,
  type State,
} from '../../../shared/sync/merge'

/** One site of the simulation: it holds changes, and the states they make, and a wall clock of its own. */
export interface SimSite {
  readonly name: string
  clock: string
  /** Milliseconds its wall clock is off. */
  offset: number
  /** By record and id. */
  readonly held: Map<string, Change>
  /** By record and name. */
  readonly names: Set<string>
  readonly states: Map<string, State>
  /** By record. */
  readonly awaited: Map<string, AwaitedInMemory['keys']>
}

export function simSite(index: number): SimSite {
  const name = createHash('sha256').update(String(index)).digest('hex').slice(0, 32)
  return {
    name,
    clock: CLOCK_START,
    offset: 0,
    held: new Map(),
    names: new Set(),
    states: new Map(),
    awaited: new Map(),
  }
}

/** The state after one more change, put together at once. */
export function applied(state: State | undefined, change: Change, awaited: AwaitedInMemory): State {
  const folding = openFolding(state, awaited)
  folding.apply(change)
  const made = folding.state()
  if (!made) throw new Error('a change makes its record')
  return made
}

/**
 * Gives a site one change. A change that the site holds already does nothing: the chains of the log see to that.
 */
export function deliver(site: SimSite, change: Change): void {
  const key = `${change.record}/${change.id}`
  if (site.held.has(key)) return
  const known = (name: string) => site.names.has(`${change.record}/${name}`)
  const awaited = awaitedInMemory(known, site.awaited.get(change.record))
  site.states.set(change.record, applied(site.states.get(change.record), change, awaited))
  site.awaited.set(change.record, awaited.keys)
  site.held.set(key, change)
  site.names.add(`${change.record}/${nameOf(change.id)}`)
}

/**
 * A site writes: the change replaces every head that the site knows of the keys it sets.
 */
export function write(site: SimSite, record: string, set: Flat, now: number): Change {
  const state = site.states.get(record)
  const whole = Object.hasOwn(set, DELETED) ? set : { ...set, [DELETED]: false }
  const over: Record<string, readonly string[]> = {}
  for (const key of Object.keys(whole)) {
    const ids = overFor(state, key)
    if (ids.length > 0) over[key] = ids
  }
  site.clock = nextReading(site.clock, Object.values(over).flat(), now + site.offset)
  const link: Link = {
    clock: site.clock,
    site: site.name,
    scope: 'street',
    seq: 1,
    prev: CHAIN_START,
    record,
    kind: 'lead',
    kindVersion: 1,
    author: site.name,
    at: new Date(now + site.offset).toISOString(),
    salt: 'A'.repeat(16),
    set: whole,
    over,
  }
  const { line } = changeText(link)
  const { change } = lined(link, line, hashOf(line))
  deliver(site, change)
  return change
}

/** What a change replaces of one key; keys may be called `constructor`. */
export function overOf(change: Change, key: string): readonly string[] {
  return Object.hasOwn(change.over, key) ? (change.over[key] ?? []) : []
}

/**
 * What the definition says, computed the slow way from the whole set.
 * The heads of a key are the changes that set it and that no change of the set replaces.
 */
export function headsByDefinition(changes: Iterable<Change>, record: string, key: string): [string, Json][] {
  const setters = [...changes].filter((c) => c.record === record && Object.hasOwn(c.set, key))
  const replaced = new Set(setters.flatMap((c) => overOf(c, key)))
  return setters
    .filter((c) => !replaced.has(nameOf(c.id)))
    .map((c): [string, Json] => [c.id, c.set[key] ?? null])
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

/** `expect(…).toEqual(…)`, whose machinery is only started when there is something to say: it runs a million times here. */
export function expectSame(found: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(found, wanted)) expect(found).toEqual(wanted)
}

/** Fails unless a site's states are what the definition makes of the changes it holds. */
export function expectDefinition(site: SimSite): void {
  expectDefinitionOf(site.held.values(), site.states)
}

/** Fails unless these states are what the definition makes of these changes: shown values, heads and conflicts. */
export function expectDefinitionOf(changes: Iterable<Change>, states: ReadonlyMap<string, State>): void {
  const byRecord = Map.groupBy(changes, (change) => change.record)
  expectSame([...states.keys()].sort(), [...byRecord.keys()].sort())
  for (const [record, state] of states) {
    const ofRecord = byRecord.get(record) ?? []
    expectSame(state.scope, ofRecord[0]?.scope)
    const keys = new Set(ofRecord.flatMap((c) => Object.keys(c.set)))
    expectSame(Object.keys(state.body).sort(), [...keys].sort())
    let conflicts = 0
    for (const key of keys) {
      const heads = headsByDefinition(ofRecord, record, key)
      expectSame(headsOf(state, key), heads)
      const newest = heads[heads.length - 1]
      const shown = key === DELETED && heads.some(([, value]) => value === false) ? false : newest?.[1]
      expectSame(state.body[key], shown)
      if (heads.some(([, value]) => !sameJson(value, heads[0]?.[1]))) conflicts += 1
    }
    expectSame(state.conflicts, conflicts)
    const ids = headsByDefinition(ofRecord, record, DELETED).map(([id]) => id)
    const last = (ids.length > 0 ? ids : ofRecord.map(({ id }) => id)).toSorted().at(-1)
    expectSame([state.lastChange, state.updatedAt], [last, ofRecord.find(({ id }) => id === last)?.at])
    const created = ofRecord.filter((c) => Object.keys(c.over).length === 0)
    const [first] = (created.length > 0 ? created : ofRecord).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    expectSame([state.createdAt, state.createdBy], [first?.at, first?.author])
  }
}

/** Fails unless every typed value is shown, kept as a head, or named as replaced by a later change: in its history. */
export function expectAllReachable(changes: Iterable<Change>): void {
  for (const [record, ofRecord] of Map.groupBy(changes, (change) => change.record)) {
    const replaced = new Set<string>()
    for (const other of ofRecord)
      for (const key of Object.keys(other.over))
        for (const id of overOf(other, key)) replaced.add(`${key}/${id}`)
    for (const key of new Set(ofRecord.flatMap((change) => Object.keys(change.set)))) {
      const heads = new Set(headsByDefinition(ofRecord, record, key).map(([id]) => id))
      for (const change of ofRecord)
        if (Object.hasOwn(change.set, key))
          expectSame(heads.has(change.id) || replaced.has(`${key}/${nameOf(change.id)}`), true)
    }
  }
}
