/**
 * What tests may want of the system, in one place: whether it is here, what it is called in words and which Debian packages
 * bring it. Tests ask through tests/support/machine/needs.ts, `npm test` and `.ci/run` through this file.
 */
import { spawnSync } from 'node:child_process'
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { mirrorAnswers } from './debian-mirror.mjs'
import { cache } from './project-node.mjs'

/** What any shell has; nobody asks for these. The bare run (build/bare.mjs) has them, Node, npm and git on its PATH, and no more. */
export const basics = [
  ...[
    'sh',
    'env',
    'cat',
    'ls',
    'mkdir',
    'rmdir',
    'rm',
    'cp',
    'mv',
    'ln',
    'chmod',
    'grep',
    'sed',
    'awk',
    'head',
    'tail',
  ],
  ...[
    'wc',
    'sort',
    'uniq',
    'tr',
    'cut',
    'date',
    'uname',
    'id',
    'sleep',
    'kill',
    'ps',
    'dirname',
    'basename',
    'readlink',
  ],
  ...[
    'realpath',
    'stat',
    'find',
    'xargs',
    'tar',
    'gzip',
    'dd',
    'df',
    'sync',
    'true',
    'false',
    'expr',
    'tee',
    'touch',
  ],
  ...['printf', 'echo', 'getconf', 'nproc', 'hostname', 'which'],
]

/** Path of a program that PATH has, or undefined. */
export function onPath(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : ['']
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .find(isExecutable)
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Path of an installed Chromium or Chrome, or undefined. */
export function findChromium() {
  if (process.env.YUANBA_CHROMIUM) return process.env.YUANBA_CHROMIUM
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  return names.map(onPath).find((path) => path !== undefined)
}

const DEBIAN_POSTGRES = '/usr/lib/postgresql'

/** The folder of PostgreSQL's programs: Debian's newest, or the one on PATH; undefined where there is none. */
export function postgresFolder() {
  const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES) : []
  const newest = versions
    .filter((version) => Number(version) >= 15)
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(DEBIAN_POSTGRES, version, 'bin'))
    .find((folder) => isExecutable(join(folder, 'initdb')))
  if (newest !== undefined) return newest
  const initdb = onPath('initdb')
  return initdb === undefined ? undefined : dirname(realpathSync(initdb))
}

/** A font whose file name says that it holds Chinese characters; every Windows and macOS has one. */
function hasChineseFont() {
  if (process.platform !== 'linux') return true
  const folders = [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    ...['.fonts', '.local/share/fonts'].map((name) => join(homedir(), name)),
  ]
  return folders
    .filter((folder) => existsSync(folder))
    .some((folder) => readdirSync(folder, { recursive: true }).some((name) => chineseFont.test(name)))
}
const chineseFont =
  /(cjk|wqy|sourcehan|droidsansfallback|simsun|simhei|simfang|fangsong|uming|ukai)[^/]*\.(tt[cf]|ot[cf])$/i

/** The libraries that Electron's window is linked to and a bare Debian lacks. */
function hasLibraries() {
  const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib', '/lib/x86_64-linux-gnu']
  return ['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1'].every((name) =>
    folders.some((folder) => existsSync(join(folder, name))),
  )
}

/** The flags with which this user may mount disks that nobody else sees. */
export const ownDisks = process.getuid?.() === 0 ? ['--mount'] : ['--map-root-user', '--mount']

const succeeds = (name, ...args) => spawnSync(name, args, { stdio: 'ignore' }).status === 0

/** Whether even root can be kept from changing a folder of the temporary disk. */
function canFreeze() {
  const folder = mkdtempSync(join(tmpdir(), 'yuanba-frozen-'))
  try {
    return succeeds('chattr', '+i', folder) && succeeds('chattr', '-i', folder)
  } finally {
    rmdirSync(folder)
  }
}

/** Whether the temporary disk is a device that reads past the system's memory, and the system counts that. */
function readsDevices() {
  if (process.platform !== 'linux' || !existsSync('/proc/self/io')) return false
  const folder = mkdtempSync(join(process.env.YUANBA_DISK_FOLDER ?? tmpdir(), 'yuanba-device-'))
  const path = join(folder, 'probe')
  const counted = () => Number(/^read_bytes: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])
  try {
    const memory = Buffer.from(new WebAssembly.Memory({ initial: 1 }).buffer)
    const made = openSync(path, 'w')
    writeSync(made, memory)
    fsyncSync(made)
    closeSync(made)
    const before = counted()
    const read = openSync(path, constants.O_RDONLY | constants.O_DIRECT)
    readSync(read, memory, 0, memory.length, 0)
    closeSync(read)
    return counted() - before >= memory.length
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Whether npm answers, for what is fetched once and too large for `npm ci`. */
function canFetch() {
  const ping = ['ping', '--fetch-retries=0', '--fetch-timeout=10000']
  const cli = process.env.npm_execpath
  return cli ? succeeds(process.execPath, cli, ...ping) : succeeds('npm', ...ping)
}

/** A program by its name on PATH, and the Debian packages that bring it. */
const program = (name, ...debian) => ({
  says: name,
  debian,
  starts: [name],
  isHere: () => onPath(name) !== undefined,
})

/**
 * Everything that a test may ask for, by the name it asks with; a new one is one line here. `says` names it to a person,
 * `starts` lists the programs that a test which asked for it may start.
 */
export const needs = {
  age: program('age', 'age'),
  chattr: program('chattr', 'e2fsprogs'),
  chown: program('chown', 'coreutils'),
  debootstrap: program('debootstrap', 'debootstrap'),
  dpkg: program('dpkg', 'dpkg'),
  'dpkg-deb': program('dpkg-deb', 'dpkg'),
  fakeroot: program('fakeroot', 'fakeroot'),
  makensis: program('makensis', 'nsis'),
  mkfifo: program('mkfifo', 'coreutils'),
  openssl: program('openssl', 'openssl'),
  pgbackrest: program('pgbackrest', 'pgbackrest'),
  pdffonts: program('pdffonts', 'poppler-utils'),
  pdfinfo: program('pdfinfo', 'poppler-utils'),
  pdftoppm: program('pdftoppm', 'poppler-utils'),
  pdftotext: program('pdftotext', 'poppler-utils'),
  script: program('script', 'bsdutils'),
  // Debian keeps the server's programs beside PATH, a folder a version.
  postgres: {
    says: 'PostgreSQL（15 或更新）',
    debian: ['postgresql'],
    starts: ['initdb', 'postgres', 'pg_dump', 'pg_restore'],
    isHere: () => postgresFolder() !== undefined,
  },
  setpriv: program('setpriv', 'util-linux'),
  sha256sum: program('sha256sum', 'coreutils'),
  soffice: program('soffice', 'libreoffice-writer-nogui', 'libreoffice-calc-nogui'),
  sqlcipher: program('sqlcipher', 'sqlcipher'),
  'ssh-keygen': program('ssh-keygen', 'openssh-client'),
  strace: program('strace', 'strace'),
  unshare: program('unshare', 'util-linux'),
  Xvfb: program('Xvfb', 'xvfb'),
  'xvfb-run': program('xvfb-run', 'xvfb', 'xauth'),
  xwininfo: program('xwininfo', 'x11-utils'),
  zstd: program('zstd', 'zstd'),
  chromium: {
    says: 'chromium',
    debian: ['chromium'],
    starts: [],
    isHere: () => findChromium() !== undefined,
  },
  zig: {
    says: '编译器 zig（linux-x64，取自 npm，第一次要编译几分钟）',
    debian: [],
    starts: [],
    // Minutes of fetching and compiling are not for a first `npm test`; where all must run, and once it is there, it is.
    isHere: () =>
      process.platform === 'linux' &&
      process.arch === 'x64' &&
      (existsSync(cache) || (process.env.YUANBA_E2E === 'required' && canFetch())),
  },
  'chinese-font': { says: '中文字体', debian: ['fonts-noto-cjk'], starts: [], isHere: hasChineseFont },
  window: {
    says: '图形界面（linux-x64）',
    debian: [
      'xvfb',
      'xauth',
      'libgtk-3-0t64',
      'libnss3',
      'libasound2t64',
      'libgbm1',
      'libxss1',
      'fonts-noto-cjk',
    ],
    starts: [],
    isHere: () =>
      process.platform === 'linux' &&
      process.arch === 'x64' &&
      Boolean(process.env.DISPLAY) &&
      (process.getuid?.() !== 0 || onPath('setpriv') !== undefined) &&
      hasLibraries() &&
      hasChineseFont(),
  },
  // An installation of the person who runs the tests must not be touched: on Windows itself only where CI says so.
  windows: {
    says: 'Windows（或 wine）',
    debian: ['wine', 'wine64'],
    starts: ['wine', 'wineserver'],
    isHere: () =>
      process.platform === 'win32' ? process.env.CI === 'true' : ['wine', 'wineserver'].every(onPath),
  },
  root: { says: '管理员身份（root）', debian: [], starts: [], isHere: () => process.getuid?.() === 0 },
  'own-disks': {
    says: '挂载磁盘的权限（unshare）',
    debian: ['util-linux'],
    starts: ['unshare'],
    isHere: () => succeeds('unshare', ...ownDisks, 'mount', '-t', 'tmpfs', 'none', '/mnt'),
  },
  'debian-mirror': {
    says: '能取到 Debian 软件包的网络',
    debian: [],
    starts: [],
    isHere: mirrorAnswers,
  },
  'frozen-folder': {
    says: '定住文件夹的权限（chattr）',
    debian: ['e2fsprogs'],
    starts: ['chattr'],
    isHere: canFreeze,
  },
  'device-reads': {
    says: '临时文件夹在真正的磁盘上（能绕过缓存读，/proc/self/io）',
    debian: [],
    starts: [],
    isHere: readsDevices,
  },
}

const known = new Map()

/** Which of these are not on this machine. @param {readonly (keyof typeof needs)[]} names */
export function missing(names) {
  return names.filter((name) => {
    if (!known.has(name)) known.set(name, needs[name].isHere())
    return !known.get(name)
  })
}

/** The title of a test that is left out, which says why. @param {readonly (keyof typeof needs)[]} lacking */
export const marked = (title, lacking) => `${title} [缺 ${lacking.join(' ')}]`

/** A title as it was written, and what is missing for it; nothing for a test that was not left out for that. */
export function unmarked(title) {
  const lacking = new Set()
  const plain = title.replaceAll(/ \[缺 ([\w -]+)\]/g, (_mark, names) => {
    for (const name of names.split(' ')) lacking.add(name)
    return ''
  })
  return { title: plain, lacking: [...lacking] }
}

/** The Debian packages that bring these. @param {readonly string[]} names of the table */
export const packagesOf = (names) => [...new Set(names.flatMap((name) => needs[name].debian))].sort()
