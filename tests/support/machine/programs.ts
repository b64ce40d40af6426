import * as system from 'node:child_process'
import { tmpdir } from 'node:os'
import { isAbsolute, join, resolve, sep } from 'node:path'
import { basics, needs } from '../../../build/needs.mjs'
import { askedToStart } from './needs'
import { testsFolder } from './tests-folder'

/**
 * The one door through which tests start programs, with Node's own functions behind it: what only some machines have must have
 * been asked for with `needs('…')`. A test holds that nobody in `tests` goes past it.
 */

export type { ChildProcess, ChildProcessWithoutNullStreams } from 'node:child_process'

const root = resolve(__dirname, '../../..')

/** What any machine has that runs these tests: Node, a shell's basics, and what this repository or a test has made. */
function isAtHand(program: string): boolean {
  if (program === process.execPath || basics.includes(program)) return true
  const made = [root, tmpdir(), testsFolder()].map((folder) => join(folder, sep))
  return isAbsolute(program) && made.some((folder) => resolve(program).startsWith(folder))
}

/** What of a shell's basics starts other programs: theirs are the words of what it is given. */
const starters = ['sh', 'env', 'find', 'xargs']
const known = new Set(Object.values(needs).flatMap(({ starts }) => starts))

/** What a call starts that must have been asked for. */
function* startedBy(program: string, args: unknown): Generator<string> {
  if (!isAtHand(program)) yield program
  if (!starters.includes(program) || !Array.isArray(args)) return
  for (const word of args.join(' ').match(/[\w-]+/g) ?? []) if (known.has(word)) yield word
}

const guarded = <Start extends (program: string, ...rest: never[]) => unknown>(start: Start): Start =>
  new Proxy(start, {
    apply(target, self, [program, ...rest]: [string, ...unknown[]]) {
      for (const name of startedBy(program, rest[0])) askedToStart(name)
      return Reflect.apply(target, self, [program, ...rest])
    },
  })

export const spawn = guarded(system.spawn)
export const spawnSync = guarded(system.spawnSync)
export const execFileSync = guarded(system.execFileSync)
