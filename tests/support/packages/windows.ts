import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import type { Run } from '../desks/cli'
import { type ChildProcess, spawn } from '../machine/programs'

/**
 * A Windows to try programs in: this computer's own, or wine with a disk of its own that goes afterwards. Tests that use it
 * declare `needs('windows')`.
 */
export interface Windows {
  /** A path of this machine as Windows says it. */
  said(path: string): string
  /** Runs a program to its end. It is a path of this machine, or a name that Windows finds itself. */
  run(program: string, args: readonly string[], env?: Env): Promise<Run>
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
    outputs: mkdtempSync(join(own, 'outputs-')),
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
    outputs: home,
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

type Output = 'ignore' | number
type Launch = (
  program: string,
  args: readonly string[],
  env: Env,
  stdio: readonly ['ignore' | 'pipe', Output, Output],
) => ChildProcess

const silent = ['ignore', 'ignore', 'ignore'] as const

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
  /** A folder for what programs say. */
  readonly outputs: string
  readonly launch: Launch
  /** Has files open as they are registered for this person. */
  readonly showClasses: () => Promise<void>
  readonly close: () => Promise<void>
}): Windows {
  const { folders, said, launch, showClasses, close } = spec
  let count = 0
  // Into files: Windows' programs take Node's pipes on Linux for no output at all, and a desktop that the first window starts
  // would hold a pipe open for ever.
  const run: Windows['run'] = async (program, args, env = {}) => {
    count += 1
    const paths = ['out', 'err'].map((name) => join(spec.outputs, `${count}.${name}`))
    const files = paths.map((path) => openSync(path, 'w'))
    const [out = 0, err = 0] = files
    const code = await exitCode(launch(program, args, env, ['ignore', out, err])).finally(() => {
      for (const file of files) closeSync(file)
    })
    const [stdout = '', stderr = ''] = paths.map((path) => readFileSync(path, 'utf8'))
    return { code, stdout, stderr }
  }
  return {
    folders,
    said,
    run,
    close,
    start: (program, args, env = {}) => launch(program, args, env, silent),
    open: async (path) => {
      await showClasses()
      // The empty text is the title of a window, which the first quoted word would be taken for.
      return (await run('cmd.exe', ['/c', 'start', '', '/wait', said(path)])).code
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

function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((done, failed) => {
    child.on('error', failed)
    child.on('exit', (code) => done(code ?? -1))
  })
}
