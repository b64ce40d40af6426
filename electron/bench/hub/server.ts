import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** A PostgreSQL server of the bench's or of a test's own, gone with its files when it ends. */
export interface OwnServer {
  /** The address of the server's own database, as its administrator. */
  readonly address: string
  /** The server's own folder, its data in `data` below, and its port. */
  readonly folder: string
  readonly port: number
  /** Process id of the server. */
  readonly pid: number
  /** Makes an empty database. @param name absent: one that nothing else has. @returns its address */
  newDatabase(name?: string): Promise<string>
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

/** What a server is started with. */
export interface ServerWishes {
  /** The folder of PostgreSQL's programs. */
  readonly programs: string
  /** Where its own folder is made. */
  readonly within: string
  /** Settings as `name=value`. @param folder the server's own, for its socket and whatever else lies beside its data */
  readonly settings: (folder: string) => readonly string[]
}

const DEBIAN = '/usr/lib/postgresql'

/** The folder of the newest PostgreSQL's programs; `undefined` where none from 15 on is installed. */
function installedPrograms(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number) : []
  const newest = versions.filter((version) => version >= 15).sort((a, b) => b - a)[0]
  return newest === undefined ? undefined : join(DEBIAN, String(newest), 'bin')
}

/** A server for the bench, with its usual settings; `undefined` where PostgreSQL is not installed. */
export async function startBenchServer(): Promise<OwnServer | undefined> {
  const programs = installedPrograms()
  if (programs === undefined) return undefined
  return await startServer({ programs, within: openFolder(), settings: () => ['shared_buffers=512MB'] })
}

/** Where another user than root may go: a folder for temporary files may be root's own. */
function openFolder(): string {
  const [own, common] = [tmpdir(), '/tmp']
  const isOpen = (statSync(own).mode & 0o001) !== 0
  return isOpen ? own : common
}

/** Starts a server on a free port of this computer, as a user without rights. @throws Error when it does not come up */
export async function startServer({ programs, within, settings: wished }: ServerWishes): Promise<OwnServer> {
  const folder = mkdtempSync(join(within, 'pg-'))
  const user = serverUser()
  if (user) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const path = [programs, process.env.PATH].join(delimiter)
  const env = { ...process.env, PATH: path, HOME: folder, LC_ALL: 'C.UTF-8' }
  const run = (program: string, args: readonly string[]): string => {
    const ran = spawnSync(program, [...args], { ...user, cwd: folder, env, encoding: 'utf8' })
    if (ran.status !== 0) throw new Error(`${program}: ${ran.stderr}`)
    return ran.stdout
  }
  const encoding = ['-E', 'UTF8', '--locale', 'C.UTF-8']
  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', ...encoding, '-N'])
  const port = await freePort()
  const addressOf = (name: string): string => `postgres://postgres@127.0.0.1:${port}/${name}`
  const address = addressOf('postgres')
  let server = await started()

  /** Starts the server; it says on stderr when it takes connections. */
  async function started(): Promise<ChildProcess> {
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...wished(folder)]
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
    async newDatabase(name = `t${randomUUID().replaceAll('-', '')}`) {
      const { default: pg } = await import('pg')
      const client = new pg.Client({ connectionString: address })
      await client.connect()
      await client.query(`CREATE DATABASE ${name}`)
      await client.end()
      return addressOf(name)
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
    run,
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
      said = (said + piece.toString()).slice(-4000)
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
