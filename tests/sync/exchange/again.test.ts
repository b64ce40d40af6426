import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refusal } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
beforeAll(async () => {
  story = await pair()
})
afterAll(() => story.close())

/** How often reading tells how far it is while a file is taken. */
async function toldWhile(work: () => Promise<unknown>): Promise<number> {
  let told = 0
  const stop = story.district.engine.on('progress', () => {
    told += 1
  })
  await work()
  stop()
  return told
}

test('a file that was taken is not unpacked again, and its taking is logged again', async () => {
  const { a, district, units } = story
  await a.save('courtyard-session', session(units.peach))
  const { file } = await a.send()
  expect(await toldWhile(() => district.take(file))).toBeGreaterThan(0)
  expect(
    await toldWhile(async () => {
      expect(await district.take(file)).toMatchObject([{ result: 'nothing-new', new: 0, changes: 1 }])
    }),
  ).toBe(0)
  const { entries } = await district.rpc.sync.log({ limit: 2 })
  expect(entries.map(({ result, changes, sha256 }) => [result, changes, sha256])).toEqual([
    ['ok', 0, entries[1]?.sha256],
    ['ok', 1, entries[1]?.sha256],
  ])
})

test('a file of the same size with a byte gone wrong is refused, though all of it is held', async () => {
  const { a, district, units } = story
  await a.save('courtyard-session', session(units.peach))
  const { file } = await a.send()
  await district.take(file)
  const path = join(story.stick, file)
  const bytes = readFileSync(path)
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1
  writeFileSync(path, bytes)
  expect((await refusal(district.take(file))).code).toBe('bundle.damaged')
})
