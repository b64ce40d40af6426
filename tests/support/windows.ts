import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import type { Run } from './cli'
import { type ChildProcess, spawn } from './programs'

/**
 * A Windows to try programs in: this computer's own, or wine with a disk of its own that goes afterwards. Tests that use it
 * declare `needs('windows')`.
 */
export interface Windows {
  /** A path of this machine as Windows says it. */
  said(path: string): string
  /** Runs a program of the console to its end. It is a path of this machine, or a name that Windows finds itself. */
  run(program: string, args: readonly string[], env?: Env): Promise<Run>
  /** Runs a program that may show windows to its end, and answers its exit code. */
  runWindowed(program: string, args: readonly string[]): Promise<number>
  /** Starts a program that stays. */
  start(program: string, args: readonly string[], env?: Env): ChildProcess
  /** What a double click on a file does; when the program that opens it has ended, with what that answered. */
  open(path: string): Promise<number>
  /** A registry key with all below it, as `reg export` writes it; undefined when there is none. */
  registry(key: string): Promise<string | undefined>
  /** Where this person's things lie, as paths of this machine. `own` is an empty folder that goes afterwards. */
  readonly folders: WindowsFolders
  close(): Promise<void>
}

export interface WindowsFolders {
  readonly own: string
  readonly appData: string
  readonly localAppData: string
  readonly desktop: string
  readonly startMenu: string
}

type Env = Readonly<Record<string, string>>

/** Starts a Windows; under wine that takes some ten seconds. */
export async function openWindows(): Promise<Windows> {
  return process.platform === 'win32' ? ownWindows() : wine()
}

function ownWindows(): Windows {
  const own = mkdtempSync(join(tmpdir(), 'yuanba-windows-'))
  const { APPDATA: appData = '', LOCALAPPDATA: localAppData = '', USERPROFILE: home = '' } = process.env
  return windowsOf({
    folders: foldersOf(own, { appData, localAppData, desktop: join(home, 'Desktop') }),
    said: (path) => path,
    showClasses: async () => undefined,
    launch: (program, args, env, stdio) =>
      spawn(program, args, { env: { ...process.env, ...env }, stdio: [...stdio] }),
    close: async () => rmSync(own, { recursive: true, force: true, maxRetries: 5 }),
  })
}

async function wine(): Promise<Windows> {
  const work = mkdtempSync(join(tmpdir(), 'yuanba-wine-'))
  const [prefix, home] = [join(work, 'prefix'), join(work, 'home')]
  mkdirSync(home, { mode: 0o700 })
  const base: Env = {
    PATH: process.env.PATH ?? '',
    // Wine links this person's desktop into its disk otherwise.
    HOME: home,
    XDG_RUNTIME_DIR: home,
    LC_ALL: 'C.UTF-8',
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    // No downloads of .NET and a browser, no entries in this machine's menus; electron-builder's setup takes wine's
    // PowerShell for a working one.
    WINEDLLOVERRIDES: 'mscoree=;mshtml=;winemenubuilder.exe=;powershell.exe=',
  }
  const launch: Launch = (program, args, env, stdio) =>
    spawn('wine', [program, ...args], { env: { ...base, ...env }, stdio: [...stdio] })
  const booted = await exitCode(launch('wineboot.exe', ['--init'], {}, silent))
  if (booted !== 0) throw new Error(`wine did not start: ${booted}`)
  // Each program would start all of wine's services anew, were there no other.
  launch('cmd.exe', [], {}, ['pipe', 'ignore', 'ignore'])
  const disk = join(prefix, 'drive_c')
  const [person = ''] = readdirSync(join(disk, 'users')).filter((name) => name !== 'Public')
  const profile = join(disk, 'users', person)
  const own = join(disk, '院坝 测试')
  mkdirSync(own)
  return windowsOf({
    folders: foldersOf(own, {
      appData: join(profile, 'AppData/Roaming'),
      localAppData: join(profile, 'AppData/Local'),
      desktop: join(profile, 'Desktop'),
    }),
    said: (path) =>
      (path.startsWith(disk + sep) ? `C:\\${relative(disk, path)}` : `Z:${path}`).replaceAll('/', '\\'),
    // Windows opens files by what is registered for the person and for the machine; wine looks at the machine's alone.
    showClasses: async () => {
      const keys = ['HKCU', 'HKLM'].map((hive) => `${hive}\\Software\\Classes`)
      await exitCode(launch('reg.exe', ['copy', ...keys, '/s', '/f'], {}, silent))
    },
    launch,
    close: async () => {
      // Only the server of this prefix; it answers with an error when nothing runs there any more.
      await exitCode(spawn('wineserver', ['--kill'], { env: base, stdio: 'ignore' }))
      await exitCode(spawn('wineserver', ['--wait'], { env: base, stdio: 'ignore' }))
      rmSync(work, { recursive: true, force: true, maxRetries: 5 })
    },
  })
}

type Stdio = readonly ['ignore' | 'pipe', 'ignore' | 'pipe', 'ignore' | 'pipe']
type Launch = (program: string, args: readonly string[], env: Env, stdio: Stdio) => ChildProcess

const piped: Stdio = ['ignore', 'pipe', 'pipe']
/** The first program with a window starts a desktop that outlives it: a pipe that both hold would never end. */
const silent: Stdio = ['ignore', 'ignore', 'ignore']

const foldersOf = (
  own: string,
  places: Pick<WindowsFolders, 'appData' | 'localAppData' | 'desktop'>,
): WindowsFolders => ({
  ...places,
  own,
  startMenu: join(places.appData, 'Microsoft/Windows/Start Menu/Programs'),
})

function windowsOf(spec: {
  readonly folders: WindowsFolders
  readonly said: (path: string) => string
  readonly launch: Launch
  /** Has files open as they are registered for this person. */
  readonly showClasses: () => Promise<void>
  readonly close: () => Promise<void>
}): Windows {
  const { folders, said, launch, showClasses, close } = spec
  const run: Windows['run'] = (program, args, env = {}) => finished(launch(program, args, env, piped))
  const runWindowed: Windows['runWindowed'] = (program, args) => exitCode(launch(program, args, {}, silent))
  return {
    folders,
    said,
    run,
    runWindowed,
    close,
    start: (program, args, env = {}) => launch(program, args, env, silent),
    open: async (path) => {
      await showClasses()
      // The empty text is the title of a window, which the first quoted word would be taken for.
      return runWindowed('cmd.exe', ['/c', 'start', '', '/wait', said(path)])
    },
    registry: async (key) => {
      const file = join(folders.own, 'exported.reg')
      const { code } = await run('reg.exe', ['export', key, said(file), '/y'])
      if (code !== 0) return undefined
      const text = readFileSync(file, 'utf16le')
      rmSync(file)
      return text.replaceAll('\r\n', '\n')
    },
  }
}

function finished(child: ChildProcess): Promise<Run> {
  return new Promise((done, failed) => {
    const text = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const)
      child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
        text[name] += chunk
      })
    child.on('error', failed)
    child.on('close', (code) => done({ code: code ?? -1, ...text }))
  })
}

function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((done, failed) => {
    child.on('error', failed)
    child.on('exit', (code) => done(code ?? -1))
  })
}
