import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { FIRST_SCREEN_LIMIT, firstScreenBytes, firstScreenFiles } from '../../../electron/bench/first-screen'
import { root } from '../../support/screens/screen'

const built = join(root, 'dist/renderer')
const files = [...firstScreenFiles(built).keys()]

test('the first screen loads no more than 1.2 MB before compression', () => {
  expect(firstScreenBytes(built)).toBeLessThanOrEqual(FIRST_SCREEN_LIMIT)
})

test('the first screen comes in few files: each passes the main process by itself', () => {
  expect(files.length).toBeLessThanOrEqual(5)
})

test('the first screen holds React and the home screen, but no chart, report, setting or table of pinyin', () => {
  expect(files).toEqual(expect.arrayContaining([expect.stringMatching(/^assets\/first-.*\.js$/)]))
  const later = [
    'draw',
    'charts-screen',
    'reports-screen',
    'settings-screen',
    'sync-screen',
    'form-screen',
    'pinyin',
  ]
  for (const name of later) {
    const chunk = new RegExp(`^assets/${name}-[^/]*\\.js$`)
    expect(files.filter((file) => chunk.test(file))).toEqual([])
    // The name is that of a chunk which is really there.
    expect(readdirSync(join(built, 'assets')).some((file) => chunk.test(`assets/${file}`))).toBe(true)
  }
})
