/**
 * Finds an Electron to run: the official binary, else its download, else (linux-x64 only) the test Electron, which says
 * wherever it is used that it is unfit for real data.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './project-node.mjs'
import { testElectronFolder, testElectronVersion } from './test-electron.mjs'

const packageFolder = join(root, 'node_modules/electron')

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
    console.error(`连不上 Electron 的下载地址 ${base}（${error.cause?.code ?? error.name}）。`)
    return false
  }
}

/** Tries the official download, once a run, within ten minutes. */
async function download() {
  if (!(await canDownload())) return undefined
  console.error(`正在下载 Electron ${officialVersion()}（可用 ELECTRON_MIRROR 指定镜像）……`)
  const code = await run(process.execPath, [join(packageFolder, 'install.js')], {
    cwd: root,
    signal: AbortSignal.timeout(600_000),
  }).catch((error) => {
    if (error.name === 'AbortError') return 1
    throw error
  })
  return code === 0 ? installed() : undefined
}

/** The official Electron's program, fetched when absent; undefined where it cannot be had. */
export async function officialElectron() {
  return installed() ?? (await download())
}

/**
 * @param {{official?: boolean}} options `official: false` goes straight to the test Electron
 * @returns {Promise<{kind: 'official' | 'test', executable: string, version: string} | {kind: 'none', reason: string}>}
 */
export async function findElectron({ official = true } = {}) {
  const executable = official ? await officialElectron() : undefined
  if (executable) return { kind: 'official', executable, version: officialVersion() }
  try {
    const folder = await testElectronFolder()
    return { kind: 'test', executable: join(folder, 'electron'), version: testElectronVersion }
  } catch (error) {
    return { kind: 'none', reason: error.message }
  }
}
