import { createRequire } from 'node:module'
import { join } from 'node:path'
import { sampleRows } from '../sample-rows'
import type { Task } from '../task'

/** A program that merges the same records, each step in a process of its own. */
export interface PeerProgram {
  readonly name: string
  /** In Chinese: what is merged into what. */
  readonly what: string
  /** Names with versions, as npm takes them. */
  readonly packages: readonly string[]
  /** How many times its time ours may take; `null`: shown only. */
  readonly limit: number | null
  /** How many times its memory ours may take; `null`: shown only. */
  readonly memoryLimit: number | null
  /** Makes what the other side sends, in the task's folder. */
  prepare(task: Task): Promise<void>
  /** Takes it into an empty store. @returns milliseconds without reading what was sent */
  merge(task: Task): Promise<number>
}

/** Loads a package of a peer from where the bench installed it. */
export function packageOf<T>({ cache }: Task, peer: string, name: string): T {
  return createRequire(join(cache, peer, 'package.json'))(name) as T
}

export type PeerCell = string | number | null

/** One record as peers take it: its id and its fields, a list as JSON text. */
export interface WrittenRow {
  readonly id: string
  readonly cells: readonly (readonly [field: string, value: PeerCell])[]
}

/** The very records that ours imports. */
export function* peerRows({ villages, size }: Task): Generator<WrittenRow> {
  for (const { id, set } of sampleRows(villages, { from: 0, to: size, overTwoYears: size }))
    yield { id, cells: Object.entries(set).map(([field, value]) => [field, cellOf(value)] as const) }
}

function cellOf(value: unknown): PeerCell {
  if (value === undefined || value === null) return null
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)
}

/** The fields of the records, as quoted column names. */
export function rowColumnsOf(task: Task): readonly string[] {
  const [first] = peerRows({ ...task, size: 1 })
  return (first?.cells ?? []).map(([field]) => `"${field}"`)
}

export function marks(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ')
}
