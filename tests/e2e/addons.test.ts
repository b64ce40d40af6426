import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { glibcOf, wantedVersions } from '../../build/elf.mjs'
import { oldestGlibc } from '../../shared/surroundings'
import { fileNeeds } from '../support/needs'
import { spawnSync } from '../support/programs'
import { root } from '../support/screen'

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
