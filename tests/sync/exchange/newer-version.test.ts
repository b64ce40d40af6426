import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { changesIn, entriesOf, openBundle, rechained, writeBundle } from '../../support/bundles/bundles'
import { siteKeyOf } from '../../support/desks/own-keys'
import { type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
beforeAll(async () => {
  story = await pair()
})
afterAll(() => story.close())

test('fields and kinds of a newer version are kept, edited around and passed on', async () => {
  const { a, b, district, stick, units, recoveryKey } = story
  const id = await a.save('courtyard-session', session(units.peach))
  await a.save('courtyard-session', session(units.plum))
  const bundle = await openBundle(join(stick, (await a.send()).file), recoveryKey)
  const [known, other] = changesIn(bundle.lines)
  if (!known || !other) throw new Error('the bundle carries two changes')
  // What the laptop would have written with next year's program.
  const newer = rechained(
    bundle,
    [
      { ...known, kindVersion: 9, set: { ...known.set, drones: 3, 'photos/x': { of: ['a', { b: null }] } } },
      { ...other, kind: 'drone-flight', set: { metres: 120 }, over: {} },
    ],
    (await siteKeyOf(a)).signKey,
  )
  const toDistrict = await identityToRecipient((await siteKeyOf(district)).identity)
  await writeBundle(join(stick, 'newer.ybb'), entriesOf(newer, (await siteKeyOf(a)).signKey), toDistrict)
  expect((await district.take('newer.ybb'))[0]).toMatchObject({ result: 'applied', new: 1 })
  await district.save('courtyard-session', { people: 50 }, id)
  await district.take((await b.send()).file)
  const onward = await district.send('东街街道B')
  const passedOn = await openBundle(join(stick, onward.file), recoveryKey)
  for (const line of newer.lines) expect(passedOn.lines).toContain(line)
  await b.take(onward.file)
  expect(await b.body(id)).toMatchObject({ people: 50 })
  for (const computer of [b, district])
    expect((await computer.rpc.safety.verify({})).checks.filter((check) => !check.ok)).toEqual([])
})
