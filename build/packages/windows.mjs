/**
 * The Windows setup out of a folder that is ready to run, by NSIS alone (`makensis`, on Debian the package `nsis`).
 * It also makes a folder with a stand-in for the program, where no Electron for Windows can be had.
 * What the setup does: build/windows.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root, run } from '../project-node.mjs'
import { app, appVersion, fileTypes } from './app.mjs'
import { electronBuilder } from './folder.mjs'

const scripts = join(root, 'build/windows')

/** Whether this machine can make a setup. */
export function hasMakensis() {
  return spawnSync('makensis', ['-VERSION'], { stdio: 'ignore' }).status === 0
}

/** NSIS takes `$` for a variable; `$$` is the sign itself. File names of Windows hold no `"`. */
const literal = (text) => text.replaceAll('$', '$$$$')

/** Runs makensis on one of build/windows' scripts. Its warnings end it: a misspelt constant is one. */
async function makensis(script, defines, options = []) {
  const given = Object.entries(defines).map(([name, value]) => `-D${name}=${value}`)
  const args = ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', ...options, ...given, join(scripts, script)]
  if ((await run('makensis', args, { cwd: scripts, stdio: ['ignore', 2, 2] })) !== 0)
    throw new Error(`makensis 没有做成 ${script}。`)
}

/** Every file and folder below, the deepest first, as paths inside with `\`. */
function contents(folder, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const inside = join(below, entry.name)
    const path = inside.replaceAll('/', '\\')
    return entry.isDirectory()
      ? [...contents(folder, inside), { path, isFolder: true }]
      : [{ path, isFolder: false }]
  })
}

/** What the uninstaller removes: what was installed and nothing else. A folder goes only when it is empty. */
export function uninstallList(folder) {
  const lines = contents(folder).map(
    ({ path, isFolder }) => `${isFolder ? 'RMDir' : 'Delete'} "$INSTDIR\\${literal(path)}"\n`,
  )
  return lines.join('')
}

/**
 * Makes the setup of a folder that is ready to run.
 * @param {{folder: string, out: string, version?: string, quick?: boolean}} spec `quick`: larger and made at once, for tests
 * @returns {Promise<string>} its path
 */
export async function writeSetup({ folder, out, version = appVersion(), quick = false }) {
  const work = mkdtempSync(join(tmpdir(), 'yuanba-setup-'))
  try {
    const list = join(work, 'list.nsh')
    const types = join(work, 'types.nsh')
    writeFileSync(list, uninstallList(folder))
    writeFileSync(
      types,
      fileTypes.map(({ extension, label }) => `\${EachType} "${extension}" "${label}"\n`).join(''),
    )
    mkdirSync(dirname(out), { recursive: true })
    await makensis(
      'setup.nsi',
      {
        NAME: app.name,
        EXECUTABLE: app.executable,
        ID: app.id,
        PUBLISHER: app.maintainer.replace(/ <.*/, ''),
        LICENCE: app.licence,
        VERSION: version,
        ICON: join(root, 'build/icons/icon.ico'),
        APP: folder,
        OUT: out,
        LIST: list,
        TYPES: types,
      },
      quick ? ['-DQUICK'] : [],
    )
    return out
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Makes the program that stands in for yuanba.exe in tests. */
export async function writeStandIn(out, version = appVersion()) {
  mkdirSync(dirname(out), { recursive: true })
  await makensis('stand-in.nsi', { OUT: out, VERSION: version, FOLDER: app.executable })
}

/**
 * Packs the production build for Windows as electron-builder.yml says, around a stand-in instead of Electron: all that ships
 * but the program itself. @returns {Promise<string>} the folder
 */
export async function packStandIn(output) {
  const { Arch, Platform, build } = await import('electron-builder')
  const work = mkdtempSync(join(tmpdir(), 'yuanba-stand-in-'))
  try {
    const standIn = join(work, 'electron.exe')
    await writeStandIn(standIn)
    for (const folder of ['resources', 'locales']) mkdirSync(join(work, folder))
    // Two languages: all but Chinese must be left out.
    for (const file of ['LICENSE', 'version', 'locales/en-US.pak', 'locales/zh-CN.pak'])
      writeFileSync(join(work, file), '')
    await build({
      targets: Platform.WINDOWS.createTarget('dir', Arch.x64),
      publish: 'never',
      projectDir: root,
      // On top of electron-builder.yml. Fuses are bits inside Electron's own program: a stand-in has none.
      config: {
        electronDist: work,
        electronFuses: null,
        directories: { output },
        win: { signAndEditExecutable: false },
      },
    })
    const folder = join(output, 'win-unpacked')
    // electron-builder has written a resource into it, and with that cut off the script that an NSIS program carries.
    copyFileSync(standIn, join(folder, `${app.executable}.exe`))
    return folder
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * Makes the setup, after a production build: around the official Electron where it can be had; else around a stand-in, for
 * tests of the setup alone, and says so.
 * @param {{official: boolean}} options
 * @returns {Promise<string>} what was made: the setup's path, or the folder that holds it
 */
export async function packageWindows({ official }) {
  const version = appVersion()
  const release = join(root, 'release')
  if (official) {
    // Without NSIS here electron-builder brings its own, with another script; build/windows/electron-builder.nsh brings it into line.
    const target = hasMakensis() ? 'dir' : 'nsis'
    if ((await electronBuilder(['--win', target])) !== 0) throw new Error('electron-builder 没有做成。')
    if (target === 'nsis') return release
    const out = join(release, `${app.executable}-setup-${version}-x64.exe`)
    return writeSetup({ folder: join(release, 'win-unpacked'), out })
  }
  if (!hasMakensis()) throw new Error('没有 makensis，做不成安装程序（Debian 上安装软件包 nsis）。')
  console.error('注意：安装程序里的主程序是替身，不是 Electron，只能用来测试安装和卸载，不得分发。')
  const output = join(release, 'stand-in')
  rmSync(output, { recursive: true, force: true })
  const out = join(output, `${app.executable}-stand-in-${version}-x64.exe`)
  return writeSetup({ folder: await packStandIn(output), out })
}
