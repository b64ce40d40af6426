import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { marked, packagesOf, unmarked } from '../../../build/needs.mjs'
import { leftOutLines, type Outcome, outcomeOf, outcomeOfRest } from '../../../build/test-report.mjs'
import { asked } from '../../support/machine/needs'
import { spawnSync } from '../../support/machine/programs'

const root = resolve(__dirname, '../../..')
const file = 'tests/unit/asking.test.ts'

/** A suite in a folder of its own, as jest runs those of this repository, on a machine that may have `age` or not. */
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-needs-'))
  for (const name of ['tests/unit', 'empty', 'bin']) mkdirSync(join(folder, name), { recursive: true })
  for (const name of ['node_modules', 'build', 'tests/support'])
    symlinkSync(join(root, name), join(folder, name), 'junction')
  symlinkSync(join(root, 'jest.config.cjs'), join(folder, 'ours.cjs'))
  writeFileSync(
    join(folder, 'jest.config.cjs'),
    "module.exports = { ...require('./ours.cjs'), rootDir: __dirname }",
  )
  writeFileSync(join(folder, 'bin/age'), '#!/bin/sh\n')
  chmodSync(join(folder, 'bin/age'), 0o755)
  writeFileSync(
    join(folder, file),
    `const { needs } = require('../support/machine/needs')
    const { spawnSync } = require('../support/machine/programs')
    test('wants nothing', () => undefined)
    needs('age').describe('with age', () => {
      beforeAll(() => spawnSync('age'))
      test('starts it', () => expect(spawnSync('age').status).toBe(0))
      test.each(['a', 'b'])('starts it for %s', () => expect(spawnSync('age').status).toBe(0))
    })`,
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the suite. @returns jest's report */
function report(has: 'empty' | 'bin', env: Readonly<Record<string, string>> = {}) {
  const out = join(folder, 'report.json')
  const jest = join(root, 'node_modules/jest/bin/jest.js')
  const run = spawnSync(process.execPath, [jest, '-i', '--json', `--outputFile=${out}`], {
    cwd: folder,
    env: { PATH: join(folder, has), ...env },
    encoding: 'utf8',
  })
  return { status: run.status, ...JSON.parse(readFileSync(out, 'utf8')) }
}

const wanting = ['with age starts it', 'with age starts it for a', 'with age starts it for b']

test('what a machine lacks leaves out the tests that need it, and nothing else; they are named with what is missing', () => {
  const run = report('empty')
  const outcome: Outcome = outcomeOf(run, folder)
  expect([run.status, outcome]).toEqual([
    0,
    { passed: 1, failed: [], leftOut: wanting.map((name) => ({ file, name, lacking: ['age'] })) },
  ])
  expect(leftOutLines(outcome.leftOut)).toEqual([
    '缺 age（3 项）：',
    ...wanting.map((name) => `  ${file} › ${name}`),
  ])
})

test('where everything must run, they fail', () => {
  const run = report('empty', { YUANBA_E2E: 'required' })
  expect([run.status, outcomeOf(run, folder)]).toEqual([
    1,
    { passed: 1, failed: wanting.map((name) => `${file} › ${name}`), leftOut: [] },
  ])
})

test('what was left out is made up for once it is there, and nothing runs twice', () => {
  const { leftOut } = outcomeOf(report('empty'), folder)
  writeFileSync(join(folder, 'left-out.json'), JSON.stringify({ leftOut }))
  const run = report('bin', { YUANBA_E2E: 'required', YUANBA_ONLY: join(folder, 'left-out.json') })
  expect([run.numPassedTests, run.numPendingTests]).toEqual([3, 1])
  expect(outcomeOfRest(run, leftOut, folder)).toEqual({ passed: 3, failed: [], leftOut: [] })
})

test('what is left out again, or gone, has failed', () => {
  const leftOut = [...wanting, 'gone'].map((name) => ({ file, name, lacking: ['age'] }))
  expect(outcomeOfRest(report('empty'), leftOut, folder)).toEqual({
    passed: 0,
    failed: leftOut.map(({ name }) => `${file} › ${name}（还是没有运行）`),
    leftOut: [],
  })
})

test('the last line of a run that makes up for another counts both, and failures of either end it with 1', () => {
  for (const [failed, code] of [[[], 0] as const, [[`${file} › x`], 1] as const]) {
    const earlier = join(folder, 'earlier.json')
    writeFileSync(earlier, JSON.stringify({ passed: 122, failed, leftOut: [] }))
    const run = spawnSync(process.execPath, [join(root, 'build/test.mjs'), '--rest', earlier], {
      encoding: 'utf8',
    })
    const [last] = run.stdout.trimEnd().split('\n').slice(-1)
    expect([run.status, last]).toEqual([code, `122 passed, ${failed.length} failed`])
  }
})

test('a test that is skipped for no need, and a suite that breaks outside its tests, count as failures', () => {
  const suites = [
    { name: join(folder, file), status: 'passed', assertionResults: [{ fullName: 'x', status: 'pending' }] },
    { name: join(folder, 'tests/broken.test.ts'), status: 'failed', assertionResults: [] },
  ]
  expect(outcomeOf({ testResults: suites }, folder)).toEqual({
    passed: 0,
    failed: [`${file} › x（无故略过）`, 'tests/broken.test.ts'],
    leftOut: [],
  })
})

test('a title keeps what is missing, through blocks of several needs', () => {
  const title = `${marked('outer', ['age'])} ${marked('inner', ['zstd', 'age'])}`
  expect(unmarked(title)).toEqual({ title: 'outer inner', lacking: ['age', 'zstd'] })
  expect(unmarked('plain [x]')).toEqual({ title: 'plain [x]', lacking: [] })
})

test('only the packages of what is missing are installed, each once', () => {
  expect(packagesOf(['pdftotext', 'age', 'pdfinfo', 'root'])).toEqual(['age', 'poppler-utils'])
})

test('what a test did not ask for it may not use, whether this machine has it or not', () => {
  const [program, system] = ['age', '/usr/bin/age']
  for (const start of [
    () => spawnSync(program, ['--version']),
    () => spawnSync(system, ['--version']),
    () => spawnSync('sh', ['-c', `exec ${program} --version`]),
    () => asked('chromium'),
  ])
    expect(start).toThrow('declares it')
  expect(spawnSync('sh', ['-c', 'exit 3']).status).toBe(3)
})
