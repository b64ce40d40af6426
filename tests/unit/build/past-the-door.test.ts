import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pastTheDoor } from '../../support/machine/past-the-door'

const tests = resolve(__dirname, '../..')

/** The doors themselves, the rules and this test, and what runs in a process of its own, outside jest: one writes programs for Windows. */
const doors: readonly string[] = [
  'support/machine/programs.ts',
  'support/machine/needs.ts',
  'support/screens/browser.ts',
  'support/screens/desktop.ts',
  'support/machine/past-the-door.ts',
  'unit/build/past-the-door.test.ts',
  'support/child/computer.ts',
  'e2e/package/windows-engine.test.ts',
]

const sources = globSync('**/*.{ts,tsx,mjs,cjs,js}', { cwd: tests })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !doors.includes(path))

test('nothing in tests starts a program, opens a browser or leaves a test out but through the one door', () => {
  expect(sources.length).toBeGreaterThan(200)
  const found = sources.flatMap((path) =>
    pastTheDoor(readFileSync(join(tests, path), 'utf8')).map((what) => `${path} ${what}`),
  )
  expect(found).toEqual([])
})

test.each([
  ["import { spawn } from 'node:child_process'", 'starts programs itself'],
  ['import * as system from "child_process"', 'starts programs itself'],
  ["const { execFileSync } = require('node:child_process')", 'starts programs itself'],
  ["const system = await import('node:child_process')", 'starts programs itself'],
  ["export { spawnSync } from 'node:child_process'", 'starts programs itself'],
  ["import { execa } from 'execa'", 'starts programs through a package'],
  ["import cluster from 'node:cluster'", 'starts processes itself'],
  ["const system = await import('node:child' + '_process')", 'loads a module by a name put together'],
  ["require(['node:child', 'process'].join('_'))", 'loads a module by a name put together'],
  ['await import(`node:child$' + '{under}process`)', 'loads a module by a name put together'],
  ["const load = require\nload('x')", 'loads modules by another way'],
  ["process.getBuiltinModule('x')", 'loads modules by another way'],
  ["process.binding('spawn_sync')", 'loads modules by another way'],
  ["import { type Browser, chromium } from 'playwright-core'", 'opens a browser itself'],
  ["import {\n  chromium,\n} from 'playwright-core'", 'opens a browser itself'],
  ["const { chromium } = await import('playwright-core')", 'opens a browser itself'],
  ["test.skip('x', () => undefined)", 'leaves a test out without a need'],
  ["describe.only('x', () => undefined)", 'leaves a test out without a need'],
  ["xit('x', () => undefined)", 'leaves a test out without a need'],
] as const)('an offender is seen: %s', (source, what) => {
  expect(pastTheDoor(`import { join } from 'node:path'\n${source}\n`)).toContain(what)
})

test.each([
  "import { spawnSync } from '../../support/machine/programs'",
  "import type { Browser } from 'playwright-core'",
  "const loader = require.resolve('playwright-core/package.json')",
  "needs('age').test('x', () => undefined)",
  "const { hunt } = await import('../../../build/hunting.mjs')",
])('what keeps to it is left in peace: %s', (source) => {
  expect(pastTheDoor(source)).toEqual([])
})
