import { createHash } from 'node:crypto'
import { hashOf } from '../../../electron/engine/changes/log'
import type { Flat } from '../../../shared/shapes'
import { changeText, type LinedChange, lined } from '../../../shared/sync/chain'
import {
  CHAIN_START,
  type Change,
  DELETED,
  DISTRICT_SCOPE,
  type Link,
  nameOf,
  streamKey,
} from '../../../shared/sync/change'
import { CLOCK_START, nextReading } from '../../../shared/sync/hlc'
import { type AwaitedInMemory, awaitedInMemory, overFor, type State } from '../../../shared/sync/merge'
import { locatorOf } from '../../../shared/sync/places'
import { applied } from './merge-simulation'

const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Stream → hashes of places that a site holds, with all below. */
type Places = ReadonlyMap<string, readonly string[]>

/** What is known of the exchange with one other site. */
interface Peer {
  readonly places: Places
  readonly sent: number
}

/** All that a site has on its disk. Values never change in place, so that a copy of the maps is a backup. */
export interface Disk {
  /** The present self: a restored computer is a new site and goes on with streams of its own. */
  site: string
  clock: string
  /** By hash of the line. */
  readonly log: Map<string, LinedChange>
  /** Stream → the hashes at the ends of its branches. */
  readonly tips: Map<string, readonly string[]>
  readonly states: Map<string, State>
  /** By record. */
  readonly awaited: Map<string, AwaitedInMemory['keys']>
  readonly peers: Map<string, Peer>
}

/** A computer: its role, its wall clock, its program's version, its disk, and the disk as it was when last backed up. */
export interface Computer {
  readonly role: 'district' | 'street'
  readonly scope: string
  /** The program: an old one does not know every key. */
  readonly version: number
  readonly index: number
  lives: number
  offset: number
  disk: Disk
  backup: Disk
}

/** A bundle on a stick. */
export interface SimBundle {
  readonly from: string
  readonly to: string
  readonly places: Places
  /** The tips of the receiver's own streams. */
  readonly own: readonly string[]
  readonly segments: readonly (readonly LinedChange[])[]
}

const siteName = (index: number, life: number): string => sha256Hex(`${index}/${life}`).slice(0, 32)

const emptyDisk = (site: string): Disk => ({
  site,
  clock: CLOCK_START,
  log: new Map(),
  tips: new Map(),
  states: new Map(),
  awaited: new Map(),
  peers: new Map(),
})

export const copyOf = (disk: Disk): Disk => ({
  site: disk.site,
  clock: disk.clock,
  log: new Map(disk.log),
  tips: new Map(disk.tips),
  states: new Map(disk.states),
  awaited: new Map(disk.awaited),
  peers: new Map(disk.peers),
})

export function newComputer(index: number, about: Pick<Computer, 'role' | 'scope' | 'version'>): Computer {
  const disk = emptyDisk(siteName(index, 0))
  return { ...about, index, lives: 0, offset: 0, disk, backup: copyOf(disk) }
}

/** Whether a computer may hold the changes of a scope; the same rule as `mayHold` of the engine. */
export const mayHold = (one: Pick<Computer, 'role' | 'scope'>, scope: string): boolean =>
  one.role === 'district' || scope === DISTRICT_SCOPE || scope === one.scope

export const mayWrite = (one: Pick<Computer, 'role' | 'scope'>, scope: string): boolean =>
  one.role === 'district' || scope === one.scope

const scopeOf = (stream: string): string => stream.slice(stream.indexOf('/') + 1)

/** A change and all that it goes on from, the newest first, as far as it is held. */
function* down(disk: Disk, hash: string): Generator<LinedChange> {
  for (let at = disk.log.get(hash); at; at = disk.log.get(at.change.prev)) yield at
}

/** The places by which a disk tells of what its receiver may know. */
function placesFor(disk: Disk, to: Computer): Places {
  const visible = [...disk.tips].filter(([stream]) => mayHold(to, scopeOf(stream)))
  return new Map(
    visible.map(([stream, tips]) => [
      stream,
      tips.flatMap((tip) => {
        const line = [...down(disk, tip)].map(({ hash }) => hash)
        return locatorOf(0, line.length).flatMap((seq) => line[line.length - seq] ?? [])
      }),
    ]),
  )
}

/** Puts a change where it belongs, and projects it. @returns whether it was not held before and has a place */
function append(disk: Disk, one: LinedChange): boolean {
  const { change, hash } = one
  if (disk.log.has(hash) || (change.prev !== CHAIN_START && !disk.log.has(change.prev))) return false
  const known = (name: string): boolean =>
    [...disk.log.values()].some(
      (other) => nameOf(other.change.id) === name && other.change.record === change.record,
    )
  const awaited = awaitedInMemory(known, disk.awaited.get(change.record))
  disk.states.set(change.record, applied(disk.states.get(change.record), change, awaited))
  disk.awaited.set(change.record, awaited.keys)
  disk.log.set(hash, one)
  const key = streamKey(change.site, change.scope)
  disk.tips.set(key, [...(disk.tips.get(key) ?? []).filter((tip) => tip !== change.prev), hash])
  return true
}

/** A person types at a computer: the change replaces every head that is known there of the keys it sets. */
export function type(one: Computer, scope: string, record: string, typed: Flat, now: number) {
  const { disk } = one
  const wall = now + one.offset
  const state = disk.states.get(record)
  const set = Object.hasOwn(typed, DELETED) ? typed : { ...typed, [DELETED]: false }
  const over: Record<string, readonly string[]> = {}
  for (const key of Object.keys(set)) {
    const ids = overFor(state, key)
    if (ids.length > 0) over[key] = ids
  }
  const before = disk.log.get(disk.tips.get(streamKey(disk.site, scope))?.[0] ?? '')
  disk.clock = nextReading(disk.clock, Object.values(over).flat(), wall)
  const link: Link = {
    clock: disk.clock,
    site: disk.site,
    scope,
    seq: (before?.change.seq ?? 0) + 1,
    prev: before?.hash ?? CHAIN_START,
    record,
    kind: 'lead',
    kindVersion: one.version,
    author: disk.site,
    at: new Date(wall).toISOString(),
    salt: 'A'.repeat(16),
    set,
    over,
  }
  const { line } = changeText(link)
  append(disk, lined(link, line, hashOf(line)))
}

/** Writes a bundle with all that the receiver may hold and is not known to hold. */
export function send({ disk }: Computer, to: Computer): SimBundle {
  const receiver = to.disk.site
  const peer = disk.peers.get(receiver) ?? { places: new Map(), sent: 0 }
  disk.peers.set(receiver, { ...peer, sent: peer.sent + 1 })
  const known = new Set<string>()
  for (const place of [...peer.places.values()].flat())
    for (const { hash } of down(disk, place)) known.add(hash)
  const visible = [...disk.tips].filter(([stream]) => mayHold(to, scopeOf(stream)))
  const segments = visible.flatMap(([, tips]) =>
    tips.map((tip) => {
      const segment: LinedChange[] = []
      for (const one of down(disk, tip)) {
        if (known.has(one.hash)) break
        known.add(one.hash)
        segment.unshift(one)
      }
      return segment
    }),
  )
  return {
    from: disk.site,
    to: receiver,
    places: placesFor(disk, to),
    own: visible.filter(([stream]) => stream.startsWith(`${receiver}/`)).flatMap(([, tips]) => tips),
    segments: segments.filter((segment) => segment.length > 0),
  }
}

/**
 * Imports a bundle. `writes` are the changes that are written before the power fails.
 * In one transaction (`crash`) the disk is then as before; a program that does not work in one (`half`) has kept them.
 */
export function take(
  one: Computer,
  bundle: SimBundle,
  ends: { readonly how: 'whole' } | { readonly how: 'crash' | 'half'; readonly writes: number },
): void {
  if (bundle.to !== one.disk.site) return
  const signed = [
    ...bundle.own,
    ...bundle.segments
      .flat()
      .filter(({ change }) => change.site === bundle.to)
      .map(({ hash }) => hash),
  ]
  // Others hold what this site signed and has not: it is an old copy, and goes on under another name.
  if (signed.some((hash) => !one.disk.log.has(hash))) renew(one)
  const before = copyOf(one.disk)
  const { disk } = one
  let left = ends.how === 'whole' ? Number.POSITIVE_INFINITY : ends.writes
  for (const each of bundle.segments.flat()) {
    if (disk.log.has(each.hash)) continue
    if (left === 0) {
      if (ends.how === 'crash') one.disk = before
      return
    }
    // What goes on from nothing that is held waits, and comes with a later bundle.
    if (!append(disk, each)) continue
    left -= 1
  }
  const peer = disk.peers.get(bundle.from) ?? { places: new Map(), sent: 0 }
  disk.peers.set(bundle.from, { ...peer, places: bundle.places })
}

function renew(one: Computer): void {
  one.lives += 1
  one.disk.site = siteName(one.index, one.lives)
}

/** Puts a computer back to its backup. It is a new site from then on: its old stream may have gone on without it. */
export function restore(one: Computer): void {
  one.disk = copyOf(one.backup)
  renew(one)
}

/** Puts an old copy of the files in their place, and nobody notices. */
export function putBack(one: Computer): void {
  one.disk = copyOf(one.backup)
}

/** Every change on a disk. */
export function changesOn(disk: Disk): Change[] {
  return [...disk.log.values()].map(({ change }) => change)
}

/** How many branches the streams of a disk have. */
export function branchesOn(disk: Disk): number {
  return [...disk.tips.values()].reduce((sum, tips) => sum + tips.length, 0)
}
