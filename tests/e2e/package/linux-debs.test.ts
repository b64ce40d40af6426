import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileNeeds } from '../../support/machine/needs'
import {
  type Arch,
  copyOf,
  entriesOf,
  fieldOf,
  layStandIn,
  makeDebs,
  unpackDeb,
} from '../../support/packages/packages'
import { layTable, root } from '../../support/screens/screen'

fileNeeds('dpkg-deb')

const table = layTable()
afterAll(() => table.clear())

/** Both packages of a stand-in, made once a processor and unpacked beside. */
function packagesFor(arch: Arch) {
  const folder = layStandIn(table.path(`${arch}-unpacked`), arch)
  const made = makeDebs({ folder, arch, version: '0.3.1', out: table.path(`${arch}-out`) })
  unpackDeb(made.deb, table.path(`${arch}-plain`))
  unpackDeb(made.uos, table.path(`${arch}-uos`))
  return made
}

describe.each([
  ['x64', 'amd64'],
  ['arm64', 'arm64'],
] as const)('the packages for %s', (arch, debian) => {
  let made: ReturnType<typeof packagesFor>
  beforeAll(() => {
    made = packagesFor(arch)
  })

  it('carry their name, version and processor in file name and fields', () => {
    expect([made.deb, made.uos].map((path) => path.split('/').at(-1))).toEqual([
      `yuanba_0.3.1_${debian}.deb`,
      `cn.yuanba.desktop_0.3.1.0_${debian}.deb`,
    ])
    const names = ['Package', 'Version', 'Architecture', 'Section', 'Priority'] as const
    expect(names.map((name) => fieldOf(made.deb, name))).toEqual([
      'yuanba',
      '0.3.1',
      debian,
      'utils',
      'optional',
    ])
    expect(names.map((name) => fieldOf(made.uos, name))).toEqual([
      ...['cn.yuanba.desktop', '0.3.1.0', debian, 'utils', 'optional'],
    ])
  })

  it('are described in Chinese and say whom to write to', () => {
    for (const deb of [made.deb, made.uos]) {
      expect(fieldOf(deb, 'Description')).toMatch(/^基层普法记录、汇总与报表\n 院坝普法台是/)
      expect(fieldOf(deb, 'Maintainer')).toMatch(/^[^<]+ <\S+@\S+>$/)
    }
  })

  it('name the libraries that Electron needs, by the names of Debian 11 and of Debian 13', () => {
    for (const deb of [made.deb, made.uos]) {
      const depends = fieldOf(deb, 'Depends').split(', ')
      for (const name of ['libgbm1', 'libasound2t64 | libasound2', 'libdrm2', 'libnss3', 'libxkbcommon0'])
        expect(depends).toContain(name)
      expect(depends).toContain('libgtk-3-0t64 | libgtk-3-0')
      expect(depends).toContain('libc6 (>= 2.28)')
    }
  })

  it('hold files of root that everybody may read, and the sandbox helper with its setuid bit', () => {
    for (const [deb, home] of [
      [made.deb, 'opt/yuanba'],
      [made.uos, 'opt/apps/cn.yuanba.desktop/files'],
    ] as const) {
      const entries = entriesOf(deb)
      expect(entries.get(`${home}/chrome-sandbox`)?.bits).toBe('-rwsr-xr-x')
      expect(entries.get(`${home}/yuanba`)?.bits).toBe('-rwxr-xr-x')
      expect(entries.get(`${home}/LICENSE.electron.txt`)?.bits).toBe('-rw-r--r--')
      expect([...entries.values()].every(({ owner }) => owner === 'root/root')).toBe(true)
      const others = [...entries].filter(([path]) => !path.endsWith('/chrome-sandbox'))
      const unusual = others.filter(([, { bits }]) => !/^(d|l|-rw-r--r--|-rwxr-xr-x)/.test(bits))
      expect(unusual).toEqual([])
    }
  })

  it('run no script where they are installed, and list a checksum of each file', () => {
    for (const [deb, name] of [
      [made.deb, 'plain'],
      [made.uos, 'uos'],
    ] as const) {
      const folder = table.path(`${arch}-${name}`)
      expect(readdirSync(join(folder, 'DEBIAN')).sort()).toEqual(['control', 'md5sums'])
      const sums = readFileSync(join(folder, 'DEBIAN/md5sums'), 'utf8').trim().split('\n')
      for (const line of sums) {
        const [sum, path = ''] = line.split('  ')
        const bytes = readFileSync(join(folder, path))
        expect([path, createHash('md5').update(bytes).digest('hex')]).toEqual([path, sum])
      }
      const files = [...entriesOf(deb)].filter(([, { bits }]) => bits.startsWith('-'))
      expect(sums.map((line) => line.split('  ')[1]).sort()).toEqual(files.map(([path]) => path).sort())
    }
  })

  it('put an entry into the menu that says the class of the window and opens files', () => {
    const plain = readFileSync(table.path(`${arch}-plain`, 'usr/share/applications/yuanba.desktop'), 'utf8')
    const home = 'opt/apps/cn.yuanba.desktop/entries/applications'
    const uos = readFileSync(table.path(`${arch}-uos`, home, 'cn.yuanba.desktop.desktop'), 'utf8')
    for (const entry of [plain, uos]) {
      expect(entry).toContain('\nName=院坝普法台\n')
      expect(entry).toContain('\nComment=基层普法记录、汇总与报表\n')
      expect(entry).toContain('\nStartupWMClass=yuanba\n')
      expect(entry).toContain(
        '\nMimeType=application/x-yuanba-bundle;application/x-yuanba-joining;application/x-yuanba-update;\n',
      )
    }
    expect(plain).toContain('\nExec=/opt/yuanba/yuanba %F\nIcon=yuanba\n')
    expect(uos).toContain('\nExec=/opt/apps/cn.yuanba.desktop/files/yuanba %F\nIcon=cn.yuanba.desktop\n')
  })

  it('carry the licences, and icons in the sizes that were drawn', () => {
    const plain = entriesOf(made.deb)
    const uos = entriesOf(made.uos)
    const files = 'opt/apps/cn.yuanba.desktop/files'
    for (const licence of ['LICENSE.electron.txt', 'LICENSES.chromium.html']) {
      expect(plain.has(`opt/yuanba/${licence}`)).toBe(true)
      expect(uos.has(`${files}/${licence}`)).toBe(true)
    }
    const copyright = table.path(`${arch}-plain`, 'usr/share/doc/yuanba/copyright')
    expect(readFileSync(copyright, 'utf8')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'))
    expect(uos.has(`${files}/doc/copyright`)).toBe(true)
    for (const size of ['16x16', '48x48', '256x256', '512x512'])
      expect(plain.has(`usr/share/icons/hicolor/${size}/apps/yuanba.png`)).toBe(true)
    expect(plain.get('usr/bin/yuanba')?.to).toBe('../../opt/yuanba/yuanba')
  })

  it('keep the UOS one under its own folder, with the description that the store reads', () => {
    const paths = [...entriesOf(made.uos).keys()].filter((path) => path.split('/').length > 2)
    expect(paths.filter((path) => !path.startsWith('opt/apps/cn.yuanba.desktop'))).toEqual([])
    const info = JSON.parse(
      readFileSync(table.path(`${arch}-uos`, 'opt/apps/cn.yuanba.desktop/info'), 'utf8'),
    )
    expect(info).toMatchObject({
      appid: 'cn.yuanba.desktop',
      name: '院坝普法台',
      version: '0.3.1.0',
      arch: [debian],
    })
    const granted = Object.entries(info.permissions).filter(([, wanted]) => wanted === true)
    expect(granted).toEqual([['clipboard', true]])
  })
})

describe('a package is refused', () => {
  const refused = (name: string, spoil: (folder: string) => void, arch: Arch = 'x64') => {
    const whole = layStandIn(table.path('whole'), 'x64')
    const folder = copyOf(whole, table.path(name))
    spoil(folder)
    return () => makeDebs({ folder, arch, version: '0.3.1', out: table.path('refused') })
  }

  it('of a program for another processor', () => {
    expect(refused('stranger', () => {}, 'arm64')).toThrow('不是 arm64 的文件：yuanba、chrome-sandbox')
  })

  it('of a folder without the sandbox helper or a licence', () => {
    expect(refused('unsafe', (folder) => rmSync(join(folder, 'chrome-sandbox')))).toThrow(
      '缺少：chrome-sandbox',
    )
    expect(refused('unlicensed', (folder) => rmSync(join(folder, 'LICENSE.electron.txt')))).toThrow(
      '缺少：LICENSE.electron.txt',
    )
  })

  it('that carries another language of Electron', () => {
    const spoil = (folder: string) => writeFileSync(join(folder, 'locales/en-US.pak'), '')
    expect(refused('foreign', spoil)).toThrow('多带了界面语言：en-US.pak')
  })
})
