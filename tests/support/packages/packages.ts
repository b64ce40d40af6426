import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execFileSync } from '../machine/programs'
import { root } from '../screens/screen'

export type Arch = 'x64' | 'arm64'

/** ELF's number of the processor that a file is for. */
const machine: Readonly<Record<Arch, number>> = { x64: 62, arm64: 183 }

/** The first bytes of a program, and nothing behind them. */
function programHead(arch: Arch): Buffer {
  const head = Buffer.alloc(64)
  head.write('\x7fELF\x02\x01\x01', 'latin1')
  head.writeUInt16LE(machine[arch], 18)
  return head
}

/**
 * A folder with the names and bits of an unpacked program and nothing that runs: what a package looks like does not hang
 * on it, and no Electron for arm64 can be had without a network.
 */
export function layStandIn(folder: string, arch: Arch): string {
  const addon = `resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-${arch}.node`
  const programs = ['yuanba', 'chrome-sandbox', 'chrome_crashpad_handler', 'libffmpeg.so', addon]
  const texts = [
    'LICENSE.electron.txt',
    'LICENSES.chromium.html',
    'LICENSES.txt',
    'locales/zh-CN.pak',
    'resources/app.asar',
  ]
  for (const name of [...programs, ...texts]) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    if (texts.includes(name)) writeFileSync(path, `${name}\n`, { mode: 0o640 })
    else writeFileSync(path, programHead(arch), { mode: 0o700 })
  }
  return folder
}

/** The program over the test Electron, packed and fused in `output`/linux-unpacked. */
export function packTestProgram(output: string): void {
  const args = ['--dir', '--test-electron', '--built', '--output', output]
  execFileSync(process.execPath, [join(root, 'build/package.mjs'), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

/** What a package is made of. */
export interface Order {
  readonly folder: string
  readonly arch: Arch
  readonly version: string
  readonly out: string
}

/** Makes packages as `npm run package:linux` does, but packs them loosely. @returns their paths */
function make({ folder, arch, version, out }: Order, ...only: readonly string[]): readonly string[] {
  const script = join(root, 'build/packages/debs.mjs')
  const order = [script, folder, '--arch', arch, '--out', out, '--version', version, '--compression', 'none']
  const told = execFileSync(process.execPath, [...order, ...only], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return told.trim().split('\n')
}

/** The plain deb and the UOS one. */
export function makeDebs(order: Order): { readonly deb: string; readonly uos: string } {
  const [deb = '', uos = ''] = make(order)
  return { deb, uos }
}

/** The plain deb alone. */
export function makeDeb(order: Order): string {
  const [deb = ''] = make(order, '--only', 'plain')
  return deb
}

/** One field of a deb, such as `Depends`. */
export function fieldOf(deb: string, field: string): string {
  return execFileSync('dpkg-deb', ['--field', deb, field], { encoding: 'utf8' }).trim()
}

/** One entry of a deb's archive. */
export interface Entry {
  /** As `ls -l` writes it, such as `-rwsr-xr-x`. */
  readonly bits: string
  readonly owner: string
  /** Where a link points. */
  readonly to: string | undefined
}

/** Everything in a deb by its path, without a slash at the ends. */
export function entriesOf(deb: string): ReadonlyMap<string, Entry> {
  const list = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8', env: { LC_ALL: 'C.UTF-8' } })
  const entries = new Map<string, Entry>()
  for (const line of list.trim().split('\n')) {
    const [, bits, owner, named = ''] = /^(\S+) (\S+) +\d+ \S+ \S+ \.\/(.*)$/.exec(line) ?? []
    if (bits === undefined || owner === undefined) throw new Error(`dpkg-deb wrote ${line}`)
    const [path = '', to] = named.split(' -> ')
    entries.set(path.replace(/\/$/, ''), { bits, owner, to })
  }
  return entries
}

/** Unpacks a deb with its control files in `DEBIAN`. */
export function unpackDeb(deb: string, folder: string): void {
  execFileSync('dpkg-deb', ['--raw-extract', deb, folder])
}

/** A copy of a folder that a test may spoil. */
export function copyOf(folder: string, to: string): string {
  cpSync(folder, to, { recursive: true })
  return to
}
