import * as system from 'node:child_process'
import { tmpdir } from 'node:os'
import { isAbsolute, join, resolve, sep } from 'node:path'
import { basics } from '../../build/needs.mjs'
import { askedToStart } from './needs'

/**
 * The one door through which tests start programs, with Node's own functions behind it: what only some machines have must have
 * been asked for with `needs('…')`. A test holds that nobody in `tests` goes past it.
 */

export type { ChildProcess, ChildProcessWithoutNullStreams } from 'node:child_process'

const root = resolve(__dirname, '../..')

/** What any machine has that runs these tests: Node, a shell's basics, and what this repository or a test has made. */
function isAtHand(program: string): boolean {
  if (program === process.execPath || basics.includes(program)) return true
  const made = [root, tmpdir()].map((folder) => join(folder, sep))
  return isAbsolute(program) && made.some((folder) => resolve(program).startsWith(folder))
}

const guarded = <Start extends (program: string, ...rest: never[]) => unknown>(start: Start): Start =>
  new Proxy(start, {
    apply(target, self, [program, ...rest]: [string, ...unknown[]]) {
      if (!isAtHand(program)) askedToStart(program)
      return Reflect.apply(target, self, [program, ...rest])
    },
  })

export const spawn = guarded(system.spawn)
export const spawnSync = guarded(system.spawnSync)
export const execFileSync = guarded(system.execFileSync)
