/** Looks at the unpacked program before a package is made of it: a wrong folder is refused, not packed. */
import { closeSync, existsSync, globSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { app } from './app.mjs'

/** ELF's number of the processor that a file is for (`e_machine`). */
const machines = { x64: 62, arm64: 183 }

/** The processor that a program or library is for, as ELF numbers it; undefined for any other file. */
function machineOf(path) {
  const head = Buffer.alloc(20)
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, head.length, 0)
  } finally {
    closeSync(file)
  }
  return head.toString('latin1', 0, 4) === '\x7fELF' ? head.readUInt16LE(18) : undefined
}

/**
 * @param {string} folder the unpacked program
 * @param {'x64' | 'arm64'} arch the processor that the package will name
 * @throws Error in words, when something is missing, too much, or for another processor
 */
export function checkUnpacked(folder, arch) {
  const whole = [
    ...[app.executable, 'chrome-sandbox', 'LICENSE.electron.txt', 'LICENSES.chromium.html', 'LICENSES.txt'],
    ...['locales/zh-CN.pak', 'resources/app.asar'],
  ]
  const missing = whole.filter((name) => !existsSync(join(folder, name)))
  if (missing.length > 0) throw new Error(`${folder} 不是完整的程序，缺少：${missing.join('、')}`)

  const addons = globSync('resources/app.asar.unpacked/**/*.node', { cwd: folder })
  if (addons.length === 0) throw new Error(`${folder} 里没有数据库模块。`)
  const strangers = [app.executable, 'chrome-sandbox', ...addons].filter(
    (name) => machineOf(join(folder, name)) !== machines[arch],
  )
  if (strangers.length > 0) throw new Error(`不是 ${arch} 的文件：${strangers.join('、')}`)

  const languages = readdirSync(join(folder, 'locales')).filter((name) => name !== 'zh-CN.pak')
  if (languages.length > 0) throw new Error(`多带了界面语言：${languages.join('、')}`)
}
