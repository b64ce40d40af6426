import { randomUUID } from 'node:crypto'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { postgresFolder } from '../../../build/needs.mjs'
import { type ChildProcess, spawn, spawnSync } from '../machine/programs'
import { testsFolder } from '../machine/tests-folder'

/** A PostgreSQL server of this test file's own: on a free port of this computer, as a user without rights. */
export interface Cluster {
  /** The address of the server's own database, as its administrator. */
  readonly address: string
  /** The server's own folder, its data in `data` below, and its port. */
  readonly folder: string
  readonly port: number
  /** Process id of the server. */
  readonly pid: number
  /** Makes an empty database. @returns its address */
  newDatabase(): Promise<string>
  /** Kills the server as a power cut would, and starts it again on the same files. */
  crash(): Promise<void>
  /** Kills one of the server's processes: it ends all others, and recovers by itself before this returns. */
  killProcess(pid: number): Promise<void>
  /** Stops the server, does something with its files, and starts it again. */
  whileStopped(work: () => void): Promise<void>
  /** Runs one of PostgreSQL's programs as the server's user. @returns what it said. @throws Error with what it complained of */
  run(program: string, args: readonly string[]): string
  stop(): Promise<void>
}

/** What a server is started with besides. */
export interface ClusterWishes {
  /** Settings as `name=value`. @param folder the server's own, for its socket and whatever else lies beside its data */
  readonly settings?: (folder: string) => readonly string[]
}

/** @see Cluster. @throws Error when the server does not come up */
export async function startCluster({ settings: wished = () => [] }: ClusterWishes = {}): Promise<Cluster> {
  const folder = mkdtempSync(join(testsFolder(), 'pg-'))
  const user = serverUser()
  if (user) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const path = [postgresFolder(), process.env.PATH].join(delimiter)
  const env = { ...process.env, PATH: path, HOME: folder, LC_ALL: 'C.UTF-8' }
  const made = spawnSync(
    'initdb',
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale', 'C.UTF-8', '-N'],
    { ...user, cwd: folder, env, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  const port = await freePort()
  const address = `postgres://postgres@127.0.0.1:${port}/postgres`
  let server = await started()

  /** Starts the server; it says on stderr when it takes connections. */
  async function started(): Promise<ChildProcess> {
    const settings = [
      ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=120'],
      ...wished(folder),
    ]
    const child = spawn(
      'postgres',
      ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
      { ...user, cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    await ready(child)
    return child
  }

  async function ended(signal: NodeJS.Signals): Promise<void> {
    const exit = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    await exit
  }

  /** A killed server leaves processes behind, which end as soon as they look for it: until then no other one starts. */
  async function onceLeft(): Promise<ChildProcess> {
    for (;;) {
      try {
        return await started()
      } catch (error) {
        if (!String(error).includes('still in use')) throw error
      }
    }
  }

  return {
    address,
    folder,
    port,
    get pid() {
      return server.pid ?? 0
    },
    async newDatabase() {
      const { default: pg } = await import('pg')
      const name = `t${randomUUID().replaceAll('-', '')}`
      const client = new pg.Client({ connectionString: address })
      await client.connect()
      await client.query(`CREATE DATABASE ${name}`)
      await client.end()
      return `postgres://postgres@127.0.0.1:${port}/${name}`
    },
    async crash() {
      await ended('SIGKILL')
      server = await onceLeft()
    },
    async killProcess(pid) {
      const recovered = ready(server)
      process.kill(pid, 'SIGKILL')
      await recovered
    },
    async whileStopped(work) {
      await ended('SIGINT')
      work()
      server = await started()
    },
    run(program, args) {
      const ran = spawnSync(program, [...args], { ...user, cwd: folder, env, encoding: 'utf8' })
      if (ran.status !== 0) throw new Error(`${program}: ${ran.stderr}`)
      return ran.stdout
    },
    async stop() {
      await ended('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits for the server to say that it takes connections, from now on. @throws Error with what it said where it ends instead */
function ready(server: ChildProcess): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    let said = ''
    server.stderr?.on('data', (piece: Buffer) => {
      said += piece.toString()
      if (said.includes('ready to accept connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`postgres: ${said}`)))
  })
}

/** Who runs the server: root may not. Debian's package brings a user; every system has `nobody`. */
function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const numberOf = (flag: string, name: string): number =>
    Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim() || Number.NaN)
  const name = Number.isNaN(numberOf('-u', 'postgres')) ? 'nobody' : 'postgres'
  return { uid: numberOf('-u', name), gid: numberOf('-g', name) }
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
