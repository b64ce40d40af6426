import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { changesIn, entriesOf, openBundle, rechained, writeBundle } from '../support/bundles/bundles'
import type { Computer } from '../support/desks/engine'
import { refusal } from '../support/desks/engine'
import { siteKeyOf } from '../support/desks/own-keys'
import { type Pair, pair, session } from '../support/desks/pair'

let story: Pair
beforeAll(async () => {
  story = await pair()
})
afterAll(() => story.close())

/** A laptop's bundle with its record moved into another unit, as somebody with its keys could write it. */
async function forged(laptop: Computer, unit: string): Promise<string> {
  const { district, stick, recoveryKey } = story
  const good = await openBundle(join(stick, (await laptop.send()).file), recoveryKey)
  const keys = await siteKeyOf(laptop)
  const changes = changesIn(good.lines).map((change) => ({ ...change, set: { ...change.set, unit } }))
  const recipient = await identityToRecipient((await siteKeyOf(district)).identity)
  await writeBundle(
    join(stick, 'forged.ybb'),
    entriesOf(rechained(good, changes, keys.signKey), keys.signKey),
    recipient,
  )
  return 'forged.ybb'
}

test('a street’s record that names another street’s village is refused whole', async () => {
  const { a, district, units } = story
  await a.save('courtyard-session', session(units.peach))
  expect(await refusal(district.take(await forged(a, units.remote)))).toMatchObject({
    code: 'bundle.foreign-unit',
    params: { unit: units.remote },
  })
  expect((await district.rpc.records.count({ kind: 'courtyard-session' })).total).toBe(0)
})

test('a village that was given to another street keeps its old records', async () => {
  const { a, district, units } = story
  await district.save('unit', { parent: units.west }, units.peach)
  const [taken] = await district.take((await a.send()).file)
  expect(taken).toMatchObject({ new: 1, result: 'applied' })
})

test('a unit that has not arrived yet can not be judged and passes', async () => {
  const { b, district, units } = story
  await b.save('courtyard-session', session(units.plum))
  const [taken] = await district.take(await forged(b, '0190a7f0-0000-7000-8000-000000000000'))
  expect(taken).toMatchObject({ result: 'applied', new: 1 })
})
