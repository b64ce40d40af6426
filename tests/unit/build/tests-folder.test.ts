import { existsSync, mkdirSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { makeTestsFolder } from '../../../build/tests-folder.mjs'
import { execFileSync } from '../../support/machine/programs'

const run = process.env.YUANBA_TESTS_FOLDER
afterEach(() => {
  process.env.YUANBA_TESTS_FOLDER = run
})

test('a run has a folder of its own, and takes away what a killed run left', () => {
  const place = mkdtempSync(join(tmpdir(), 'place-'))
  const gone = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim()
  const [left, kept, other] = [`yuanba-tests-${gone}-a`, `yuanba-tests-${process.pid}-b`, 'of-somebody-else']
  for (const name of [left, kept, other]) mkdirSync(join(place, name))
  const made = makeTestsFolder(place)
  expect(process.env.YUANBA_TESTS_FOLDER).toBe(made)
  expect(basename(made)).toMatch(new RegExp(`^yuanba-tests-${process.pid}-`))
  expect([left, kept, other].map((name) => existsSync(join(place, name)))).toEqual([false, true, true])
  // Another user's window gets to its files by their names, and cannot list whose they are.
  if (process.platform !== 'win32') expect(statSync(made).mode & 0o777).toBe(0o711)
})
