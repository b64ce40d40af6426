/**
 * The program as a folder that starts, made by electron-builder: production bundles in an archive, the addon beside it,
 * fuses set. It never publishes and never signs, and works offline where the Electron is there.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { load } from 'js-yaml'
import { bundle, groups } from '../bundle.mjs'
import { officialElectron } from '../electron-runtime.mjs'
import { projectNode, root, run } from '../project-node.mjs'
import { shippedAddons } from '../sqlite-addon.mjs'
import { testApp } from '../test-app.mjs'
import { testElectronFolder, testElectronVersion } from '../test-electron.mjs'

/** Lies in each folder that is made over the test Electron. */
const warning = '仅供测试，不得分发.txt'

/**
 * Runs electron-builder.
 * @param {readonly string[]} args its own arguments @returns {Promise<number>} its exit code
 */
export function electronBuilder(args) {
  const env = { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false', npm_config_update_notifier: 'false' }
  const program = join(root, 'node_modules/electron-builder/cli.js')
  // What a person or a test reads on standard output is the folder alone.
  const stdio = ['ignore', 2, 2]
  return run(projectNode(), [program, ...args, '--publish', 'never'], { cwd: root, env, stdio })
}

/** The shipped configuration, over the test Electron and what it needs of the program. */
async function testConfiguration(output, work) {
  const shipped = load(readFileSync(join(root, 'electron-builder.yml'), 'utf8'))
  const app = await testApp()
  const files = shipped.linux.files
    .filter((pattern) => !String(pattern).startsWith('dist/') && pattern.from === undefined)
    .concat(
      { from: join(app, 'dist'), to: 'dist' },
      {
        from: join(app, 'node_modules/better-sqlite3/prebuilds'),
        to: 'node_modules/better-sqlite3/prebuilds',
      },
    )
  const note = join(work, warning)
  writeFileSync(note, '这个文件夹里的 Electron 是测试用的旧版，不得分发，不得录入真实数据。\n')
  return {
    ...shipped,
    directories: { ...shipped.directories, output },
    electronDist: await testElectronFolder(),
    electronVersion: testElectronVersion,
    extraFiles: [...shipped.extraFiles, { from: note, to: warning }],
    linux: { ...shipped.linux, files },
  }
}

/** @returns {Promise<string>} the folder that electron-builder made below `output` */
async function build(arch, output, args) {
  const code = await electronBuilder(['--linux', 'dir', `--${arch}`, ...args])
  if (code !== 0) throw new Error(`electron-builder 以 ${code} 结束。`)
  const folder = join(output, arch === 'x64' ? 'linux-unpacked' : `linux-${arch}-unpacked`)
  // What starts another program than ours; electron-builder leaves it where Electron came as a folder.
  for (const rest of ['resources/default_app.asar', 'version']) rmSync(join(folder, rest), { force: true })
  return folder
}

/**
 * A folder over the test Electron: for tests, never to be distributed. linux-x64 only.
 * @param {object} options
 * @param {boolean} [options.built] take the production build that is there, where it is not stale
 * @param {string} [options.output] where the folder is made; all that is there goes
 * @returns {Promise<string>} the folder; its program is `yuanba`
 */
export async function testPackage({ built = false, output = join(root, 'release/test') } = {}) {
  console.error(`注意：打出的是测试用的包（${output}），不得分发，不得录入真实数据。`)
  if (!built) await bundle(groups.desktop, { force: true })
  rmSync(output, { recursive: true, force: true })
  const work = mkdtempSync(join(tmpdir(), 'yuanba-package-'))
  try {
    const configuration = join(work, 'electron-builder.json')
    writeFileSync(configuration, JSON.stringify(await testConfiguration(output, work)))
    return await build('x64', output, ['--config', configuration])
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * A folder over the official Electron, with an addon for old systems: what a deb is made of.
 * @param {{arch?: 'x64' | 'arm64', built?: boolean, compiler?: 'zig' | 'system'}} options
 * @returns {Promise<string>} the folder; its program is `yuanba`
 * @throws Error where the official Electron cannot be had
 */
export async function linuxPackage({ arch = 'x64', built = false, compiler = 'zig' } = {}) {
  if (!built) await bundle(groups.desktop, { force: true })
  await shippedAddons([arch], compiler)
  const own = process.platform === 'linux' && process.arch === arch
  const electron = own ? await officialElectron() : undefined
  if (own && electron === undefined) throw new Error('没有官方 Electron，不能打正式的包。')
  // For another architecture electron-builder fetches the official one itself.
  return build(arch, join(root, 'release'), electron ? [`-c.electronDist=${dirname(electron)}`] : [])
}
