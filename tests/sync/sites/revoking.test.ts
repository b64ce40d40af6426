import type { Computer } from '../../support/desks/engine'
import { refusal } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
let idOf: Record<'a' | 'b', string>
beforeEach(async () => {
  story = await pair()
  const { a, b, district } = story
  idOf = { a: await siteOf(a), b: await siteOf(b) }
  for (const laptop of [a, b]) await district.take((await laptop.send()).file)
  await exchangeAll()
})
afterEach(() => story.close())

const siteOf = async (of: Computer): Promise<string> => (await of.rpc.sync.status({})).site

/** The district's news to both laptops. */
async function exchangeAll(): Promise<void> {
  const { a, b, district } = story
  await a.take((await district.send('东街街道A')).file)
  await b.take((await district.send('东街街道B')).file)
}

const revoke = () => story.district.rpc.sites.revoke({ site: idOf.a, reason: '电脑被盗，已报案' })

test('what a lost laptop wrote before stays, signed by it; what it sends later is refused', async () => {
  const { a, b, district, units } = story
  const early = await a.save('courtyard-session', session(units.peach))
  await district.take((await a.send()).file)
  expect(await revoke()).toMatchObject({ name: '东街街道A' })
  await a.save('courtyard-session', session(units.plum))
  const late = await a.send()
  expect(await refusal(district.take(late.file))).toMatchObject({ code: 'bundle.revoked-sender' })
  expect(await district.body(early)).toMatchObject({ people: 45 })
  await b.take((await district.send('东街街道B')).file)
  expect(await b.body(early)).toMatchObject({ people: 45 })
  const { sites } = await b.rpc.sites.list({})
  expect(sites.find(({ site }) => site === idOf.a)).toMatchObject({
    reason: '电脑被盗，已报案',
    revokedAt: expect.any(String),
  })
  const direct = await a.send('东街街道B')
  expect(await refusal(b.take(direct.file))).toMatchObject({ code: 'bundle.revoked-sender' })
  expect((await district.rpc.safety.verify({})).ok).toBe(true)
})

test('what others carry of it beyond what the district holds counts nothing, until a person lets it in', async () => {
  const { a, b, district, units } = story
  const before = await a.save('courtyard-session', session(units.peach))
  await b.take((await a.send('东街街道B')).file)
  await revoke()
  const own = await b.save('courtyard-session', session(units.plum))
  const carried = await b.send()
  const [taken] = await district.take(carried.file)
  expect(taken).toMatchObject({ closed: 1, new: 1, result: 'applied' })
  expect(await refusal(district.body(before))).toMatchObject({ code: 'record.not-found' })
  expect(await district.body(own)).toMatchObject({ people: 45 })
  await b.take((await district.send('东街街道B')).file)
  const { sites } = await district.rpc.sites.list({})
  expect(sites.find(({ site }) => site === idOf.a)).toMatchObject({ waiting: 1 })
  expect((await refusal(b.rpc.sites.letIn({ site: idOf.a }))).code).toBe('right.missing')
  expect((await refusal(district.rpc.sites.letIn({ site: idOf.b }))).code).toBe('peer.unknown')
  expect(await district.rpc.sites.letIn({ site: idOf.a })).toMatchObject({ name: '东街街道A', changes: 1 })
  expect(await district.body(before)).toMatchObject({ people: 45 })
  const other = await story.join(units.east, 'C')
  await district.take((await other.send()).file)
  await other.take((await district.send('东街街道C')).file)
  expect(await other.body(before)).toMatchObject({ people: 45 })
  for (const computer of [district, b, other]) expect((await computer.rpc.safety.verify({})).ok).toBe(true)
})

test('what does not count of it is carried by everybody and counts for nobody', async () => {
  const { a, b, district, units } = story
  const counted = await a.save('courtyard-session', session(units.peach))
  await district.take((await a.send()).file)
  const late = await a.save('courtyard-session', session(units.plum))
  await b.take((await a.send('东街街道B')).file)
  await revoke()
  await b.take((await district.send('东街街道B')).file)
  const other = await story.join(units.east, 'C')
  await district.take((await other.send()).file)
  await other.take((await district.send('东街街道C')).file)
  await b.take((await district.send('东街街道B')).file)
  const [taken] = await other.take((await b.send('东街街道C')).file)
  expect(taken).toMatchObject({ closed: 1, new: 0, result: 'applied' })
  await district.take((await other.send()).file)
  for (const computer of [b, other, district]) {
    expect(await computer.body(counted)).toMatchObject({ people: 45 })
    expect(await refusal(computer.body(late))).toMatchObject({ code: 'record.not-found' })
    expect((await computer.rpc.safety.verify({})).ok).toBe(true)
  }
})

test('an edit of it that does not count replaces nothing, and goes again where it was shown', async () => {
  const { a, b, district, units } = story
  const id = await b.save('courtyard-session', session(units.peach))
  await a.take((await b.send('东街街道A')).file)
  await a.save('courtyard-session', { people: 99 }, id)
  await b.take((await a.send('东街街道B')).file)
  expect(await b.body(id)).toMatchObject({ people: 99 })
  await revoke()
  await b.take((await district.send('东街街道B')).file)
  expect(await b.body(id)).toMatchObject({ people: 45 })
  await district.take((await b.send()).file)
  expect(await district.body(id)).toEqual(await b.body(id))
  for (const computer of [b, district]) expect((await computer.rpc.safety.verify({})).ok).toBe(true)
})

test('an old word about a revoked laptop, passed on by another, does not open it again', async () => {
  const { a, b, district, units } = story
  await a.save('courtyard-session', session(units.peach))
  const { file: stale } = await a.send('东街街道B')
  await revoke()
  await b.take((await district.send('东街街道B')).file)
  expect(await refusal(b.take(stale))).toMatchObject({ code: 'bundle.revoked-sender' })
  const { sites } = await b.rpc.sites.list({})
  expect(sites.find(({ site }) => site === idOf.a)?.revokedAt).not.toBeNull()
})

test('its letter is never given to another laptop, and only the district ends one', async () => {
  const { b, district, units, stick } = story
  await revoke()
  const folder = district.engine.grant(stick)
  const ask = district.rpc.sync.createJoinFile({
    scope: units.east,
    letter: 'A',
    folder,
  })
  expect((await refusal(ask)).code).toBe('join.used')
  expect((await refusal(b.rpc.sites.revoke({ site: idOf.a, reason: '丢失' }))).code).toBe('right.missing')
  expect(
    (await refusal(district.rpc.sites.revoke({ site: await siteOf(district), reason: '丢失' }))).code,
  ).toBe('peer.unknown')
  expect((await refusal(district.send('东街街道A'))).code).toBe('peer.unknown')
})
