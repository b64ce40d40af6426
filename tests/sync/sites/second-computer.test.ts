import { auditRows } from '../../support/desks/audit-rows'
import type { Computer } from '../../support/desks/engine'
import { passphrase, refusal, user } from '../../support/desks/engine'
import {
  joinCity,
  joinStreet,
  joinWith,
  makeJoinFile,
  meet,
  newComputer,
  type Pair,
  pair,
  session,
} from '../../support/desks/pair'

let story: Pair
/** The second computer of the district's office. */
let second: Computer
const more: Computer[] = []

beforeEach(async () => {
  story = await pair()
  second = newComputer(story.stick, 'second', 70)
  more.push(second)
  await joinStreet(story.district, second, story.stick, story.units.district, 'B')
  for (const laptop of [story.a, story.far]) await meet(story.district, laptop)
})
afterEach(async () => {
  for (const computer of more.splice(0)) await computer.engine.close()
  await story.close()
})

const siteOf = async (of: Computer): Promise<string> => (await of.rpc.sync.status({})).site

/** The second computer is let in, and has what the first one has. */
async function both(): Promise<void> {
  await meet(story.district, second)
  await fromFirst()
}
const fromFirst = async () => second.take((await story.district.send(await siteOf(second))).file)
const fromSecond = async () => story.district.take((await second.send(await siteOf(story.district))).file)

test('it comes in by a joining file and the words on the telephone, with the district’s role and a letter of its own', async () => {
  const { district, a, units } = story
  await district.take((await a.send()).file)
  const { site } = await second.rpc.profile.state({})
  expect(site).toMatchObject({ role: 'district', unitId: units.district, letter: 'B' })
  expect(await second.rpc.sites.newcomers({})).toMatchObject({ asking: true })
  const own = await siteOf(second)
  const { file } = await second.send()
  const [waiting] = await district.plain.sync
    .importBundles({ files: [district.engine.grant(`${story.stick}/${file}`)] })
    .then(({ files }) => files)
  expect(waiting?.result).toBe('waiting')
  await district.take(file)
  await fromFirst()
  expect(await second.rpc.sites.newcomers({})).toMatchObject({ asking: false })
  const { sites } = await district.rpc.sites.list({})
  expect(sites.find((one) => one.site === own)).toMatchObject({
    name: '示范区B',
    role: 'district',
    certified: true,
  })
})

test('what either types or brings the other one has, and no number is given twice', async () => {
  const { district, a, units } = story
  await both()
  const ofStreet = await a.save('courtyard-session', session(units.peach))
  await district.take((await a.send()).file)
  const ofFirst = await district.save('courtyard-session', session(units.plum))
  const ofSecond = await second.save('courtyard-session', session(units.plum, { start: '19:00' }))
  await fromFirst()
  await fromSecond()
  for (const at of [district, second])
    for (const id of [ofStreet, ofFirst, ofSecond]) expect(await at.body(id)).toMatchObject({ people: 45 })
  const numbers = await Promise.all(
    [ofFirst, ofSecond].map(async (id) => (await district.rpc.records.get({ id })).number),
  )
  expect(new Set(numbers).size).toBe(2)
  // Tables of the district's are typed on either as well.
  const unit = await second.save('unit', { name: '杏花村', level: 'village', parent: units.east })
  await fromSecond()
  expect(await district.body(unit)).toMatchObject({ name: '杏花村' })
  for (const at of [district, second]) expect((await at.rpc.safety.verify({})).ok).toBe(true)
})

test('a laptop brings its file to either, and a receipt of either counts', async () => {
  const { district, a, units } = story
  await both()
  await a.take((await district.send('东街街道A')).file)
  const record = await a.save('courtyard-session', session(units.peach))
  // Without a name it is for the computer that the laptop follows.
  expect((await a.send()).peerSite).toBe(await siteOf(district))
  await second.take((await a.send('示范区B')).file)
  expect(await second.body(record)).toMatchObject({ people: 45 })
  await a.take((await second.send('东街街道A')).file)
  expect((await a.rpc.records.get({ id: record })).receipt).toMatchObject({ state: 'received' })
  expect((await a.rpc.sync.status({})).peers.map(({ name }) => name)).toContain('示范区B')
  expect((await a.send()).peerSite).toBe(await siteOf(district))
})

test('a laptop hears of it by its own file too, and a street that it lets in belongs to the district', async () => {
  const { district, b, far, units } = story
  await meet(district, b)
  await both()
  await b.take((await second.send('东街街道B')).file)
  const late = newComputer(story.stick, 'late', 71)
  more.push(late)
  await joinStreet(second, late, story.stick, units.west, 'B')
  const record = await late.save('courtyard-session', session(units.remote))
  await meet(second, late)
  await second.take((await late.send()).file)
  await fromSecond()
  expect(await district.body(record)).toMatchObject({ people: 45 })
  await far.take((await district.send('西街街道A')).file)
  expect(await far.body(record)).toMatchObject({ people: 45 })
  await district.take((await late.send('示范区')).file)
})

test('the first one ends it when it is lost: what comes of it later counts nowhere', async () => {
  const { district, a, units } = story
  await both()
  const early = await second.save('courtyard-session', session(units.plum))
  await fromSecond()
  await district.rpc.sites.revoke({ site: await siteOf(second), reason: '电脑被盗，已报案' })
  await second.save('courtyard-session', session(units.plum, { start: '20:00' }))
  const late = await second.send(await siteOf(district))
  expect(await refusal(district.take(late.file))).toMatchObject({ code: 'bundle.revoked-sender' })
  await a.take((await district.send('东街街道A')).file)
  const theirs = await second.send('东街街道A')
  expect(await refusal(a.take(theirs.file))).toMatchObject({ code: 'bundle.revoked-sender' })
  expect(await district.body(early)).toMatchObject({ people: 45 })
})

test('it can not end the first one', async () => {
  const { district, a } = story
  await both()
  const first = await siteOf(district)
  expect(await refusal(second.rpc.sites.revoke({ site: first, reason: '接管' }))).toMatchObject({
    code: 'sites.first',
  })
  await a.take((await second.send('东街街道A')).file)
  const { sites } = await a.rpc.sites.list({})
  expect(sites.find(({ site }) => site === first)?.revokedAt).toBeNull()
})

test('a city holds both as one district; the second one sends nothing up by itself', async () => {
  const { district, units } = story
  await both()
  const city = newComputer(story.stick, 'city', 80)
  more.push(city)
  await city.rpc.profile.createDistrict({
    role: 'city',
    unit: '示范市',
    user: '市管理',
    passphrase: '院坝里的桂花又开了',
  })
  await joinCity(city, district, story.stick)
  const record = await second.save('courtyard-session', session(units.plum))
  await fromSecond()
  await city.take((await district.send('示范市')).file)
  expect(await city.body(record)).toMatchObject({ people: 45 })
  expect((await city.rpc.sync.status({})).peers).toHaveLength(1)
  const path = await makeJoinFile(city, story.stick, {
    scope: (await city.rpc.profile.state({})).site?.unitId ?? '',
    letter: 'A',
  })
  expect(
    await refusal(
      second.rpc.sites.joinCity({ file: second.engine.grant(path), joinPassphrase: '没有这样的口令' }),
    ),
  ).toMatchObject({ code: 'join.second' })
})

test('a letter is given once in an office, and an unused file can be replaced', async () => {
  const { district, units, stick } = story
  const wanted = { scope: units.district, letter: 'B' }
  expect(await refusal(makeJoinFile(district, stick, wanted))).toMatchObject({ code: 'join.outstanding' })
  await both()
  expect(await refusal(makeJoinFile(district, stick, { ...wanted, again: true }))).toMatchObject({
    code: 'join.used',
  })
  const third = newComputer(stick, 'third', 72)
  more.push(third)
  await joinWith(third, await makeJoinFile(second, stick, { ...wanted, letter: 'C' }))
  await meet(second, third)
  await fromSecond()
  const { sites } = await district.rpc.sites.list({})
  expect(sites.map(({ name }) => name)).toEqual(expect.arrayContaining(['示范区B', '示范区C']))
  // By the one that it came in by the third ends nobody.
  expect(await refusal(third.rpc.sites.revoke({ site: await siteOf(second), reason: '接管' }))).toMatchObject(
    { code: 'sites.first' },
  )
})

test('the recovery key is the first one’s to replace: the second one follows with the next file', async () => {
  const { district } = story
  await both()
  const replace = (at: Computer) => at.rpc.recovery.replace({ passphrase })
  expect(await refusal(replace(second))).toMatchObject({ code: 'recovery.second' })
  await replace(district)
  const told = async () =>
    (await district.rpc.recovery.about({})).computers.find(({ name }) => name === '示范区B')?.isTold
  expect(await told()).toBe(false)
  await fromFirst()
  const rows = await auditRows(second)
  expect(rows.map(({ action }) => action)).toContain('recovery.replace')
  await fromSecond()
  expect(await told()).toBe(true)
})

test('two of them that each let the other one’s new keys in are one district at the city all the same', async () => {
  const { district, units, stick } = story
  await both()
  const third = newComputer(stick, 'third', 72)
  const city = newComputer(stick, 'city', 80)
  more.push(third, city)
  await joinStreet(district, third, stick, units.district, 'C')
  await meet(district, third)
  await second.take((await district.send(await siteOf(second))).file)
  await third.take((await district.send(await siteOf(third))).file)
  const [oldSecond, oldThird] = [await siteOf(second), await siteOf(third)]
  for (const computer of [second, third]) {
    // Their words come last, whatever the first one says of them later.
    computer.clock.time += 3600_000
    await computer.rpc.users.add({ name: '王录入', role: 'entry', passphrase: '桂花开在院坝里头' })
    await computer.rpc.users.remove({ name: '王录入' })
  }
  await third.take((await second.send(oldThird)).file)
  await second.take((await third.send(oldSecond)).file)
  const record = await third.save('courtyard-session', session(units.plum))
  await fromSecond()
  await district.take((await third.send(await siteOf(district))).file)
  await city.rpc.profile.createDistrict({ role: 'city', unit: '示范市', user, passphrase })
  await joinCity(city, district, stick)
  await city.take((await district.send('示范市')).file)
  expect(await city.body(record)).toMatchObject({ people: 45 })
  expect((await city.rpc.sync.status({})).peers).toHaveLength(1)
})
