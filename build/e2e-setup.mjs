/** Before the end-to-end tests: a current build, and the Electron and browser that they drive, by environment. */
import { existsSync, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { bundle, targets } from './bundle.mjs'
import { projectNode, root } from './project-node.mjs'
import { testDesktop } from './test-app.mjs'

/** Path of an installed Chromium or Chrome, or undefined. */
export function findChromium() {
  if (process.env.YUANBA_CHROMIUM) return process.env.YUANBA_CHROMIUM
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path))
}

/** Whether something that the window tests need is missing here, in words; undefined when they can run. */
export function noWindow() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return '测试用的 Electron 只有 linux-x64 版本'
  return process.env.DISPLAY ? undefined : '没有图形界面(可安装 xvfb 和 xauth)'
}

export default async function setup() {
  await bundle(Object.keys(targets))
  mkdirSync(join(root, 'test-output'), { recursive: true })
  process.env.YUANBA_TEST_NODE = projectNode()
  const chromium = findChromium()
  if (chromium) process.env.YUANBA_CHROMIUM = chromium
  if (noWindow()) return
  const { executable, app } = await testDesktop()
  process.env.YUANBA_TEST_ELECTRON = executable
  process.env.YUANBA_TEST_APP = app
}
