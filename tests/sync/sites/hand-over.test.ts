import { cpSync } from 'node:fs'
import type { Computer } from '../../support/desks/engine'
import { passphrase, refusal, user } from '../../support/desks/engine'
import { newComputer, type Pair, pair, session } from '../../support/desks/pair'

const successor = { to: '陈接任', newPassphrase: '接任以后的新口令' }

let story: Pair
beforeEach(async () => {
  story = await pair()
})
afterEach(() => story.close())

const handOver = (at: Computer) => at.rpc.session.handOver({ ...successor, passphrase })
const authorsOf = async (at: Computer, id: string) =>
  (await at.rpc.records.history({ id })).entries.map(({ author }) => author)
const isSound = async (at: Computer) => (await at.rpc.safety.verify({})).ok

/** What somebody takes home: the whole profile as it lies there, and the passphrase. */
async function takenHome(of: Computer): Promise<Computer> {
  const copy = newComputer(story.stick, 'home', 90)
  await of.rpc.session.lock({})
  cpSync(of.profile, copy.profile, { recursive: true })
  await of.rpc.session.unlock({ user, passphrase })
  await copy.rpc.session.unlock({ user, passphrase })
  return copy
}

test('a laptop that was handed over writes on under new keys, which the district takes, and the names stay', async () => {
  const { a, district, units } = story
  await district.take((await a.send()).file)
  await a.take((await district.send('东街街道A')).file)
  const before = await a.save('courtyard-session', session(units.peach))
  const copy = await takenHome(a)
  const note = await handOver(a)
  expect(note).toMatchObject({
    formerComputer: '东街街道A',
    computer: expect.stringMatching(/^东街街道A[A-Z]{2}$/),
    pending: 1,
  })
  expect((await a.rpc.home.overview({})).pendingExport).toBe(1)
  const after = await a.save('courtyard-session', session(units.plum))
  expect((await district.take((await a.send()).file))[0]).toMatchObject({
    from: note.computer,
    new: 2,
    result: 'applied',
    leftOut: [],
  })
  for (const at of [a, district]) {
    expect(await authorsOf(at, before)).toEqual([user])
    expect(await authorsOf(at, after)).toEqual([successor.to])
  }

  // Whoever left speaks for nobody any more.
  await copy.save('courtyard-session', session(units.plum))
  expect((await refusal(district.take((await copy.send()).file))).code).toBe('bundle.revoked-sender')
  await copy.engine.close()

  await a.take((await district.send(note.computer)).file)
  const { sites } = await a.rpc.sites.list({})
  expect(sites.find(({ own }) => own)).toMatchObject({ name: note.computer, certified: true })
  expect((await a.rpc.home.overview({})).pendingExport).toBe(0)
  expect([await isSound(a), await isSound(district)]).toEqual([true, true])
})

test('a district that was handed over goes on with its laptops, those that wrote to it before among them', async () => {
  const { a, district, units } = story
  await district.take((await a.send()).file)
  await a.take((await district.send('东街街道A')).file)
  const id = await a.save('courtyard-session', session(units.peach))
  const { file } = await a.send()
  const note = await handOver(district)
  expect(note.site).not.toBe((await a.rpc.sites.list({})).sites.find(({ role }) => role === 'district')?.site)
  expect((await district.take(file))[0]).toMatchObject({ new: 1, result: 'applied' })
  await district.save('courtyard-session', { people: 50 }, id)
  expect((await a.take((await district.send('东街街道A')).file))[0]).toMatchObject({
    changed: 1,
    result: 'applied',
  })
  expect(await authorsOf(a, id)).toEqual(expect.arrayContaining([user, successor.to]))
  await a.save('courtyard-session', { people: 60 }, id)
  expect((await district.take((await a.send()).file))[0]).toMatchObject({ changed: 1, result: 'applied' })
  expect([await isSound(a), await isSound(district)]).toEqual([true, true])
})
