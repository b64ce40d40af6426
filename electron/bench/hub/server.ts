import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ranToEnd } from '../child'

/** A PostgreSQL server of the bench's own, gone with its files when it ends. */
export interface BenchServer {
  /** The address of a new and empty database. */
  newDatabase(name: string): Promise<string>
  stop(): Promise<void>
}

const DEBIAN = '/usr/lib/postgresql'
/** Debian's nobody: a server refuses to run with all rights. */
const NOBODY = 65_534

/** The folder of the newest PostgreSQL's programs; `undefined` where none from 15 on is installed. */
function programs(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number) : []
  const newest = versions.filter((version) => version >= 15).sort((a, b) => b - a)[0]
  return newest === undefined ? undefined : join(DEBIAN, String(newest), 'bin')
}

/** Starts a server with its usual settings, on a free port of this computer; `undefined` where PostgreSQL is not installed. */
export async function startBenchServer(): Promise<BenchServer | undefined> {
  const bin = programs()
  if (bin === undefined) return undefined
  const folder = mkdtempSync(join(openFolder(), 'yuanba-hub-'))
  const isRoot = process.getuid?.() === 0
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  if (isRoot) chownSync(folder, NOBODY, NOBODY)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const options = { ...user, cwd: folder, env: { ...process.env, HOME: folder, LC_ALL: 'C.UTF-8' } }
  const made = await ranToEnd(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale', 'C.UTF-8'],
    options,
  )
  if (made.code !== 0) throw new Error(`initdb: ${made.told}`)
  const port = await freePort()
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=512MB']
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await ready(server)
  return {
    async newDatabase(name) {
      const { default: pg } = await import('pg')
      const client = new pg.Client({ connectionString: address(port, 'postgres') })
      await client.connect()
      await client.query(`CREATE DATABASE ${name}`)
      await client.end()
      return address(port, name)
    },
    async stop() {
      const exit = once(server, 'exit')
      server.kill('SIGINT')
      await exit
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Where another user than root may go: a folder for temporary files may be root's own. */
function openFolder(): string {
  const [own, common] = [tmpdir(), '/tmp']
  const isOpen = (statSync(own).mode & 0o001) !== 0
  return isOpen ? own : common
}

const address = (port: number, name: string): string => `postgres://postgres@127.0.0.1:${port}/${name}`

/** Resolves when the server takes connections. @throws Error with what it told, when it ends before */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let told = ''
    server.stderr?.on('data', (piece: Buffer) => {
      told = (told + piece.toString()).slice(-4000)
      if (told.includes('ready to accept connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`postgres: ${told}`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
