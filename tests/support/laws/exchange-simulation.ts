import { createHash } from 'node:crypto'
import type { Json } from '../../../shared/json'
import { type ChainHead, changeHash, EMPTY_CHAIN, follows } from '../../../shared/sync/chain'
import { type Change, DELETED, DISTRICT_SCOPE, streamKey, type Vector } from '../../../shared/sync/change'
import { CLOCK_START, idAt, readingOver, receive, tick } from '../../../shared/sync/hlc'
import { applyChange, headsOf, overFor, type State } from '../../../shared/sync/merge'
import { heldOf } from '../../../shared/sync/vector'

const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')

/** One stream as a site holds it: its changes in order and where its chain stands. */
interface HeldStream {
  readonly changes: readonly Change[]
  readonly head: ChainHead
}

/** What is known of the exchange with one other site. */
interface Peer {
  readonly vector: Vector
  readonly newest: number
  readonly sent: number
}

/** All that a site has on its disk. Values never change in place, so that a copy of the maps is a backup. */
export interface Disk {
  clock: string
  readonly streams: Map<string, HeldStream>
  readonly states: Map<string, State>
  readonly peers: Map<string, Peer>
}

/** A computer: its role, its wall clock, its program's version, its disk, and the disk as it was when last backed up. */
export interface Computer {
  readonly role: 'district' | 'street'
  readonly scope: string
  /** The program: an old one does not know every key. */
  readonly version: number
  /** The present self: a restored computer is a new site and goes on with streams of its own. */
  site: string
  lives: number
  offset: number
  disk: Disk
  backup: Disk
}

/** A bundle on a stick. */
export interface SimBundle {
  readonly from: string
  readonly to: string
  readonly serial: number
  readonly vector: Vector
  readonly segments: readonly (readonly Change[])[]
}

const emptyDisk = (): Disk => ({
  clock: CLOCK_START,
  streams: new Map(),
  states: new Map(),
  peers: new Map(),
})

export const copyOf = (disk: Disk): Disk => ({
  clock: disk.clock,
  streams: new Map(disk.streams),
  states: new Map(disk.states),
  peers: new Map(disk.peers),
})

const siteName = (index: number, life: number): string => sha256Hex(`${index}/${life}`).slice(0, 16)

export function newComputer(
  index: number,
  about: Pick<Computer, 'role' | 'scope' | 'version'>,
): Computer & { readonly index: number } {
  const site = siteName(index, 0)
  return { ...about, index, site, lives: 0, offset: 0, disk: emptyDisk(), backup: emptyDisk() }
}

/** Whether a computer may hold the changes of a scope; the same rule as `mayHold` of the engine. */
export const mayHold = (one: Pick<Computer, 'role' | 'scope'>, scope: string): boolean =>
  one.role === 'district' || scope === DISTRICT_SCOPE || scope === one.scope

export const mayWrite = (one: Pick<Computer, 'role' | 'scope'>, scope: string): boolean =>
  one.role === 'district' || scope === one.scope

export function vectorOf(disk: Disk): Vector {
  return Object.fromEntries([...disk.streams].map(([stream, { changes }]) => [stream, changes.length]))
}

const visible = (to: Computer, vector: Vector): Vector =>
  Object.fromEntries(
    Object.entries(vector).filter(([stream]) => mayHold(to, stream.slice(stream.indexOf('/') + 1))),
  )

/** Appends and projects the next change of its stream; any other is a fault of the simulation. */
function append(disk: Disk, change: Change): void {
  const key = streamKey(change.site, change.scope)
  const { changes, head } = disk.streams.get(key) ?? { changes: [], head: EMPTY_CHAIN }
  if (!follows(head, change)) throw new RangeError('the simulation broke a chain')
  const known = (id: string): boolean => knows(disk, change.record, id)
  disk.states.set(change.record, applyChange(disk.states.get(change.record), change, known))
  const next = { seq: change.seq, hash: changeHash(change, sha256Hex) }
  disk.streams.set(key, { changes: [...changes, change], head: next })
}

function knows(disk: Disk, record: string, id: string): boolean {
  for (const { changes } of disk.streams.values())
    if (changes.some((change) => change.id === id && change.record === record)) return true
  return false
}

/** A person types at a computer: the change replaces every head that is known there of the keys it sets. */
export function type(one: Computer, scope: string, record: string, typed: Record<string, Json>, now: number) {
  const { disk } = one
  const wall = now + one.offset
  disk.clock = tick(disk.clock, wall)
  const state = disk.states.get(record)
  const set = Object.hasOwn(typed, DELETED) ? typed : { ...typed, [DELETED]: false }
  const over: Record<string, readonly string[]> = {}
  for (const key of Object.keys(set)) {
    const ids = overFor(state, key)
    if (ids.length > 0) over[key] = ids
  }
  const { head } = disk.streams.get(streamKey(one.site, scope)) ?? { head: EMPTY_CHAIN }
  const change: Change = {
    id: idAt(readingOver(disk.clock, state?.lastChange), one.site),
    site: one.site,
    scope,
    seq: head.seq + 1,
    prev: head.hash,
    record,
    kind: 'lead',
    kindVersion: one.version,
    author: one.site,
    at: new Date(wall).toISOString(),
    set,
    over,
  }
  append(disk, change)
}

/** Writes a bundle with all that the receiver may hold and is not known to hold. */
export function send(from: Computer, to: Computer): SimBundle {
  const peer = from.disk.peers.get(to.site) ?? { vector: {}, newest: 0, sent: 0 }
  const serial = peer.sent + 1
  from.disk.peers.set(to.site, { ...peer, sent: serial })
  const segments = [...from.disk.streams]
    .filter(([stream]) => mayHold(to, stream.slice(stream.indexOf('/') + 1)))
    .map(([stream, { changes }]) => changes.slice(peer.vector[stream] ?? 0))
    .filter((changes) => changes.length > 0)
  return { from: from.site, to: to.site, serial, vector: visible(to, vectorOf(from.disk)), segments }
}

/**
 * Imports a bundle. `writes` are the changes that are written before the power fails.
 * In one transaction (`crash`) the disk is then as before; a program that does not work in one (`half`) has kept them.
 */
export function take(
  one: Computer,
  bundle: SimBundle,
  now: number,
  ends: { readonly how: 'whole' } | { readonly how: 'crash' | 'half'; readonly writes: number },
): void {
  if (bundle.to !== one.site) return
  const before = copyOf(one.disk)
  const { disk } = one
  let left = ends.how === 'whole' ? Number.POSITIVE_INFINITY : ends.writes
  for (const segment of bundle.segments) {
    for (const change of segment) {
      const held = heldOf(vectorOfStream(disk, change), change.site, change.scope)
      if (change.seq <= held) continue
      // A segment above what is held is left out, and comes with a later bundle.
      if (change.seq > held + 1) break
      if (left === 0) {
        if (ends.how === 'crash') one.disk = before
        return
      }
      left -= 1
      append(disk, change)
      disk.clock = receive(disk.clock, change.id, now + one.offset)
    }
  }
  const peer = disk.peers.get(bundle.from) ?? { vector: {}, newest: 0, sent: 0 }
  if (bundle.serial <= peer.newest) return
  disk.peers.set(bundle.from, { ...peer, vector: bundle.vector, newest: bundle.serial })
}

function vectorOfStream(disk: Disk, { site, scope }: Change): Vector {
  const key = streamKey(site, scope)
  return { [key]: disk.streams.get(key)?.changes.length ?? 0 }
}

/** Puts a computer back to its backup. It is a new site from then on: its old stream may have gone on without it. */
export function restore(one: Computer & { readonly index: number }): void {
  one.disk = copyOf(one.backup)
  one.lives += 1
  one.site = siteName(one.index, one.lives)
}

/** Every change on a disk. */
export function changesOn(disk: Disk): Change[] {
  return [...disk.streams.values()].flatMap(({ changes }) => changes)
}

/** The values of one key that a disk shows as undecided, by change. */
export function headsOn(disk: Disk, record: string, key: string) {
  const state = disk.states.get(record)
  return state ? headsOf(state, key) : []
}
