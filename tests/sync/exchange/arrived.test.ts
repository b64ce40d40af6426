import { join } from 'node:path'
import { openBundle } from '../../support/bundles/bundles'
import { readArrived, readBundle } from '../../support/bundles/second-reader'
import { type Computer, passphrase, user } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { joinCity, newComputer, type Pair, pair, session } from '../../support/desks/pair'
import { needs } from '../../support/machine/needs'

let story: Pair
let city: Computer
beforeEach(async () => {
  story = await pair()
  city = newComputer(story.stick, 'city', 80)
  await city.rpc.profile.createDistrict({ role: 'city', unit: '示范市', user, passphrase })
  await joinCity(city, story.district, story.stick)
})
afterEach(async () => {
  await city.engine.close()
  await story.close()
})

/** A laptop hands in on a day, at eight in the morning of the district's clock. @returns its file as the district tells of it */
async function handIn(laptop: Computer, serial: number, at: string) {
  story.district.clock.time = Date.parse(at)
  const { file, sha256 } = await laptop.send()
  await story.district.take(file)
  return { file, told: [serial, at, sha256.slice(0, 16)] as const }
}

/** What a file of the district tells of files that came there. */
async function toldIn(file: string) {
  return (await openBundle(join(story.stick, file), story.recoveryKey)).manifest.arrived
}

/** Whole files of the east and the west street, one of them read twice, and what the district tells the city of them. */
async function twoMonths() {
  const { a, far, district, units } = story
  await a.save('courtyard-session', session(units.peach))
  const first = await handIn(a, 1, '2026-11-20T00:00:00.000Z')
  const empty = await handIn(far, 1, '2026-11-21T00:00:00.000Z')
  const whole = await handIn(a, 2, '2026-12-02T00:00:00.000Z')
  const between = await handIn(a, 3, '2026-12-05T00:00:00.000Z')
  const newest = await handIn(a, 4, '2026-12-09T00:00:00.000Z')
  district.clock.time = Date.parse('2026-12-10T00:00:00.000Z')
  await district.take(first.file)
  const { file } = await district.send('示范市')
  return { first, empty, whole, between, newest, file }
}

const siteOf = async (computer: Computer): Promise<string> => (await siteKeyOf(computer)).id

test('a district tells its city when each street’s files came, empty ones too: of each month the first after it, and the newest', async () => {
  const { first, empty, whole, newest, file } = await twoMonths()
  // October was whole with the first one. A file that is read again came when it was read first.
  expect(await toldIn(file)).toEqual({
    [await siteOf(story.a)]: [first.told, whole.told, newest.told],
    [await siteOf(story.far)]: [empty.told],
  })
})

test('a laptop is told nothing of it, and tells nothing', async () => {
  await twoMonths()
  expect(await toldIn((await story.district.send('东街街道A')).file)).toBeUndefined()
  expect(await toldIn((await story.a.send()).file)).toBeUndefined()
})

test('a month of the district’s own ends on its own day', async () => {
  const { district, far } = story
  await district.save('reporting-rule', { from: '2026-01-01', firstDay: 26, dueDays: 5 })
  const before = await handIn(far, 1, '2026-11-24T00:00:00.000Z')
  const ended = await handIn(far, 2, '2026-11-27T00:00:00.000Z')
  await handIn(far, 3, '2026-11-28T00:00:00.000Z')
  const newest = await handIn(far, 4, '2026-11-29T00:00:00.000Z')
  expect(await toldIn((await district.send('示范市')).file)).toEqual({
    [await siteOf(far)]: [before.told, ended.told, newest.told],
  })
})

needs('age', 'zstd').test('another reader of the format reads the same', async () => {
  const { empty, first, whole, newest, file } = await twoMonths()
  readBundle(story.stick, file, story.recoveryKey)
  const read = readArrived(story.stick).map(({ site, serial, at, file }) => [site, serial, at, file])
  const [a, far] = [await siteOf(story.a), await siteOf(story.far)]
  const told = [first, whole, newest].map((one) => [a, ...one.told])
  expect(read.toSorted()).toEqual([...told, [far, ...empty.told]].toSorted())
})
