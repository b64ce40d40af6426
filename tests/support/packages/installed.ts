import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type ChildProcess, execFileSync, spawn } from '../machine/programs'
import { askPage, devtoolsPort, evaluate, pageAddress } from '../screens/devtools'
import { until } from '../screens/screen'
import type { DebianRoot } from './debian-root'

/** A display of this test's own: the programs of another root have no key to a person's. */
export interface Display {
  readonly name: string
  close(): Promise<void>
}

export async function openDisplay(): Promise<Display> {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '1', '-screen', '0', '1366x768x24', '-nolisten', 'tcp', '-ac'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const [number] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string]
  return { name: `:${number.trim()}`, close: () => ended(server, 'SIGTERM') }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}

/** The installed program with its window open, as an ordinary user has it. */
export interface Installed {
  /** Asks the engine over the page. @throws Error with the engine's answer when that is an error */
  call(name: string, input: object): Promise<unknown>
  /** What the page shows. */
  text(): Promise<string>
  picture(file: string): Promise<void>
  /** What the window says it belongs to (WM_CLASS). */
  windowClass(): string
  /** Of each process of the program: its kind (`renderer`, `zygote` … or `browser`), and what it may not do. */
  processes(): readonly Confined[]
  /** Closes the window and waits for the end, as a person leaves. */
  leave(): Promise<void>
  kill(): Promise<void>
}

/** How a process is held. */
export interface Confined {
  readonly kind: string
  /** User ids: real, effective, saved, of the file system. */
  readonly uids: string
  /** 2: the kernel answers only the system calls on a list. */
  readonly seccomp: string
  /** Which processes it sees: a namespace's name. */
  readonly sees: string
}

/** Everything that a process has started, and what that has. */
function descendants(of: number): readonly number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = Number(statusOf(Number(name)).get('PPid') ?? 0)
    children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const below = (pid: number): number[] =>
    (children.get(pid) ?? []).flatMap((child) => [child, ...below(child)])
  return below(of)
}

/** What the kernel tells of a process; undefined of one that has ended meanwhile. */
function told<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) return undefined
    throw error
  }
}

/** `/proc/<pid>/status` by name. */
function statusOf(pid: number): ReadonlyMap<string, string> {
  const lines = told(() => readFileSync(`/proc/${pid}/status`, 'utf8').split('\n')) ?? []
  return new Map(lines.map((line) => [line.split(':')[0] ?? '', (line.split(':\t')[1] ?? '').trim()]))
}

/** The words that a process was started with. A forked one writes its own over them, with spaces. */
const wordsOf = (pid: number): readonly string[] =>
  told(() =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split(/[\0 ]/)
      .filter((word) => word !== ''),
  ) ?? []

function confined(pid: number, program: string): readonly Confined[] {
  const words = wordsOf(pid)
  const sees = told(() => readlinkSync(`/proc/${pid}/ns/pid`))
  if (words[0] !== program || sees === undefined) return []
  const status = statusOf(pid)
  const kind = words.find((word) => word.startsWith('--type='))?.slice('--type='.length) ?? 'browser'
  return [{ kind, uids: status.get('Uid') ?? '', seccomp: status.get('Seccomp') ?? '', sees }]
}

/** A file of the root, and the program that it is thought to open with. */
export interface Click extends Omit<Start, 'language'> {
  readonly file: string
}

/** Opens a file as a file manager does. @returns the words that the program was started with; it is ended then */
export async function doubleClick({ debian, display, file, program }: Click): Promise<readonly string[]> {
  // The program ends with the command that started it, so that one goes on.
  const script = 'gio open "$1" && tail -f /dev/null'
  const child = debian.start('clerk', 'env', `DISPLAY=${display.name}`, 'sh', '-c', script, 'click', file)
  try {
    return await until(`${program} for ${file}`, async () =>
      descendants(child.pid ?? 0)
        .map(wordsOf)
        .find(([first]) => first === program),
    )
  } finally {
    await ended(child, 'SIGKILL')
  }
}

/** What an installed program is started with. */
export interface Start {
  readonly debian: DebianRoot
  readonly display: Display
  /** Its path in the root. */
  readonly program: string
  /** Of the person's desktop. */
  readonly language: string
}

/** Starts the installed program as the ordinary user and waits for its page. */
export async function startInstalled({ debian, display, program, language }: Start): Promise<Installed> {
  const child = debian.start(
    'clerk',
    'env',
    `DISPLAY=${display.name}`,
    `LANG=${language}`,
    program,
    // There is no graphics card here: a process for it fails at its start, now and then without being replaced.
    '--disable-gpu',
    '--remote-debugging-port=0',
  )
  const address = await devtoolsPort(child)
    .then(pageAddress)
    .catch(async (error) => {
      await ended(child, 'SIGKILL')
      throw error
    })
  return {
    async call(name, input) {
      const request = JSON.stringify({ name, input })
      const answer = await evaluate(address, `window.yuanba.invoke('engine.call', ${request})`)
      const { ok, error } = answer as { readonly ok?: unknown; readonly error?: unknown }
      if (error !== undefined) throw new Error(`${name}: ${JSON.stringify(error)}`)
      return ok
    },
    text: async () => String(await evaluate(address, 'document.body.innerText')),
    async picture(file) {
      const { data } = await askPage(address, 'Page.captureScreenshot', { format: 'png' })
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, Buffer.from(String(data), 'base64'))
    },
    windowClass() {
      const env = { ...process.env, DISPLAY: display.name, LC_ALL: 'C.UTF-8' }
      const windows = execFileSync('xwininfo', ['-root', '-tree'], { encoding: 'utf8', env })
      return /"(?:[^"]* · )?院坝普法台": \(([^)]*)\)/.exec(windows)?.[1] ?? ''
    },
    processes: () => descendants(child.pid ?? 0).flatMap((pid) => confined(pid, program)),
    async leave() {
      const exit = once(child, 'exit')
      // The page may be gone before it has answered.
      await evaluate(address, 'window.close()').catch(() => undefined)
      await exit
    },
    kill: () => ended(child, 'SIGKILL'),
  }
}
