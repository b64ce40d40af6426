import { jsonOf } from './child'
import type { Lab } from './entry'

/** Work for a process of its own, so that its memory is its own: `yuanba bench --task` with this as JSON. */
export interface Task {
  /** A name among the tasks (tasks.ts). */
  readonly name: string
  /** Where the task finds what it works on and puts what it makes. */
  readonly folder: string
  readonly size: number
  /** Ids of the villages that sample rows stand at. */
  readonly villages: readonly string[]
  /** Where the packages of other programs are installed. */
  readonly cache: string
  /** Our own profile and the bundle for it. */
  readonly profile: string
  readonly bundle: string
}

/** What a task took: milliseconds of the part that counts, and the process's peak memory in bytes. */
export interface Reading {
  readonly ms: number
  readonly peak: number
}

export interface TaskOptions {
  /** The flags that our own program runs with in use; other programs run with Node's own settings. */
  readonly ourFlags: boolean
}

/** Runs a task in a process of its own. @throws Error with the last lines that it wrote, when it fails */
export async function inProcess(lab: Lab, task: Task, { ourFlags }: TaskOptions): Promise<Reading> {
  const [program, ...flags] = lab.cli
  const before = ourFlags ? flags : flags.slice(-1)
  const args = [...before, 'bench', '--task', JSON.stringify(task), '--json']
  return (await jsonOf(task.name, program, args)) as Reading
}
