import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import { fileNeeds } from '../../support/machine/needs'
import { execFileSync } from '../../support/machine/programs'
import { openWindows, type Windows } from '../../support/packages/windows'
import { root, until } from '../../support/screens/screen'

// The program is a stand-in: Electron for Windows can not be had where there is no network. What the setup does with files,
// shortcuts, the registry and a running program is real. `YUANBA_SETUP` names another setup to try in its place.
fileNeeds('windows', 'makensis')

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const listed = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\cn.yuanba.desktop'
const classes = 'HKCU\\Software\\Classes'
/** Exit code of a setup that refuses because the program runs. */
const running = 5
const given = process.env.YUANBA_SETUP

let windows: Windows
let setup: string
let former: string
/** Where it is installed: a path with a space and Chinese characters. */
let place: string
let profile: string

beforeAll(async () => {
  const node = (...args: readonly string[]): string =>
    execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  node('build/package.mjs', '--win', '--stand-in', '--built')
  setup = given ?? join(root, `release/stand-in/yuanba-stand-in-${version}-x64.exe`)
  windows = await openWindows()
  former = node('tests/support/child/windows-setup.mjs', windows.folders.own, '0.0.1')
  place = join(windows.folders.own, '普法 程序')
  profile = join(windows.folders.appData, 'yuanba')
})
afterAll(() => windows.close())

/** NSIS takes the rest of the command line for the folder, and no quotes around it. */
const folderOption = (option: string, folder: string): readonly string[] =>
  `${option}=${windows.said(folder)}`.split(' ')

const install = async (file: string): Promise<number> =>
  (await windows.run(file, ['/S', ...folderOption('/D', place)])).code

/** An uninstaller goes on from a copy of itself; told where it lies, it stays, and one can wait for it. */
const uninstall = async (): Promise<number> =>
  (await windows.run(join(place, 'uninstall.exe'), ['/S', ...folderOption('_?', place)])).code

const shortcuts = (): readonly string[] =>
  [windows.folders.desktop, windows.folders.startMenu].map((folder) => join(folder, '院坝普法台.lnk'))

/** Whether a file of Windows holds a text. */
const holds = (file: string, text: string): boolean =>
  readFileSync(file).includes(Buffer.from(text, 'utf16le'))

/** A path as `reg export` writes it. */
const inRegistry = (path: string): string => windows.said(path).replaceAll('\\', '\\\\')

/** Does something while the installed program runs. */
async function whileRunning(work: () => Promise<void>): Promise<void> {
  rmSync(profile, { recursive: true, force: true })
  const program = windows.start(join(place, 'yuanba.exe'), ['--stay'])
  const ended = new Promise((done) => program.once('close', done))
  try {
    await until('the program has started', async () => existsSync(profile) || undefined)
    await work()
  } finally {
    program.kill('SIGKILL')
    await ended
  }
}

describe('the folder that the setup carries', () => {
  const packed = (...names: readonly string[]): string =>
    join(root, 'release/stand-in/win-unpacked', ...names)

  it('holds the app, the addon for Windows alone, and no language but Chinese', () => {
    const files = listPackage(packed('resources/app.asar'), { isPack: false }).map((file) =>
      file.replaceAll('\\', '/'),
    )
    expect(files.filter((file) => file.endsWith('.node'))).toEqual([
      '/node_modules/better-sqlite3/prebuilds/win32-x64.node',
    ])
    expect(files).toEqual(expect.arrayContaining(['/dist/main/main.cjs', '/dist/engine-utility.cjs']))
    expect(files.filter((file) => !/^\/(dist|node_modules|LICENSE$|package\.json$)/.test(file))).toEqual([])
    expect(readdirSync(packed('locales'))).toEqual(['zh-CN.pak'])
  })
})

describe('the setup for Windows, silently', () => {
  it('installs for one person, into a path with a space and Chinese characters', async () => {
    expect(await install(setup)).toBe(0)
    expect(existsSync(join(place, 'yuanba.exe'))).toBe(true)
    expect(existsSync(join(place, 'resources/app.asar'))).toBe(true)
    expect(existsSync(join(windows.folders.localAppData, 'yuanba-updater'))).toBe(false)
  })

  it('puts shortcuts to the program on the desktop and into the start menu', () => {
    for (const text of [windows.said(place), 'yuanba.exe'])
      expect(shortcuts().map((file) => holds(file, text))).toEqual([true, true])
  })

  it('stands in the list of programs, with what Windows needs to remove it', async () => {
    const entry = await windows.registry(listed)
    const lines = [
      '"DisplayName"="院坝普法台"',
      `"DisplayVersion"="${version}"`,
      `"InstallLocation"="${inRegistry(place)}"`,
      `"QuietUninstallString"="\\"${inRegistry(join(place, 'uninstall.exe'))}\\" /S"`,
    ]
    for (const line of lines) expect(entry).toContain(line)
    expect(entry).toMatch(/"EstimatedSize"=dword:000[0-9a-f]{5}\n/)
  })

  it.each(['ybb', 'ybj', 'ybu'])('registers .%s', async (extension) => {
    const type = `cn.yuanba.desktop.${extension}`
    expect(await windows.registry(`${classes}\\.${extension}`)).toContain(`@="${type}"`)
    expect(await windows.registry(`${classes}\\${type}\\shell\\open\\command`)).toContain(
      `@="\\"${inRegistry(join(place, 'yuanba.exe'))}\\" \\"%1\\""`,
    )
  })

  it('has a double click on a file start the program with the whole path of it', async () => {
    const file = join(windows.folders.own, '院坝-云锦街道A-致-示范区 0001.ybb')
    writeFileSync(file, '')
    rmSync(profile, { recursive: true, force: true })
    expect(await windows.open(file)).toBe(0)
    expect(readFileSync(join(profile, 'started.txt'), 'utf16le')).toBe(`\ufeff"${windows.said(file)}"`)
  })

  it('refuses to install over a running program, or to remove it, and changes nothing', async () => {
    const before = readFileSync(join(place, 'resources/app.asar')).length
    await whileRunning(async () => {
      expect([await install(setup), await uninstall()]).toEqual([running, running])
    })
    expect(readFileSync(join(place, 'resources/app.asar')).length).toBe(before)
    expect(shortcuts().map((file) => existsSync(file))).toEqual([true, true])
  })

  it('removes what it installed, and leaves the records and what somebody put into its folder', async () => {
    mkdirSync(profile, { recursive: true })
    writeFileSync(join(profile, 'profile.db'), 'records')
    writeFileSync(join(place, '我的便笺.txt'), 'mine')
    expect(await uninstall()).toBe(0)
    // Told where it lies, it can not remove itself; started by Windows it does.
    expect(readdirSync(place).filter((name) => name !== 'uninstall.exe')).toEqual(['我的便笺.txt'])
    expect(shortcuts().map((file) => existsSync(file))).toEqual([false, false])
    const keys = [listed, `${classes}\\.ybb`, `${classes}\\.ybj`, `${classes}\\cn.yuanba.desktop.ybb`]
    for (const key of keys) expect([key, await windows.registry(key)]).toEqual([key, undefined])
    expect(readFileSync(join(profile, 'profile.db'), 'utf8')).toBe('records')
    rmSync(place, { recursive: true })
  })
})

describe('a newer setup over an older version', () => {
  const old = (): string => join(place, 'resources/former $INSTDIR')

  it('takes the older files away and keeps the records', async () => {
    expect(await install(former)).toBe(0)
    expect(readdirSync(old())).toEqual(['former.txt'])
    writeFileSync(join(profile, 'profile.db'), 'records of the older version')
    expect(await install(setup)).toBe(0)
    expect(existsSync(old())).toBe(false)
    expect(existsSync(join(place, 'resources/app.asar'))).toBe(true)
    expect(await windows.registry(listed)).toContain(`"DisplayVersion"="${version}"`)
    expect(readFileSync(join(profile, 'profile.db'), 'utf8')).toBe('records of the older version')
  })

  it('installed elsewhere, leaves one program and one entry', async () => {
    const first = place
    place = join(windows.folders.own, 'elsewhere')
    expect(await install(setup)).toBe(0)
    expect(existsSync(first)).toBe(false)
    expect(await windows.registry(listed)).toContain(`"InstallLocation"="${inRegistry(place)}"`)
  })

  it('is removed by Windows without leaving anything but the records', async () => {
    await windows.run(join(place, 'uninstall.exe'), ['/S'])
    // Its copy works on after the folder is gone: the shortcuts go later than that.
    await until(
      'the folder and the shortcuts are gone',
      async () => ![place, ...shortcuts()].some((file) => existsSync(file)) || undefined,
    )
    expect(readFileSync(join(profile, 'profile.db'), 'utf8')).toBe('records of the older version')
  })
})
