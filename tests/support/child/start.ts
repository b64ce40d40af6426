import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from '../machine/programs'

const root = resolve(__dirname, '../../..')

/** A test's child program, built once. */
export interface ChildProgram {
  /** Where it was built. */
  readonly file: string
  /** Starts it, in front of it `prefix`: another program that starts it with limits. */
  start(args: readonly string[], prefix?: readonly string[]): Child
  remove(): void
}

/** A running child: what it said, line by line, and how it ended. */
export interface Child {
  readonly process: ChildProcessWithoutNullStreams
  readonly lines: readonly string[]
  /** Resolves with the first line that it says, `undefined` when it ends without a word. */
  readonly begun: Promise<string | undefined>
  /** What it said on stderr. */
  readonly complaints: readonly string[]
  /** The exit code, `null` when it was killed. */
  readonly ended: Promise<number | null>
}

/**
 * Builds `tests/support/child/NAME.ts` where its packages are found. Its code is compiled once for all its processes and threads: what
 * one that ended in peace left of that is read by the next ones.
 */
export function buildChild(name: string): ChildProgram {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'yuanba-child-'))
  const file = join(folder, `${name}.cjs`)
  execFileSync(process.execPath, [join(__dirname, 'bundle.mjs'), join(__dirname, `${name}.ts`), file])
  return {
    file,
    start: (args, prefix = []) => {
      const [program = '', ...rest] = [...prefix, process.execPath, file, ...args]
      // Who starts it with limits looks at all that it writes.
      const compiled = prefix.length === 0 ? { NODE_COMPILE_CACHE: join(folder, 'compiled') } : {}
      return watched(spawn(program, rest, { cwd: root, env: { ...process.env, ...compiled } }))
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function watched(child: ChildProcessWithoutNullStreams): Child {
  const lines: string[] = []
  const told: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => told.push(text))
  const ended = new Promise<number | null>((done, failed) => {
    child.on('error', failed)
    child.on('close', (code) => done(code))
  })
  const begun = new Promise<string | undefined>((done, failed) => {
    let rest = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n')
      rest = parts.pop() ?? ''
      lines.push(...parts)
      if (lines[0] !== undefined) done(lines[0])
    })
    ended.then(() => done(lines[0]), failed)
  })
  return { process: child, lines, begun, complaints: told, ended }
}
