import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { singly } from '../../../renderer/ui/use-busy'

function told() {
  const said: unknown[] = []
  const run = singly((busy) => said.push(busy))
  return { said, run }
}

test('a button pressed twice does its work once, and again once it has ended', async () => {
  const { said, run } = told()
  const work = Promise.withResolvers<string>()
  let begun = 0
  const press = (): Promise<string | null> =>
    run(() => {
      begun += 1
      return work.promise
    })
  const [first, second] = [press(), press()]
  expect(await second).toBeNull()
  work.resolve('written')
  expect(await first).toBe('written')
  expect([begun, said]).toEqual([1, [true, false]])
  expect(await press()).toBe('written')
  expect([begun, said]).toEqual([2, [true, false, true, false]])
})

test('work that fails is told of before it counts as ended, and can be tried again', async () => {
  const { said, run } = told()
  const failure = new Error('the stick was pulled out')
  expect(
    await run(
      () => Promise.reject(failure),
      (error) => said.push(error),
    ),
  ).toBeNull()
  expect(said).toEqual([true, failure, false])
  expect(await run(() => Promise.resolve(7))).toBe(7)
})

/** What tells by itself when it has ended, and why. */
const allowed: Readonly<Record<string, string>> = {
  'renderer/engine/use-task.ts': 'long work of the engine is cancelled by its operation',
  'renderer/features/settings/use-audit-entries.ts':
    'the newest question takes the place of one that still runs',
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

test('no screen writes out for itself that it is busy until its work has ended', () => {
  const byHand = /finally(?: \{|\(\(\) =>)[^}]*?\bset[A-Z]\w*\(/
  const found = sources('renderer').filter((path) => byHand.test(readFileSync(path, 'utf8')))
  expect(found.sort()).toEqual(Object.keys(allowed))
})
