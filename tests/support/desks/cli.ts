import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runCli as runCommand } from '../../../electron/hosts/cli/run'
import type { Terminal } from '../../../electron/hosts/cli/terminal'
import type { ImportedFile } from '../../../shared/contract/exchanged-files'
import { spawn } from '../machine/programs'
import { readWorkbook } from '../machine/read-workbook'
import { testsFolder } from '../machine/tests-folder'
import { waitingIn } from './admission'

const root = resolve(__dirname, '../../..')

/** What one run of `yuanba` left behind. */
export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The program and arguments that start `yuanba`. */
export function commandLine(args: readonly string[]): readonly [string, ...string[]] {
  return [process.execPath, join(root, 'build/yuanba.mjs'), ...args]
}

/** Low cost: what scrypt costs is not what these tests are about. */
const kdfCost = 2 ** 10

/**
 * Runs `yuanba` in this process: the same command, without the start of two processes and a costly scrypt. What a process
 * is like (its start, its memory, its lock, its signals) is tested by `runCli`.
 */
export async function runHere(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  extra: Partial<Terminal> = {},
): Promise<Run> {
  const text = { stdout: '', stderr: '' }
  const code = await runCommand(args, {
    env,
    answer: (line) => {
      text.stdout += `${line}\n`
    },
    notice: (line) => {
      text.stderr += `${line}\n`
    },
    isWatched: false,
    kdfCost,
    readWorkbook,
    ...extra,
  })
  return { code, stdout: text.stdout, stderr: text.stderr }
}

/** Runs `yuanba` as anybody would, in a process of its own, with nothing but what is given in its environment. */
export function runCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  return new Promise((done, failed) => {
    const [program, ...given] = commandLine(args)
    const child = spawn(program, given, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', ...env },
    })
    const text = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        text[name] += chunk
      })
    child.on('error', failed)
    child.on('close', (code) => done({ code: code ?? -1, ...text }))
  })
}

/** A laptop that is only used from the command line. */
export interface Laptop {
  readonly profile: string
  /** Runs a command that must succeed, and answers its JSON document. */
  json<T>(...args: readonly string[]): Promise<T>
  /** Runs a command that must be refused: its exit code and the error of its JSON document. */
  refused(
    ...args: readonly string[]
  ): Promise<{ code: number; error: { code: string; params: Params; message: string } }>
  /** Runs a command without `--json`. */
  text(...args: readonly string[]): Promise<Run>
  /** The same laptop, each command in a process of its own. */
  readonly byProcess: Laptop
}
type Params = Readonly<Record<string, unknown>>

/** A folder for one test file's profiles, sticks and outputs. */
export interface Desk {
  readonly folder: string
  path(...names: readonly string[]): string
  /** Writes a small file and answers its path. */
  write(name: string, text: string): string
  laptop(name: string, env?: Readonly<Record<string, string>>): Laptop
  clear(): void
}

export const passphrase = '院坝里的桂花开了'

type Runner = (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Run>

/** Sets up an empty desk in the folder of this run's tests. */
export function openDesk(): Desk {
  const folder = mkdtempSync(join(testsFolder(), 'yuanba-cli-'))
  const path = (...names: readonly string[]): string => join(folder, ...names)
  return {
    folder,
    path,
    write: (name, text) => {
      writeFileSync(path(name), text)
      return path(name)
    },
    laptop: (name, env = {}) => laptop(path(name), { YUANBA_PASSPHRASE: passphrase, ...env }, runHere),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A laptop whose `yuanba` is started by `runner`, with its passphrase in `env`. */
export function laptop(profile: string, env: Readonly<Record<string, string>>, runner: Runner): Laptop {
  const all = { YUANBA_PROFILE: profile, ...env }
  const text = (...args: readonly string[]): Promise<Run> => runner(args, all)
  const run = (args: readonly string[]): Promise<Run> => runner([...args, '--json'], all)
  return {
    profile,
    text,
    get byProcess() {
      return laptop(profile, env, runCli)
    },
    json: async (...args) => {
      const { code, stdout, stderr } = await run(args)
      if (code !== 0) throw new Error(`yuanba ${args.join(' ')}: exit ${code}\n${stdout}\n${stderr}`)
      const told = JSON.parse(stdout)
      const isImport = args[0] === 'import' && !args.includes('--dry-run')
      return isImport ? telephoned(told, (site) => run(['site', 'admit', '--site', site])) : told
    },
    refused: async (...args) => {
      const { code, stdout } = await run(args)
      const { error } = JSON.parse(stdout)
      return { code, error }
    },
  }
}

interface Told {
  readonly files: readonly { readonly fromSite: string; readonly result: ImportedFile['result'] }[]
}

/** As at every desk of these tests somebody telephones with a new computer and lets it in; what it told once it was in. */
async function telephoned(told: Told, admit: (site: string) => Promise<Run>): Promise<Told> {
  let { files } = told
  for (const site of waitingIn(files)) {
    const { code, stdout } = await admit(site)
    if (code !== 0) throw new Error(`yuanba site admit: exit ${code}\n${stdout}`)
    const came: Told = JSON.parse(stdout)
    files = [...files.filter((file) => file.fromSite !== site || file.result !== 'waiting'), ...came.files]
  }
  return { ...told, files }
}

/** The peak of resident memory, in bytes, that a run with `YUANBA_DEBUG_MEMORY=1` told. */
export function peakMemory({ stderr }: Run): number {
  const told = /peak-rss-bytes (\d+)/.exec(stderr)?.[1]
  if (told === undefined) throw new Error(`no memory figure in: ${stderr}`)
  return Number(told)
}
