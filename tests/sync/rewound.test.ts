import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { signText } from '../../electron/engine/sync/keys'
import { checkpointText, type Manifest } from '../../shared/sync/manifest'
import { entriesOf, openBundle, writeBundle } from '../support/bundles'
import { putBack } from '../support/copies'
import { refusal } from '../support/engine'
import { siteKeyOf } from '../support/own-keys'
import { type Pair, pair, session } from '../support/pair'

let story: Pair
beforeEach(async () => {
  story = await pair()
  const { a, b, district } = story
  for (const laptop of [a, b]) await district.take((await laptop.send()).file)
})
afterEach(() => story.close())

type Said = Pick<Manifest, 'vector' | 'heads'>

/** The district's bundle for laptop A, saying something else of A's own streams, and well signed by whoever holds the district's key. */
async function saying(file: string, word: (said: Said) => Said): Promise<string> {
  const { a, district, stick } = story
  const sent = await openBundle(join(stick, (await district.send('东街街道A')).file), story.recoveryKey)
  const manifest = { ...sent.manifest, ...word(sent.manifest) }
  const recipient = await identityToRecipient((await siteKeyOf(a)).identity)
  const { signKey } = await siteKeyOf(district)
  await writeBundle(join(stick, file), entriesOf({ ...sent, manifest }, signKey), recipient)
  return file
}

test('what a bundle says of our own stream is believed with our own signature only, and changes nothing without', async () => {
  const { a, district, units } = story
  await a.save('courtyard-session', session(units.peach))
  await district.take((await a.send()).file)
  const { id } = await siteKeyOf(a)
  const stream = `${id}/${units.east}`
  const stranger = (await siteKeyOf(district)).signKey
  const hash = 'a'.repeat(64)
  const signed = (to: number) =>
    signText(stranger, checkpointText({ site: id, scope: units.east, to, head: hash }))
  const forged = [
    await saying('further.ybb', ({ vector, heads }) => ({ vector: { ...vector, [stream]: 99 }, heads })),
    await saying('unproved.ybb', ({ vector }) => ({ vector, heads: {} })),
    await saying('otherwise.ybb', ({ vector, heads }) => ({
      vector,
      heads: { ...heads, [stream]: { hash, checkpoint: heads[stream]?.checkpoint ?? '' } },
    })),
    await saying('signed.ybb', ({ vector, heads }) => ({
      vector: { ...vector, [stream]: 99 },
      heads: { ...heads, [stream]: { hash, checkpoint: signed(99) } },
    })),
  ]
  for (const file of forged) {
    for (let time = 0; time < 13; time += 1)
      expect(await refusal(a.preview(file))).toMatchObject({ code: 'bundle.forged' })
    expect(await refusal(a.take(file))).toMatchObject({ code: 'bundle.forged' })
  }
  expect((await siteKeyOf(a)).id).toBe(id)
  expect((await a.rpc.sites.list({})).sites.filter(({ own }) => own)).toMatchObject([{ letter: 'A' }])
  expect((await a.take((await district.send('东街街道A')).file))[0]).toMatchObject({ confirmed: 1 })
})

test('an old copy from before any receipt, put back, goes on in a stream that the district reads', async () => {
  const { a, district, units } = story
  const first = await a.save('courtyard-session', session(units.peach))
  await putBack(a, async () => {
    await a.save('courtyard-session', session(units.plum))
    await district.take((await a.send()).file)
  })
  const receipt = (await district.send('东街街道A')).file
  expect(await refusal(a.take(receipt))).toMatchObject({ code: 'profile.rewound' })
  await a.take(receipt)
  expect((await district.take((await a.send()).file))[0]).toMatchObject({ result: 'applied' })
  const { letter } = await siteKeyOf(a)
  await a.take((await district.send(`东街街道${letter}`)).file)
  for (const computer of [a, district]) {
    expect((await computer.rpc.records.count({ kind: 'courtyard-session' })).total).toBe(2)
    expect(await computer.body(first)).toMatchObject({ people: 45 })
    expect((await computer.rpc.safety.verify({})).ok).toBe(true)
  }
})
