/**
 * `npm start`: builds what is stale and opens the app in whatever this machine has, saying what and why.
 * `npm start -- --loopback` forces the browser; `--test-electron` skips looking for the official Electron.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { projectNode, root, run } from './project-node.mjs'

// What follows needs packages, so it is loaded only once this is known.
if (!existsSync(join(root, 'node_modules'))) {
  console.error('无法启动：请先运行 npm ci。')
  process.exit(1)
}
const { bundle, groups } = await import('./bundle.mjs')
const { findElectron } = await import('./electron-runtime.mjs')
const { testApp } = await import('./test-app.mjs')
const { testElectronNotice } = await import('./test-electron.mjs')

const options = new Set(process.argv.slice(2))
const unknown = [...options].filter((word) => !['--loopback', '--test-electron'].includes(word))
if (unknown.length > 0) {
  console.error(`不认识的选项：${unknown.join(' ')}。可用：--loopback、--test-electron`)
  process.exit(2)
}
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Why no window can be opened here, or undefined. */
function noDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return undefined
  return '没有图形界面（DISPLAY 和 WAYLAND_DISPLAY 都没有设置）'
}

/** Where the desktop keeps its profile, so that the browser sees the same records. */
function defaultProfile() {
  if (process.env.YUANBA_PROFILE) return process.env.YUANBA_PROFILE
  if (process.platform === 'win32') return join(process.env.APPDATA ?? homedir(), 'yuanba', 'profile')
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support/yuanba/profile')
  return join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'yuanba', 'profile')
}

async function startLoopback(reason) {
  console.error(`改用浏览器方式运行：${reason}。`)
  await bundle(groups.loopback)
  return run(projectNode(), [
    join(root, 'dist/loopback.cjs'),
    ...['--profile', defaultProfile(), '--app-version', version],
  ])
}

/** Why this Electron does not even load here, such as a missing system library; undefined when it does. */
function notRunnable({ executable }) {
  const probe = spawnSync(executable, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  if (probe.error === undefined && probe.signal === null && probe.status !== 127) return undefined
  return (probe.error?.message ?? probe.stderr).trim().split('\n')[0] || 'Electron 无法运行'
}

async function startDesktop(electron) {
  const test = electron.kind === 'test'
  if (test) console.error(`注意：${testElectronNotice}`)
  if (!test) await bundle(groups.desktop)
  console.error(`使用 Electron ${electron.version}${test ? '（测试用）' : ''}`)
  const env = { ...process.env }
  delete env.ELECTRON_RUN_AS_NODE
  return run(electron.executable, [test ? await testApp() : root], { env })
}

async function start() {
  if (options.has('--loopback')) return startLoopback('指定了 --loopback')
  const blind = noDisplay()
  if (blind) return startLoopback(blind)
  // Chromium's sandbox does not work for root, and without it no window is opened.
  if (process.getuid?.() === 0)
    return startLoopback('现在是 root 用户，窗口的沙箱不能使用，请用普通用户打开窗口')
  const electron = await findElectron({ official: !options.has('--test-electron') })
  if (electron.kind === 'none') return startLoopback(`没有可用的 Electron,${electron.reason}`)
  const broken = notRunnable(electron)
  return broken ? startLoopback(`Electron 在这台机器上不能运行，${broken}`) : startDesktop(electron)
}

process.exitCode = await start().catch((error) => {
  console.error(`无法启动：${error.message}`)
  return 1
})
