import { join } from 'node:path'
import { admit } from '../../support/desks/admission'
import { backUp, restoreFrom } from '../../support/desks/copies'
import type { Computer } from '../../support/desks/engine'
import { refusal, passphrase as words } from '../../support/desks/engine'
import {
  joinPassphraseOf,
  joinWith,
  makeJoinFile,
  newComputer,
  type Pair,
  pair,
  session,
} from '../../support/desks/pair'

const DAY = 86_400_000

let story: Pair
let more: Computer[]
beforeEach(async () => {
  story = await pair()
  more = []
})
afterEach(async () => {
  for (const computer of more) await computer.engine.close()
  await story.close()
})

function fresh(name: string, seed: number): Computer {
  const computer = newComputer(story.stick, name, seed)
  more.push(computer)
  return computer
}

function joinFile(letter: string, over: { scope?: string; again?: boolean } = {}): Promise<string> {
  const { district, stick, units } = story
  return makeJoinFile(district, stick, { scope: units.east, letter, ...over })
}

/** Two laptops from one joining file, each with a record; the first was let in. */
async function twoFromOne(): Promise<{
  readonly second: Computer
  readonly file: string
  readonly record: string
}> {
  const path = await joinFile('C')
  const [first, second] = [fresh('first', 50), fresh('second', 51)]
  for (const computer of [first, second]) await joinWith(computer, path)
  await first.save('courtyard-session', session(story.units.peach))
  const record = await second.save('courtyard-session', session(story.units.plum))
  await story.district.take((await first.send()).file)
  return { second, record, file: (await second.send()).file }
}

const tokens = (at: Computer, file: string) => [at.engine.grant(join(story.stick, file))]
/** A manager asks by telephone and lets the laptop in all the same. */
const accept = async (at: Computer, file: string) => {
  const { files } = await at.plain.sync.importBundles({ files: tokens(at, file) })
  return (await admit(at.plain, files[0]?.fromSite ?? '', true)).files[0]
}
const letterOf = async (at: Computer) => (await at.rpc.profile.state({})).site?.letter
const numberOf = async (at: Computer, id: string) => (await at.rpc.records.get({ id })).number
const isSound = async (at: Computer) => (await at.rpc.safety.verify({})).ok
const rejoin = (at: Computer, path: string) =>
  at.rpc.sites.rejoin({ file: at.engine.grant(path), joinPassphrase: joinPassphraseOf(path) })

test('a laptop whose letter another took first is let in by a manager under a free one, and hears of it', async () => {
  const { district, units } = story
  const { second, record, file } = await twoFromOne()
  expect(await refusal(district.take(file))).toMatchObject({ code: 'join.used', params: { letter: 'C' } })
  const { newcomers } = await district.rpc.sites.newcomers({})
  // A and B are promised by joining files that nobody has used yet.
  expect(newcomers).toMatchObject([
    { name: '东街街道C', asked: 'C', letter: 'D', isUsed: true, isLate: false },
  ])
  expect((await refusal(district.take(file))).code).toBe('join.used')
  expect(await accept(district, file)).toMatchObject({ from: '东街街道D', new: 1, result: 'applied' })
  expect(await district.body(record)).toMatchObject({ unit: units.plum })

  await second.take((await district.send('东街街道D')).file)
  expect(await letterOf(second)).toBe('D')
  const later = await second.save('courtyard-session', session(units.plum))
  expect(await numberOf(second, record)).toMatch(/-C0001$/)
  expect(await numberOf(second, later)).toMatch(/-D0002$/)
  expect((await district.take((await second.send()).file))[0]).toMatchObject({ from: '东街街道D', new: 1 })
  const { sites } = await second.rpc.sites.list({})
  expect(sites.find(({ own }) => own)).toMatchObject({ name: '东街街道D', certified: true })
  expect([await isSound(second), await isSound(district)]).toEqual([true, true])
})

test('only who manages the district lets such a laptop in', async () => {
  const { district } = story
  const { file } = await twoFromOne()
  await district.rpc.users.add({ name: '王录入', role: 'entry', passphrase: words })
  await district.rpc.session.lock({})
  await district.rpc.session.unlock({ user: '王录入', passphrase: words })
  const { files } = await district.plain.sync.importBundles({ files: tokens(district, file) })
  expect(files[0]?.result).toBe('waiting')
  expect((await refusal(admit(district.plain, files[0]?.fromSite ?? '', true))).code).toBe('right.missing')
})

test('a laptop that comes long after its joining file ran out is let in by a manager, under its own letter', async () => {
  const { a, district, units } = story
  await a.save('courtyard-session', session(units.peach))
  const { file } = await a.send()
  district.clock.time += 91 * DAY
  expect((await refusal(district.take(file))).code).toBe('join.expired')
  expect(await accept(district, file)).toMatchObject({ from: '东街街道A', new: 1, result: 'applied' })
})

test('a laptop that was restored before it was let in keeps its new letter when a manager lets it in', async () => {
  const { district, stick } = story
  const { second, record } = await twoFromOne()
  const restored = await restoreFrom(await backUp(second, stick), stick, 'restored', 52)
  more.push(restored)
  const letter = await letterOf(restored)
  expect(letter).toMatch(/^C[A-Z]{2}$/)
  const { file } = await restored.send()
  expect((await refusal(district.take(file))).code).toBe('join.used')
  expect(await accept(district, file)).toMatchObject({ from: `东街街道${letter}`, new: 1, result: 'applied' })
  await restored.take((await district.send(`东街街道${letter}`)).file)
  expect(await letterOf(restored)).toBe(letter)
  expect(await restored.body(record)).toMatchObject({ people: 45 })
  expect([await isSound(restored), await isSound(district)]).toEqual([true, true])
  expect((await refusal(rejoin(restored, await joinFile('E')))).code).toBe('join.admitted')
})

test('a letter that a joining file promises already is asked about before another is written', async () => {
  await joinFile('C')
  expect(await refusal(joinFile('C'))).toMatchObject({
    code: 'join.outstanding',
    params: { letter: 'C', expires: '2026-12-03' },
  })
  await joinFile('C', { again: true })
  // Elsewhere the letter promises nothing.
  await joinFile('C', { scope: story.units.west })
})

test('a laptop that was not let in takes a fresh joining file and keeps all it holds', async () => {
  const { district, units } = story
  const { second, record, file } = await twoFromOne()
  expect((await refusal(district.take(file))).code).toBe('join.used')
  expect(await rejoin(second, await joinFile('E'))).toMatchObject({ letter: 'E', unit: '东街街道' })
  expect(await letterOf(second)).toBe('E')
  const later = await second.save('courtyard-session', session(units.plum))
  const sent = await second.send()
  // The file from before waited.
  expect(await district.take(sent.file)).toMatchObject([
    { from: '东街街道E', new: 1, result: 'applied' },
    { from: '东街街道E', new: 1, result: 'applied' },
  ])
  expect(await district.body(record)).toMatchObject({ unit: units.plum })
  expect([await numberOf(district, record), await numberOf(district, later)]).toEqual([
    expect.stringMatching(/-C0001$/),
    expect.stringMatching(/-E0002$/),
  ])
  await second.take((await district.send('东街街道E')).file)
  expect((await refusal(rejoin(second, await joinFile('F')))).code).toBe('join.admitted')
  expect([await isSound(second), await isSound(district)]).toEqual([true, true])
})

test('a fresh joining file also comes from a district that has moved to another machine meanwhile', async () => {
  const { a, district, stick, units } = story
  const id = await a.save('courtyard-session', session(units.peach))
  const moved = await restoreFrom(await backUp(district, stick), stick, 'moved', 53)
  more.push(moved)
  await rejoin(a, await makeJoinFile(moved, stick, { scope: units.east, letter: 'G' }))
  expect((await moved.take((await a.send()).file))[0]).toMatchObject({ from: '东街街道G', result: 'applied' })
  expect(await moved.body(id)).toMatchObject({ people: 45 })
  await a.take((await moved.send('东街街道G')).file)
  expect([await isSound(a), await isSound(moved)]).toEqual([true, true])
})

test('a joining file of another street, or read at a district, changes nothing', async () => {
  const { a, district, units } = story
  const west = await joinFile('C', { scope: units.west })
  expect(await refusal(rejoin(a, west))).toMatchObject({
    code: 'join.other-unit',
    params: { unit: '西街街道' },
  })
  expect((await refusal(rejoin(district, west))).code).toBe('right.missing')
  expect(await letterOf(a)).toBe('A')
})

test('a laptop that was restored before it was let in takes any fresh file, and is called by its letter', async () => {
  const { a, district, stick, units } = story
  const before = await a.save('courtyard-session', session(units.peach))
  const restored = await restoreFrom(await backUp(a, stick), stick, 'restored', 54)
  more.push(restored)
  await rejoin(restored, await joinFile('E'))
  expect(await letterOf(restored)).toBe('E')
  const id = await restored.save('courtyard-session', session(units.peach))
  expect((await district.take((await restored.send()).file))[0]).toMatchObject({ new: 2, result: 'applied' })
  expect(await district.body(before)).toMatchObject({ people: 45 })
  expect(await numberOf(district, id)).toMatch(/-E0001$/)
  await restored.take((await district.send('东街街道E')).file)
  expect([await isSound(restored), await isSound(district)]).toEqual([true, true])
})
