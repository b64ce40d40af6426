import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../support/screens/screen'

interface Listed {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly text: string
}

const read = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), 'utf8')) as T
const shipped = ['engine-utility', 'table-reader', 'main', 'preload', 'renderer', 'loopback']

test('each package that went into a bundle stands in the list of licences with its text, and the addon with SQLite', () => {
  const listed = read<readonly Listed[]>('dist/renderer/licenses.json')
  const held = new Map(listed.map(({ name, version, text }) => [`${name} ${version}`, text.length]))
  const packages = shipped.flatMap(
    (target) => read<{ packages: readonly string[] }>(`dist/.stamp/${target}.json`).packages,
  )
  expect(packages).toEqual(
    expect.arrayContaining([
      'node_modules/antd',
      'node_modules/react-dom',
      'node_modules/docx',
      'node_modules/@e965/xlsx',
    ]),
  )
  const without = [...packages, 'node_modules/better-sqlite3'].filter((folder) => {
    const { name, version } = read<{ name: string; version: string }>(`${folder}/package.json`)
    return (held.get(`${name} ${version}`) ?? 0) < 200
  })
  expect(without).toEqual([])
  expect(listed.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['SQLite', 'SQLite3 Multiple Ciphers', 'fflate']),
  )
})

test('the same list is a text of its own, which a package can carry beside the program', () => {
  const text = readFileSync(join(root, 'dist/LICENSES.txt'), 'utf8')
  for (const { name, version } of read<readonly Listed[]>('dist/renderer/licenses.json'))
    expect(text).toContain(`\n${name} ${version}\n`)
  expect(text).toContain('Apache License')
})
