import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { hunt, randomSuites, readOrder } from '../../../build/hunting.mjs'
import { spawnSync } from '../../support/machine/programs'

const root = resolve(__dirname, '../../..')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-hunted-'))
  mkdirSync(join(folder, 'tests/unit'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  writeFileSync(join(folder, 'package.json'), '{}')
})
afterAll(() => rmSync(folder, { recursive: true }))

function suite(name: string, body: string): string {
  const path = `tests/unit/${name}.test.ts`
  writeFileSync(join(folder, path), body)
  return path
}

test('a hunt is told in minutes, and in paths where it need not be everywhere', () => {
  expect(readOrder(['--minutes', '90'])).toEqual({ milliseconds: 5_400_000, words: [] })
  expect(readOrder(['--minutes', '0.5', 'tests/sync', 'money'])).toEqual({
    milliseconds: 30_000,
    words: ['tests/sync', 'money'],
  })
  for (const typed of [
    [],
    ['--minutes'],
    ['--minutes', 'ten'],
    ['--minutes', '0'],
    ['5'],
    ['--minutes', '1', '-x'],
  ])
    expect(() => readOrder(typed)).toThrow('npm run hunt -- --minutes')
})

test('the command refuses any other order with its usage, and ends with 2', () => {
  const run = spawnSync(process.execPath, [join(root, 'build/hunt.mjs'), '--seconds', '5'], {
    encoding: 'utf8',
  })
  expect([run.status, run.stderr.trim()]).toEqual([2, '用法：npm run hunt -- --minutes 分钟数 [测试路径……]'])
})

test('the suites that play on seeds are those that ask for one', () => {
  suite('plain', "test('x', () => undefined)")
  const property = suite('property', "import fc from '../../support/laws/property'")
  const walk = suite('walk', "const seed = seedFor('a walk')")
  expect(randomSuites(folder, [])).toEqual([property, walk])
  expect(randomSuites(folder, ['walk'])).toEqual([walk])
  expect(randomSuites(root, [])).toEqual(
    expect.arrayContaining([
      'tests/sync/laws/engines.law.test.ts',
      'tests/sync/laws/year.test.ts',
      'tests/unit/language/money.test.ts',
    ]),
  )
})

test('a seed that fails is told with its test; where it holds, there is nothing to tell', async () => {
  const suites = [
    suite('odd', "test('holds for no seed', () => { throw new Error('seedFor(') })"),
    suite('even', "test('holds', () => expect(Number(process.env.YUANBA_SEED)).toBeGreaterThanOrEqual(0))"),
  ]
  const enough = new AbortController()
  const plays: object[] = []
  await hunt({
    folder,
    suites,
    signal: enough.signal,
    tell(play) {
      plays.push(play)
      if (plays.length === suites.length) enough.abort()
    },
  })
  expect(plays).toEqual([
    { suite: suites[0], seed: expect.any(Number), failed: [`${suites[0]} › holds for no seed`] },
    { suite: suites[1], seed: expect.any(Number), failed: [] },
  ])
})
