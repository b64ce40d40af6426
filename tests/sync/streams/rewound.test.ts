import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { signText } from '../../../electron/engine/sites/keys'
import { RpcError } from '../../../shared/contract/rpc'
import { checkpointText, type Manifest } from '../../../shared/sync/manifest'
import { PLACE_HEX } from '../../../shared/sync/places'
import { entriesOf, openBundle, writeBundle } from '../../support/bundles/bundles'
import { putBack } from '../../support/desks/copies'
import type { Computer } from '../../support/desks/engine'
import { refusal } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
beforeEach(async () => {
  story = await pair()
  const { a, b, district } = story
  for (const laptop of [a, b]) await district.take((await laptop.send()).file)
})
afterEach(() => story.close())

type Word = Pick<Manifest, 'vector' | 'own'>

/** The district's bundle for laptop A, saying something else of A's own streams, and well signed by whoever holds the district's key. */
async function saying(file: string, word: (said: Word) => Word): Promise<string> {
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
  const head = 'a'.repeat(64)
  const tip = { scope: units.east, to: 99, head }
  const signed = signText(stranger, checkpointText({ site: id, ...tip }))
  const forged = [
    await saying('otherwise.ybb', ({ vector, own }) => ({
      vector,
      own: own.map((said) => ({ ...said, head })),
    })),
    await saying('further.ybb', ({ vector, own }) => ({
      vector,
      own: own.map((said) => ({ ...said, to: 99 })),
    })),
    await saying('signed.ybb', ({ vector }) => ({ vector, own: [{ ...tip, checkpoint: signed }] })),
  ]
  for (const file of forged) {
    for (let time = 0; time < 13; time += 1)
      expect(await refusal(a.preview(file))).toMatchObject({ code: 'bundle.forged' })
    expect(await refusal(a.take(file))).toMatchObject({ code: 'bundle.forged' })
  }
  expect((await siteKeyOf(a)).id).toBe(id)
  expect((await a.rpc.sites.list({})).sites.filter(({ own }) => own)).toMatchObject([{ letter: 'A' }])
  // A place that this site never wrote says nothing.
  const bare = await saying('bare.ybb', ({ vector }) => ({
    vector: { ...vector, [stream]: [[99, head.slice(0, PLACE_HEX)]] },
    own: [],
  }))
  expect((await a.take(bare))[0]).toMatchObject({ confirmed: 0 })
  expect((await siteKeyOf(a)).id).toBe(id)
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
  const [taken, refused] = (await a.rpc.sync.log({ limit: 2 })).entries
  const about = { peer: '示范区', serial: taken?.serial, sha256: taken?.sha256 }
  expect([taken?.result, refused]).toMatchObject(['ok', { ...about, result: 'profile.rewound', changes: 0 }])
  expect((await district.take((await a.send()).file))[0]).toMatchObject({ result: 'applied' })
  const { letter } = await siteKeyOf(a)
  await a.take((await district.send(`东街街道${letter}`)).file)
  for (const computer of [a, district]) {
    expect((await computer.rpc.records.count({ kind: 'courtyard-session' })).total).toBe(2)
    expect(await computer.body(first)).toMatchObject({ people: 45 })
    expect((await computer.rpc.safety.verify({})).ok).toBe(true)
  }
})

/** One takes the other's file, again after it learned that it is an old copy. @returns why it was refused, or what came of it */
async function handIn(from: Computer, to: Computer, peer?: string): Promise<string> {
  const { file } = await from.send(peer)
  const attempt = async (): Promise<string> => {
    try {
      return (await to.take(file))[0]?.result ?? ''
    } catch (error) {
      if (error instanceof RpcError) return error.body.code
      throw error
    }
  }
  const first = await attempt()
  return first === 'profile.rewound' ? attempt() : first
}

/** A laptop and its district hand in at each other, both ways, some times. @returns what came of the last two */
async function exchange(laptop: Computer, district: Computer): Promise<readonly string[]> {
  let last: readonly string[] = []
  for (let round = 0; round < 3; round += 1)
    last = [
      await handIn(laptop, district),
      await handIn(district, laptop, `东街街道${(await siteKeyOf(laptop)).letter}`),
    ]
  return last
}

async function shown({ rpc }: Computer): Promise<Record<string, unknown>> {
  const { rows } = await rpc.records.list({ kind: 'courtyard-session', limit: 1000 })
  return Object.fromEntries(rows.map(({ id, body, conflicts }) => [id, { body, conflicts }]))
}

async function expectAgreed(computers: readonly Computer[], ids: readonly string[]): Promise<void> {
  for (const computer of computers) {
    expect(Object.keys(await shown(computer)).sort()).toEqual([...ids].sort())
    expect(await shown(computer)).toEqual(await shown(story.district))
    expect((await computer.rpc.safety.verify({})).checks.filter(({ ok }) => !ok)).toEqual([])
  }
}

const some = async (at: Computer, unit: string, count: number): Promise<string[]> => {
  const ids: string[] = []
  for (let n = 0; n < count; n += 1) ids.push(await at.save('courtyard-session', session(unit)))
  return ids
}

test.each([1, 2, 3])(
  'a laptop put back unnoticed that writes %i more agrees with its district in the end, and nothing is lost',
  async (count) => {
    const { a, district, units } = story
    const ids = await some(a, units.peach, 1)
    await exchange(a, district)
    await putBack(a, async () => {
      ids.push(...(await some(a, units.plum, 2)))
      await exchange(a, district)
    })
    ids.push(...(await some(a, units.plum, count)))
    expect(await exchange(a, district)).toEqual(['applied', 'applied'])
    await expectAgreed([a, district], ids)
  },
)

test.each([1, 2, 3])(
  'a laptop whose lost changes its district has from a neighbour writes %i more, and nothing is lost',
  async (count) => {
    const { a, b, district, units } = story
    await exchange(a, district)
    await exchange(b, district)
    const ids = await some(a, units.peach, 1)
    await putBack(a, async () => {
      ids.push(...(await some(a, units.plum, 2)))
      await handIn(a, b, '东街街道B')
      await handIn(b, district)
    })
    ids.push(...(await some(a, units.plum, count)))
    expect(await exchange(a, district)).toEqual(['applied', 'applied'])
    await handIn(district, b, '东街街道B')
    await expectAgreed([a, b, district], ids)
  },
)

test.each([1, 2, 3])(
  'a district put back unnoticed that writes %i more agrees with its laptop in the end, and nothing is lost',
  async (count) => {
    const { a, district, units } = story
    const first = await a.save('courtyard-session', session(units.peach))
    await exchange(a, district)
    await district.save('courtyard-session', { people: 1 }, first)
    await putBack(district, async () => {
      for (const people of [2, 3]) await district.save('courtyard-session', { people }, first)
      await exchange(a, district)
    })
    for (let n = 0; n < count; n += 1)
      await district.save('courtyard-session', { households: 100 + n }, first)
    expect(await exchange(a, district)).toEqual(['applied', 'applied'])
    await expectAgreed([a, district], [first])
    expect(await district.body(first)).toMatchObject({ people: 3, households: 99 + count })
  },
)

test.each([1, 2, 3])(
  'a laptop and its district that were both put back, know it of each other only and write %i more agree in the end, and nothing is lost',
  async (count) => {
    const { a, district, units } = story
    const first = await a.save('courtyard-session', session(units.peach))
    await exchange(a, district)
    const ids = [first]
    let late = ''
    await putBack(district, async () => {
      await district.save('courtyard-session', { people: 2 }, first)
      late = (await district.send('东街街道A')).file
    })
    await putBack(a, async () => {
      ids.push(...(await some(a, units.plum, 1)))
      await handIn(a, district)
    })
    // A stick that was on the way: now each holds of the other what the other has lost.
    await a.take(late)
    for (let n = 0; n < count; n += 1)
      await district.save('courtyard-session', { households: 100 + n }, first)
    ids.push(...(await some(a, units.plum, count)))
    expect(await exchange(a, district)).toEqual(['applied', 'applied'])
    await expectAgreed([a, district], ids)
    expect(await district.body(first)).toMatchObject({ people: 2, households: 99 + count })
  },
)
