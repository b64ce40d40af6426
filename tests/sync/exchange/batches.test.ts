import { backUp, restoreFrom } from '../../support/desks/copies'
import type { Computer } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
const more: Computer[] = []
beforeEach(async () => {
  story = await pair()
})
afterEach(async () => {
  for (const computer of more.splice(0)) await computer.engine.close()
  await story.close()
})

const restored = async (of: Computer, name: string, seed: number): Promise<Computer> => {
  const computer = await restoreFrom(await backUp(of, story.stick), story.stick, name, seed)
  more.push(computer)
  return computer
}

const nameOf = async (of: Computer): Promise<string> => {
  const { unitName, letter } = await siteKeyOf(of)
  return `${unitName}${letter}`
}

const totalAt = async (at: Computer) => (await at.rpc.records.count({ kind: 'courtyard-session' })).total

/** Laptop A hands in twice, is restored and hands in, is restored again and hands in: the files in that order. */
async function handedIn(): Promise<{ readonly files: string[]; readonly names: string[] }> {
  const { a, units } = story
  await a.save('courtyard-session', session(units.peach))
  const first = (await a.send()).file
  const once = await restored(a, 'once', 70)
  const twice = await restored(once, 'twice', 71)
  for (const laptop of [a, once, twice]) await laptop.save('courtyard-session', session(units.plum))
  const files = [first]
  for (const laptop of [a, once, twice]) files.push((await laptop.send()).file)
  const names = await Promise.all([a, a, once, twice].map(nameOf))
  return { files, names }
}

/** Some orders of four files: as they came, from behind, and mixed. */
const orders = [
  [0, 1, 2, 3],
  [3, 2, 1, 0],
  [2, 0, 3, 1],
]

test.each(orders)(
  'files of a laptop and its successors work in one go in any order: %i %i %i %i',
  async (...order) => {
    const { district } = story
    const { files, names } = await handedIn()
    const chosen = order.map((at) => files[at] ?? '')
    const seen = await district.preview(...chosen)
    expect(seen.map(({ from }) => from)).toEqual(names)
    expect(await totalAt(district)).toBe(0)
    const taken = await district.take(...chosen)
    expect(taken.map(({ from, result }) => [from, result])).toEqual(names.map((name) => [name, 'applied']))
    expect(await totalAt(district)).toBe(4)
    const living = (await district.rpc.sites.list({})).sites.filter(
      ({ role, revokedAt }) => role === 'street' && revokedAt === null,
    )
    expect(living.map(({ name }) => name)).toEqual([names.at(-1)])
    expect((await district.rpc.safety.verify({})).ok).toBe(true)
  },
)

test('a laptop takes what its district sent before and after it was restored in one go', async () => {
  const { a, district, units } = story
  await district.take((await a.send()).file)
  const before = await district.send('东街街道A')
  const moved = await restored(district, 'moved', 72)
  const entry = await moved.save('dictionary-entry', { dictionary: 'topic', value: 'x', label: '搬家以后' })
  const after = await moved.send('东街街道A')
  const taken = await a.take(after.file, before.file)
  expect(taken.map(({ fromSite }) => fromSite)).toEqual(
    await Promise.all([district, moved].map(async (each) => (await siteKeyOf(each)).id)),
  )
  expect(await a.body(entry)).toMatchObject({ label: '搬家以后' })
  expect(await a.body(units.peach)).toMatchObject({ name: '桃花村' })
})
