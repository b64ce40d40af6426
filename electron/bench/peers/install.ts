import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Peer } from './peer'

const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save']

/**
 * Installs a peer's packages under the cache through npm, without their scripts, unless these very versions are there.
 * @returns why it could not, in npm's words; `undefined`: they are there
 */
export async function install(cache: string, { name, packages }: Peer): Promise<string | undefined> {
  if (packages.length === 0) return undefined
  const folder = join(cache, name)
  const stamp = join(folder, 'installed')
  const wanted = packages.join('\n')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n')
  // npm is a script on Windows, which only a shell starts; every word here is ours.
  const child = spawn('npm', ['install', ...flags, ...packages], {
    cwd: folder,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    if (code !== 0) return lastLine(told)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  writeFileSync(stamp, wanted)
  return undefined
}

/** The line of npm that says what went wrong, without its prefix. */
function lastLine(told: string): string {
  const lines = told
    .split('\n')
    .filter((line) => line.startsWith('npm error') && !line.includes('A complete log'))
  return (lines[0] ?? told.trim()).replace('npm error ', '').slice(0, 200) || 'npm'
}
