import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { glibcOf, wantedVersions } from '../../../build/elf.mjs'
import { oldestGlibc } from '../../../shared/fitness'
import { fileNeeds } from '../../support/machine/needs'
import { spawnSync } from '../../support/machine/programs'
import { root } from '../../support/screens/screen'

fileNeeds('zig')

const archs = ['x64', 'arm64'] as const
const shipped = (arch: string): string => join(root, `dist/addons/linux-${arch}.node`)

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(root, 'build/addon.mjs'), ...archs], {
    cwd: root,
    encoding: 'utf8',
  })
  if (built.status !== 0) throw new Error(built.stderr)
}, 1_800_000)

describe.each(archs)('the addon that ships for linux-%s', (arch) => {
  it('wants no glibc newer than that of the oldest system, and no C++ library', () => {
    const versions = wantedVersions(shipped(arch))
    expect(glibcOf(shipped(arch))).toBe(oldestGlibc)
    expect(versions.filter((version: string) => !version.startsWith('GLIBC_'))).toEqual([])
  })

  it('is there because the package’s own one wants a newer system', () => {
    const stock = join(root, `node_modules/better-sqlite3/prebuilds/linux-${arch}.node`)
    expect(existsSync(stock)).toBe(true)
    expect(glibcOf(stock)).toBe('2.34')
    expect(wantedVersions(stock).some((version: string) => version.startsWith('GLIBCXX_'))).toBe(true)
  })
})

test('the addon that ships opens, fills and locks an encrypted database', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'yuanba-addon-')), 'records.db')
  const open = () => new Database(path, { nativeBinding: shipped('x64') })
  const key = `x'${'5a'.repeat(32)}'`
  try {
    const db = open()
    db.pragma("cipher = 'sqlcipher'")
    db.pragma(`key = "${key}"`)
    db.exec("CREATE VIRTUAL TABLE words USING fts5(text); INSERT INTO words VALUES ('院坝会')")
    expect(db.prepare("SELECT text FROM words WHERE words MATCH '院坝会'").pluck().get()).toBe('院坝会')
    db.close()
    expect(readFileSync(path, 'latin1').startsWith('SQLite format 3')).toBe(false)
    const closed = open()
    expect(() => closed.prepare('SELECT * FROM sqlite_schema').all()).toThrow('not a database')
    closed.close()
  } finally {
    rmSync(dirname(path), { recursive: true, force: true })
  }
})
