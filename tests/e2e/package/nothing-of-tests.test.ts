import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { glibcOf } from '../../../build/elf.mjs'
import { oldestGlibc } from '../../../shared/fitness'
import { needs } from '../../support/machine/needs'
import { spawnSync } from '../../support/machine/programs'
import { root } from '../../support/screens/screen'

/** Words that stand only in what tests need: none of them may be in what people get. */
const traces =
  /zstd\.cjs|zstd-wasm|test-electron|test-app|YUANBA_TEST|TEST_RUNTIME|no-sandbox|cypress|NAPI_VERSION=8|default_app/i

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

function traced(folder: string): readonly string[] {
  return filesBelow(folder).filter(
    (file) => traces.test(file) || traces.test(readFileSync(join(folder, file), 'latin1')),
  )
}

const dist = join(root, 'dist')

test('no production bundle holds anything that only tests need', () => {
  expect(filesBelow(dist)).toEqual(expect.arrayContaining(['cli.cjs', 'engine-utility.cjs', 'main/main.cjs']))
  expect(traced(dist)).toEqual([])
})

test('a large bundle is plain ASCII: in memory one other character doubles all of it', () => {
  const bundles = filesBelow(dist).filter((file) => /^(cli|engine-.*|loopback|table-reader)\.cjs$/.test(file))
  expect(bundles).toEqual(expect.arrayContaining(['cli.cjs', 'engine-part-utility-engine.cjs']))
  const wide = bundles.filter((file) => /[^\0-\x7f]/.test(readFileSync(join(dist, file), 'utf8')))
  expect(wide).toEqual([])
})

test('Electron starts the engine by a small file, which it reads through', () => {
  expect(readFileSync(join(dist, 'main/engine.cjs')).length).toBeLessThan(1000)
  expect(readFileSync(join(dist, 'main/main.cjs'), 'utf8')).toContain('"engine.cjs"')
})

test('the window that people get has no developer tools', () => {
  expect(readFileSync(join(dist, 'main/main.cjs'), 'utf8')).toContain('devTools: false')
})

needs('zig').describe('packages', () => {
  const output = mkdtempSync(join(tmpdir(), 'yuanba-shipped-'))
  const resources = join(output, 'linux-unpacked/resources')
  const archive = join(resources, 'app.asar')
  let onlyTests: { readonly executable: string; readonly app: string; readonly version: string }

  beforeAll(() => {
    const node = (script: string, ...args: readonly string[]): string => {
      const run = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, encoding: 'utf8' })
      if (run.status !== 0) throw new Error(`${script}: ${run.stdout}${run.stderr}`)
      return run.stdout
    }
    onlyTests = JSON.parse(node('build/test-app.mjs'))
    node('build/addon.mjs', 'x64')
    // The shipped configuration as it is; only the Electron is not the one that ships.
    node(
      ...(['node_modules/electron-builder/cli.js', '--linux', 'dir', '--x64', '--publish', 'never'] as const),
      `-c.electronDist=${dirname(onlyTests.executable)}`,
      `-c.electronVersion=${onlyTests.version}`,
      `-c.directories.output=${output}`,
    )
  }, 1_800_000)
  afterAll(() => rmSync(output, { recursive: true, force: true }))

  test('hold the production bundles, unchanged, and nothing that only tests need', () => {
    const files = listPackage(archive, { isPack: false }).map((file) => file.slice(1))
    const bundles = filesBelow(dist)
      .filter((file) => /^(main|renderer)\/|^(preload|engine-.*|table-reader)\.cjs$/.test(file))
      .map((file) => `dist/${file}`)
    const packed = files.filter((file) => /^dist\/.*\.\w+$/.test(file))
    expect(packed.sort()).toEqual(bundles.sort())
    const changed = bundles.filter(
      (file) => !extractFile(archive, file).equals(readFileSync(join(root, file))),
    )
    expect(changed).toEqual([])
    expect(files.filter((file) => traces.test(file))).toEqual([])
  })

  test('hold one addon, that for old systems', () => {
    const addons = filesBelow(join(resources, 'app.asar.unpacked')).filter((file) => file.endsWith('.node'))
    expect(addons).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node'])
    expect(glibcOf(join(resources, 'app.asar.unpacked', addons[0] ?? ''))).toBe(oldestGlibc)
  })

  test('are told apart from what the test Electron is given', () => {
    expect(traced(onlyTests.app)).toEqual(
      expect.arrayContaining(['dist/engine-utility.cjs', 'dist/zstd.cjs']),
    )
  })
})
