import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { licenseOf, packageFolderOf } from '../../../build/licenses.mjs'
import { partsOfAddon, unknownHolders } from '../../../build/licenses-of-addon.mjs'

const root = resolve(__dirname, '../../..')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-licenses-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A package with this manifest and these files beside it; answers its folder. */
function lay(name: string, manifest: object, files: Readonly<Record<string, string>> = {}): string {
  const path = join('node_modules', name)
  mkdirSync(join(folder, path), { recursive: true })
  const whole = { name, version: '1.2.3', ...manifest }
  for (const [file, text] of Object.entries({ 'package.json': JSON.stringify(whole), ...files }))
    writeFileSync(join(folder, path, file), text)
  return path
}

describe('the licence of a package', () => {
  it('is its identifier with the whole text, and what a NOTICE adds', () => {
    const path = lay('good', { license: 'Apache-2.0' }, { LICENSE: 'Apache License', NOTICE: 'Made by us' })
    expect(licenseOf(path, folder)).toEqual({
      name: 'good',
      version: '1.2.3',
      license: 'Apache-2.0',
      text: 'Apache License\n\nMade by us',
    })
  })

  it('is told once where two files say the same', () => {
    const path = lay(
      'twice',
      { license: 'MIT' },
      { LICENSE: 'MIT License\n\nDo it', 'LICENSE.md': '# MIT License\nDo it\n' },
    )
    expect(licenseOf(path, folder).text).toBe('MIT License\n\nDo it')
  })

  it.each(['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'SEE LICENSE IN LICENSE', ''])(
    'is refused when it is «%s», which nobody has allowed',
    (license) => {
      const path = lay('unknown', { license }, { LICENSE: 'some text' })
      expect(() => licenseOf(path, folder)).toThrow('unknown 1.2.3：许可证')
    },
  )

  it('may be chosen where the package leaves the choice', () => {
    const path = lay('choice', { license: '(MIT OR GPL-3.0-only)' }, { LICENSE: 'some text' })
    expect(licenseOf(path, folder).license).toBe('(MIT OR GPL-3.0-only)')
  })

  it('is refused without its text', () => {
    const path = lay('textless', { license: 'MIT' }, { 'README.md': 'MIT' })
    expect(() => licenseOf(path, folder)).toThrow('textless 1.2.3：没有许可证全文。')
  })
})

test.each([
  ['/home/a/node_modules/antd/es/button/index.js', 'node_modules/antd'],
  [
    '/home/a/node_modules/@noble/post-quantum/node_modules/@noble/curves/ed25519.js',
    'node_modules/@noble/post-quantum/node_modules/@noble/curves',
  ],
  ['C:\\a\\node_modules\\@ant-design\\icons\\es\\a.js?commonjs', 'node_modules/@ant-design/icons'],
  ['\0rolldown/runtime.js', 'node_modules/rolldown'],
  ['/home/a/shared/kinds/index.ts', undefined],
])('the module %j belongs to %s', (id, expected) => {
  expect(packageFolderOf(id)).toBe(expected)
})

describe('the SQLite addon', () => {
  it('is listed with each of its parts, each with its notice, and SQLite with its own version', () => {
    const parts = partsOfAddon()
    const text = (name: string) => parts.find((part) => part.name === name)?.text
    expect(text('SQLite')).toContain('May you do good and not evil')
    expect(text('SQLite3 Multiple Ciphers')).toContain('Permission is hereby granted')
    expect(text('SHA-2')).toContain('Redistributions in binary form must reproduce')
    const source = readFileSync(join(root, 'node_modules/better-sqlite3/deps/sqlite3/sqlite3.h'), 'utf8')
    const version = /#define SQLITE_VERSION +"([\d.]+)"/.exec(source)?.[1]
    expect(parts.find(({ name }) => name === 'SQLite')?.version).toBe(version)
  })

  it('names nobody as holder of a copyright who stands in no part', () => {
    expect(unknownHolders('** Copyright:   (c) 2031 Somebody New\n')).toEqual([
      '** Copyright:   (c) 2031 Somebody New',
    ])
    expect(unknownHolders('** Copyright:   (c) 2006-2026 Ulrich Telle\n')).toEqual([])
  })
})
