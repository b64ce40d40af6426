import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Laptop, laptop, passphrase } from '../../support/desks/cli'
import type { Added, Exported, Imported, Status } from '../../support/desks/cli-story'
import { fileNeeds } from '../../support/machine/needs'
import { type ChildProcess, execFileSync } from '../../support/machine/programs'
import { openWindows, type Windows } from '../../support/packages/windows'
import { sessionOf } from '../../support/records/month'
import { root, until } from '../../support/screens/screen'

// The engine on Windows' own Node with the addon for Windows: the command line's bundle as it is built everywhere. Wine does
// the system's part; how NTFS bears a power cut can not be seen here.
fileNeeds('windows')

const cli = join(root, 'dist/cli.cjs')
/** Exit code of a command that finds the profile in use. */
const inUse = 6

let windows: Windows
let node: string
let district: Laptop
let street: Laptop
let stick: string

/** A path of Chinese characters beyond the 260 characters of old Windows, below the 255 bytes a name of any disk. */
const longFolder = (...names: readonly string[]): string => {
  const folder = join(
    windows.folders.own,
    ...Array.from({ length: 5 }, () => '很长的文件夹名'.repeat(8)),
    ...names,
  )
  mkdirSync(folder, { recursive: true })
  return folder
}
const said = (...names: readonly string[]): string => windows.said(join(windows.folders.own, ...names))
const write = (name: string, text: string): string => {
  writeFileSync(join(windows.folders.own, name), text)
  return said(name)
}
const runWith = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  windows.run(node, [windows.said(cli), ...args], env)
const laptopAt = (folder: string): Laptop =>
  laptop(windows.said(folder), { YUANBA_PASSPHRASE: passphrase }, runWith)

/** Starts a script on Windows' Node, which goes on until the test ends it. */
const start = (script: string): ChildProcess => windows.start(node, ['-e', script])

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await ended
}

beforeAll(async () => {
  node = execFileSync(process.execPath, [join(root, 'build/windows-node.mjs')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
  windows = await openWindows()
  district = laptopAt(join(windows.folders.own, '区 司法局/资料'))
  street = laptopAt(longFolder('资料'))
  stick = join(windows.folders.own, 'U 盘')
  mkdirSync(stick)
})
afterAll(() => windows.close())

describe('a district and a street on Windows, from the command line', () => {
  const records = [1, 2, 3].map((n) => (unit: string) => sessionOf(unit, '2026-11', n).body)
  let village: string
  let made: Exported

  it('runs on the Node and the addon that are for Windows', async () => {
    const { stdout } = await windows.run(node, ['-p', 'process.platform + process.versions.napi'])
    expect(stdout.trim()).toBe('win3210')
  })

  it('makes a profile, and a joining file in the way that Notepad saves its passphrase', async () => {
    const { unit: top } = await district.json<{ unit: string }>(
      ...['init', '--role', 'district', '--unit', '示范区', '--code', '510199'],
      ...['--recovery-out', said('恢复密钥.txt')],
    )
    const add = async (body: object): Promise<string> => {
      const data = ['--data', JSON.stringify(body)]
      return (await district.json<Added>('record', 'add', '--kind', 'unit', ...data)).ids[0] ?? ''
    }
    const parent = await add({ name: '云锦街道', level: 'street', parent: top, code: '001' })
    village = await add({ name: '云锦1村', level: 'village', parent, code: '001001' })
    const secret = ['--join-passphrase-file', write('口令.txt', '\ufeff桂花 开在 院坝\r\n')]
    const out = said('接入-云锦街道-A.ybj')
    await district.json('join-file', '--scope', '云锦街道', '--letter', 'A', '--out', out, ...secret)
    await street.json('join', '--file', out, ...secret)
  })

  it('keeps the street in a folder whose path is longer than 260 characters', () => {
    expect(street.profile.length).toBeGreaterThan(260)
    expect(readdirSync(longFolder('资料'))).toEqual(expect.arrayContaining(['keys.json', 'profile.db']))
  })

  it('takes records in from a file with lines as Windows ends them', async () => {
    const lines = records.map((record) => `${JSON.stringify(record(village))}\r\n`).join('')
    const file = write('院坝会.ndjson', `\ufeff${lines}`)
    const { added } = await street.json<Added>(
      ...['record', 'add', '--kind', 'courtyard-session', '--ndjson', file],
    )
    expect(added).toBe(3)
  })

  it('carries them to the district and a receipt back', async () => {
    made = await street.json<Exported>('export', '--to', windows.said(stick))
    const taken = await district.json<Imported>('import', made.file)
    expect(taken.files).toMatchObject([{ new: 3, result: 'applied' }])
    const { site } = await street.json<Status>('status')
    const back = await district.json<Exported>('export', '--to', windows.said(stick), '--peer', site)
    const { files } = await street.json<Imported>('import', back.file)
    expect(files).toMatchObject([{ confirmed: 3 }])
    expect(readdirSync(stick).every((name) => /^yb-\d{6}\.ybb$/.test(name))).toBe(true)
  })

  it.each(['docx', 'xlsx', 'html'])(
    'writes the month as %s, over the file of the last time',
    async (format) => {
      const out = join(windows.folders.own, `月报.${format}`)
      const report = () =>
        district.json<{ bytes: number }>(
          ...['report', 'monthly', '--period', '2026-11', '--format', format, '--out', windows.said(out)],
        )
      writeFileSync(out, 'the file of the last time')
      const { bytes } = await report()
      expect(readFileSync(out)).toHaveLength(bytes)
    },
  )

  it('finds both profiles whole', async () => {
    for (const each of [district, street])
      expect(await each.json<{ ok: boolean }>('verify')).toMatchObject({ ok: true })
  })

  it('backs up, restores elsewhere, and removes a user, which puts the database under another key', async () => {
    const backup = await street.json<{ file: string }>('backup', '--to', windows.said(stick))
    const restored = laptopAt(longFolder('恢复的资料'))
    await restored.json(
      'restore',
      '--from',
      windows.said(join(stick, backup.file.replace(/^.*\\/, ''))),
      '--user',
      '管理员',
    )
    const list = await restored.json<{ total: number }>('record', 'list', '--kind', 'courtyard-session')
    expect(list.total).toBe(3)
    const second = ['--new-passphrase-file', write('新口令.txt', '另一个人的口令也很长\r\n')]
    await restored.json('user', 'add', '--name', '接替的人', '--role', 'entry', ...second)
    await restored.json('user', 'remove', '--name', '接替的人', '--user', '管理员')
    expect(await restored.json<{ ok: boolean }>('verify')).toMatchObject({ ok: true })
  })
})

describe('two programs at once on Windows', () => {
  it('the second one is refused while the first has the profile open', async () => {
    const taken = join(windows.folders.own, 'taken.txt')
    // The lock that the window takes when somebody signs in, held by its own process (electron/engine/db/lock.ts).
    const first = start(`
      const Database = require(${JSON.stringify(windows.said(join(root, 'node_modules/better-sqlite3')))})
      new Database(${JSON.stringify(`${district.profile}\\lock.db`)}).exec('BEGIN EXCLUSIVE')
      require('node:fs').writeFileSync(${JSON.stringify(windows.said(taken))}, '')
      setInterval(() => {}, 1000)`)
    try {
      await until('the profile is taken', async () => existsSync(taken) || undefined)
      const { code, error } = await district.refused('status')
      expect([code, error.code]).toEqual([inUse, 'profile.in-use'])
    } finally {
      await end(first)
    }
    expect((await district.text('status')).code).toBe(0)
  })

  it('a report waits for another program that has the old file open for a moment', async () => {
    const [out, held] = ['被占用的月报.html', 'held.txt'].map((name) => join(windows.folders.own, name))
    if (out === undefined || held === undefined) throw new RangeError('no names')
    writeFileSync(out, 'the file of the last time')
    const temporary = windows.said(join(windows.folders.own, '.被占用的月报.html.tmp'))
    // 0x10000000 is libuv's UV_FS_O_EXLOCK: nobody else may open, replace or delete the file.
    const scanner = start(`
      const fs = require('node:fs')
      const file = fs.openSync(${JSON.stringify(windows.said(out))}, fs.constants.O_RDWR | 0x10000000)
      fs.writeFileSync(${JSON.stringify(windows.said(held))}, '')
      setInterval(() => {
        if (!fs.existsSync(${JSON.stringify(temporary)})) return
        setTimeout(() => process.exit(), 300)
      }, 5)`)
    try {
      await until('the file is held', async () => existsSync(held) || undefined)
      await district.json(
        'report',
        'monthly',
        '--period',
        '2026-11',
        '--format',
        'html',
        '--out',
        windows.said(out),
      )
      expect(readFileSync(out, 'utf8')).toContain('示范区')
      expect(readdirSync(windows.folders.own).filter((name) => name.endsWith('.tmp'))).toEqual([])
    } finally {
      await end(scanner)
      rmSync(held)
    }
  })
})
