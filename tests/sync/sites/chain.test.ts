import { join } from 'node:path'
import type { Computer } from '../../support/desks/engine'
import { passphrase, refusal, user } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { joinCity, meet, newComputer, type Pair, pair, session } from '../../support/desks/pair'

let first: Pair
let second: Pair
let province: Computer
let cities: readonly [Computer, Computer]
const more: Computer[] = []

async function office(role: 'city' | 'province', unit: string, seed: number): Promise<Computer> {
  const computer = newComputer(first.stick, unit, seed)
  more.push(computer)
  await computer.rpc.profile.createDistrict({ role, unit, user, passphrase })
  return computer
}

beforeEach(async () => {
  first = await pair()
  second = await pair(100)
  province = await office('province', '示范省', 90)
  cities = [await office('city', '甲市', 91), await office('city', '乙市', 92)]
})
afterEach(async () => {
  for (const computer of more.splice(0)) await computer.engine.close()
  await first.close()
  await second.close()
})

/** Carries one file up, from stick to stick. */
async function carry(from: Computer, stick: string, to: Computer, name: string) {
  const { file } = await from.send(name)
  const files = [to.engine.grant(join(stick, file))]
  return (await to.rpc.sync.importBundles({ files })).files
}
const names = async (at: Computer) => (await at.rpc.sites.list({})).sites.map(({ name }) => name)
const peersOf = async (at: Computer) => (await at.rpc.sync.status({})).peers.map(({ name }) => name)

/** Each level joined the one above by its files alone; each district's laptop A has logged a session. */
async function climb(): Promise<[string, string]> {
  const logged: string[] = []
  for (const [story, city, name] of [
    [first, cities[0], '甲市'],
    [second, cities[1], '乙市'],
  ] as const) {
    await meet(story.district, story.a)
    logged.push(await story.a.save('courtyard-session', session(story.units.peach)))
    await story.district.take((await story.a.send()).file)
    await joinCity(city, story.district, first.stick)
    expect(await carry(story.district, story.stick, city, name)).toMatchObject([{ result: 'applied' }])
    await joinCity(province, city, first.stick)
    expect(await carry(city, first.stick, province, '示范省')).toMatchObject([{ result: 'applied' }])
  }
  return [logged[0] ?? '', logged[1] ?? '']
}

test('what a street logs climbs through district and city to the province by files alone, each letting in the one below', async () => {
  const logged = await climb()
  for (const id of logged) expect(await province.body(id)).toMatchObject({ people: 45 })
  expect(await peersOf(province)).toEqual(['乙市', '甲市'])
  expect(await names(province)).toEqual(
    expect.arrayContaining(['示范省', '甲市', '乙市', '示范区', '东街街道A']),
  )
  for (const at of [province, ...cities]) {
    const { ok, checks } = await at.rpc.safety.verify({})
    expect({ ok, wrong: checks.filter((check) => !check.ok) }).toEqual({ ok: true, wrong: [] })
  }
})

test('the receipts go down again, and nothing of one city comes to the other', async () => {
  const [ofFirst, ofSecond] = await climb()
  for (const [city, own] of [
    [cities[0], '甲市'],
    [cities[1], '乙市'],
  ] as const) {
    expect(await carry(province, first.stick, city, own)).toMatchObject([{ result: 'applied', new: 0 }])
    const { peers } = await city.rpc.sync.status({})
    expect(peers.find(({ role }) => role === 'province')).toMatchObject({ pending: 0, confirmedSerial: 1 })
    expect((await city.rpc.sites.newcomers({})).asking).toBe(false)
  }
  expect((await refusal(cities[0].body(ofSecond))).code).toBe('record.not-found')
  await first.district.save('courtyard-session', { people: 46 }, ofFirst)
  await carry(first.district, first.stick, cities[0], '甲市')
  await carry(cities[0], first.stick, province, '示范省')
  expect(await province.body(ofFirst)).toMatchObject({ people: 46 })
  expect(await names(cities[0])).not.toContain('乙市')
})

test('a province lets a city in by a person, as a district lets in a laptop', async () => {
  const [city] = cities
  await joinCity(province, city, first.stick)
  expect((await city.rpc.sites.newcomers({})).asking).toBe(true)
  const { file } = await city.send('示范省')
  const files = [province.engine.grant(join(first.stick, file))]
  const { files: told } = await province.plain.sync.importBundles({ files })
  expect(told).toMatchObject([{ from: '甲市', fromSite: (await siteKeyOf(city)).id, result: 'waiting' }])
  expect((await province.rpc.sites.newcomers({})).newcomers).toMatchObject([{ name: '甲市', role: 'city' }])
})

test('nobody skips a level, and a province logs nothing', async () => {
  const skipped = joinCity(province, first.district, first.stick)
  expect((await refusal(skipped)).code).toBe('join.damaged')
  const logs = province.save('courtyard-session', session(first.units.peach))
  expect((await refusal(logs)).code).toBe('record.wrong-owner')
})
