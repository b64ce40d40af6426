import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ranToEnd } from '../child'
import type { PeerProgram } from './peer'

const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save']

/** Whether these very versions of a peer's packages are there. */
export function isInstalled(cache: string, { name, packages }: PeerProgram): boolean {
  const stamp = join(cache, name, 'installed')
  return packages.length === 0 || (existsSync(stamp) && readFileSync(stamp, 'utf8') === packages.join('\n'))
}

/**
 * Installs a peer's packages under the cache through npm, without their scripts, unless these very versions are there.
 * @returns why it could not, in npm's words; `undefined`: they are there
 */
export async function install(cache: string, peer: PeerProgram): Promise<string | undefined> {
  if (isInstalled(cache, peer)) return undefined
  const { name, packages } = peer
  const folder = join(cache, name)
  const stamp = join(folder, 'installed')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n')
  // npm is a script on Windows, which only a shell starts; every word here is ours.
  try {
    const { code, told } = await ranToEnd('npm', ['install', ...flags, ...packages], {
      cwd: folder,
      shell: process.platform === 'win32',
    })
    if (code !== 0) return lastLine(told)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  writeFileSync(stamp, packages.join('\n'))
  return undefined
}

/** The line of npm that says what went wrong, without its prefix. */
function lastLine(told: string): string {
  const lines = told
    .split('\n')
    .filter((line) => line.startsWith('npm error') && !line.includes('A complete log'))
  return (lines[0] ?? told.trim()).replace('npm error ', '').slice(0, 200) || 'npm'
}
