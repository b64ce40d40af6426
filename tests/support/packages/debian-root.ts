import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { debianMirror } from '../../../build/debian-mirror.mjs'
import { tell } from '../laws/seed'
import { type ChildProcess, execFileSync, spawn, spawnSync } from '../machine/programs'
import { root } from '../screens/screen'

/** A whole Debian in a folder: programs in it see that folder as `/`, and nothing of this system but display and network. */
export interface DebianRoot {
  /** The release's name, such as `bullseye`. */
  readonly suite: string
  /** A path in it, as this system sees it. */
  path(...names: readonly string[]): string
  /** Runs a command in it to its end. @throws Error with what it said, when it fails */
  run(who: Who, ...command: readonly string[]): string
  /** Starts a command in it that goes on; killing it ends all that it started. */
  start(who: Who, ...command: readonly string[]): ChildProcess
  /** Copies a file into its folder /tmp. @returns the path as a program in it says it */
  bring(file: string): string
  /** Every file and folder, but those of the kernel. */
  files(): ReadonlySet<string>
  clear(): void
}

/** Root, or the ordinary user whose home is /home/clerk. */
export type Who = 'root' | 'clerk'

/** A number that no user of the machine has. */
const clerk = 12345

/** Releases from the oldest: Debian 11 has glibc 2.31, like UOS 20. */
const olderSuites = ['bullseye', 'bookworm']

/**
 * Kernel file systems, seen by one command only: they go with its namespace. The command is no process 1 itself, whose
 * signals and orphans are special.
 */
const inside = `
set -e
root=$1; who=$2; shift 2
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 dev "$root/dev"
for name in null zero full random urandom tty; do
  : > "$root/dev/$name"; mount --bind "/dev/$name" "$root/dev/$name"
done
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
mkdir -p "$root/tmp/.X11-unix" /tmp/.X11-unix
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
chroot --userspec="$who" "$root" "$@"
`

const proxies = ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => {
  const value = process.env[name]
  return value === undefined ? [] : [`${name}=${value}`]
})

/** The command line that runs `command` in a root. */
function enter(folder: string, who: Who, command: readonly string[]): string[] {
  const own =
    who === 'root'
      ? ['HOME=/root', 'DEBIAN_FRONTEND=noninteractive', ...proxies]
      : ['HOME=/home/clerk', 'USER=clerk', `DISPLAY=${process.env.DISPLAY ?? ''}`]
  const ids = who === 'root' ? '0:0' : `${clerk}:${clerk}`
  return [
    ...['unshare', '--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', inside, 'inside', folder, ids],
    ...['env', '-i', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', 'LANG=C.UTF-8', ...own, ...command],
  ]
}

function run(folder: string, who: Who, command: readonly string[]): string {
  const [program = '', ...args] = enter(folder, who, command)
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', cwd: '/' })
  if (status === 0) return stdout
  throw new Error(`${command.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`)
}

/** Makes the bare system in `folder`: the oldest release that the mirror still has. @returns its name */
function bootstrap(folder: string): string {
  const mirror = debianMirror()
  if (mirror === undefined) throw new Error('apt on this machine has no Debian mirror')
  const { address, suite: own } = mirror
  const said: string[] = []
  for (const suite of [...olderSuites.filter((name) => name !== own), own]) {
    rmSync(folder, { recursive: true, force: true })
    const made = spawnSync('debootstrap', ['--variant=minbase', suite, folder, address], { encoding: 'utf8' })
    if (made.status === 0) return suite
    said.push(`${suite}: ${made.error?.message ?? made.stdout.trim().split('\n').at(-1) ?? ''}`)
  }
  throw new Error(`debootstrap made no Debian: ${said.join('; ')}`)
}

const cache = join(root, 'node_modules/.cache/yuanba-debian')

/**
 * A fresh Debian with what `satisfied` names in the words of a Depends field, and a user. The first one takes a minute
 * and more and is kept as an archive; later ones come out of that.
 * @param satisfied what apt resolves, without recommended packages
 */
export function debianRoot(satisfied: readonly string[]): DebianRoot {
  const key = createHash('sha256').update(JSON.stringify(satisfied)).digest('hex').slice(0, 16)
  mkdirSync(cache, { recursive: true })
  // Beside the archive: a system's /tmp may forbid programs with the setuid bit.
  const work = mkdtempSync(join(cache, 'root-'))
  const folder = join(work, 'debian')
  try {
    const suite = unpack(folder, key) ?? make(folder, key, satisfied)
    cpSync('/etc/resolv.conf', join(folder, 'etc/resolv.conf'))
    tell(`安装测试所用的系统：Debian ${suite}`)
    return opened(folder, suite, () => rmSync(work, { recursive: true, force: true }))
  } catch (error) {
    rmSync(work, { recursive: true, force: true })
    throw error
  }
}

function unpack(folder: string, key: string): string | undefined {
  const kept = readdirSync(cache).find((name) => name.endsWith(`-${key}.tar`))
  if (kept === undefined) return undefined
  mkdirSync(folder)
  execFileSync('tar', ['-xpf', join(cache, kept), '--numeric-owner', '-C', folder])
  return kept.split('-')[0]
}

function make(folder: string, key: string, satisfied: readonly string[]): string {
  const suite = bootstrap(folder)
  // A root that is thrown away need not reach the disk.
  writeFileSync(join(folder, 'etc/dpkg/dpkg.cfg.d/unsafe-io'), 'force-unsafe-io\n')
  run(folder, 'root', ['apt-get', 'update', '-q'])
  run(folder, 'root', ['apt-get', 'satisfy', '-qy', '--no-install-recommends', satisfied.join(', ')])
  run(folder, 'root', ['apt-get', 'clean'])
  run(folder, 'root', ['useradd', '--create-home', '--uid', String(clerk), '--shell', '/bin/sh', 'clerk'])
  const file = join(cache, `${suite}-${key}.tar`)
  execFileSync('tar', ['-cf', `${file}.part`, '--numeric-owner', '-C', folder, '.'])
  renameSync(`${file}.part`, file)
  return suite
}

/** Folders of the kernel, of this run, and the display's. */
const passing = /^(proc|sys|dev|run|tmp)\//

function opened(folder: string, suite: string, clear: () => void): DebianRoot {
  return {
    suite,
    path: (...names) => join(folder, ...names),
    run: (who, ...command) => run(folder, who, command),
    start(who, ...command) {
      const [program = '', ...args] = enter(folder, who, command)
      return spawn(program, args, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
    },
    bring(file) {
      const name = basename(file)
      cpSync(file, join(folder, 'tmp', name))
      return `/tmp/${name}`
    },
    files: () =>
      new Set(
        readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => !passing.test(path)),
      ),
    clear,
  }
}
