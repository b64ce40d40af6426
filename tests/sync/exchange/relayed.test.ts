import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import type { Change } from '../../../shared/sync/change'
import {
  entriesOf,
  type OpenBundle,
  openBundle,
  strangerKeys,
  withStream,
  writeBundle,
} from '../../support/bundles/bundles'
import type { Computer } from '../../support/desks/engine'
import { refusal } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { type Pair, pair, session } from '../../support/desks/pair'
import { scan } from '../../support/records/pictures'

let story: Pair
let idOfB: string
let keyOfB: string
beforeEach(async () => {
  story = await pair()
  const { a, b, far, district } = story
  for (const laptop of [a, b, far]) await district.take((await laptop.send()).file)
  for (const [laptop, name] of [
    [a, '东街街道A'],
    [b, '东街街道B'],
  ] as const)
    await laptop.take((await district.send(name)).file)
  ;({ id: idOfB, signKey: keyOfB } = await siteKeyOf(b))
})
afterEach(() => story.close())

/** What laptop A hands in at the district, with two records of B and one of its own in it. */
async function carrying(): Promise<{ readonly own: string; readonly bundle: OpenBundle }> {
  const { a, b, stick, units } = story
  await b.save('courtyard-session', session(units.peach, { courtyard: '李家院子' }))
  await b.save('courtyard-session', session(units.plum, { courtyard: '赵家院子' }))
  await a.take((await b.send('东街街道A')).file)
  const own = await a.save('courtyard-session', session(units.peach))
  const bundle = await openBundle(join(stick, (await a.send()).file), story.recoveryKey)
  expect(bundle.manifest.segments).toHaveLength(2)
  return { own, bundle }
}

/** The bundle as A hands it in, with whatever was done to it. */
async function handIn(bundle: OpenBundle, name = 'carried.ybb'): Promise<void> {
  const { a, district, stick } = story
  const recipient = await identityToRecipient((await siteKeyOf(district)).identity)
  await writeBundle(join(stick, name), entriesOf(bundle, (await siteKeyOf(a)).signKey), recipient)
}

const courtyards = async (at: Computer): Promise<unknown[]> => {
  const { rows } = await at.rpc.records.list({ kind: 'courtyard-session' })
  return rows.map(({ body }) => body.courtyard).sort()
}
const isSound = async (at: Computer): Promise<boolean> => (await at.rpc.safety.verify({})).ok

/** Only B's stream is left out, for this reason; B's own bundle puts it right, unless B itself is the one who cheats. */
async function expectLeftOut(bundle: OpenBundle, why: string): Promise<void> {
  const { district } = story
  await handIn(bundle)
  const leftOut = [{ site: idOfB, name: '东街街道B', why }]
  const outcome = { from: '东街街道A', result: 'partial', new: 1, leftOut }
  expect((await district.preview('carried.ybb'))[0]).toMatchObject(outcome)
  expect(await courtyards(district)).toEqual([])
  expect((await district.take('carried.ybb'))[0]).toMatchObject(outcome)
  expect(await courtyards(district)).toEqual(['解家院子'])
  expect(await isSound(district)).toBe(true)
}

async function expectHealed(): Promise<void> {
  const { b, district } = story
  expect((await district.take((await b.send()).file))[0]).toMatchObject({
    result: 'applied',
    new: 2,
    leftOut: [],
  })
  expect(await courtyards(district)).toEqual(['李家院子', '解家院子', '赵家院子'].sort())
  expect(await isSound(district)).toBe(true)
}

const as = (over: Partial<Change>) => (change: Change, index: number) =>
  index === 0 ? change : { ...change, ...over }

describe('a stream that somebody else carries is left out alone, and its own laptop brings it later,', () => {
  test('when its end was signed by another', async () => {
    const { bundle } = await carrying()
    const stranger = await strangerKeys()
    await expectLeftOut(
      withStream(bundle, idOfB, stranger.signKey, (change) => change),
      'bundle.forged',
    )
    await expectHealed()
  })

  test('when its lines were changed on the way', async () => {
    const { bundle } = await carrying()
    bundle.lines = bundle.lines.map((line) => line.replace('赵家院子', '钱家院子'))
    await expectLeftOut(bundle, 'bundle.protocol')
    await expectHealed()
  })

  test('when nobody here knows whose it is', async () => {
    const { bundle } = await carrying()
    const stranger = await strangerKeys()
    bundle.manifest.segments = bundle.manifest.segments.map((segment) =>
      segment.site === idOfB ? { ...segment, site: stranger.id } : segment,
    )
    await handIn(bundle)
    const [taken] = await story.district.take('carried.ybb')
    expect(taken).toMatchObject({
      result: 'partial',
      new: 1,
      leftOut: [{ site: stranger.id, name: stranger.id, why: 'bundle.unknown-sender' }],
    })
    await expectHealed()
  })
})

describe('a laptop that cheats does not keep a colleague from handing in', () => {
  test('by a record in another street’s village, and nothing of it is taken, the good beginning neither', async () => {
    const { bundle } = await carrying()
    const cheat = (change: Change, index: number): Change =>
      index === 0 ? change : { ...change, set: { ...change.set, unit: story.units.remote } }
    await expectLeftOut(withStream(bundle, idOfB, keyOfB, cheat), 'bundle.foreign-unit')
  })

  test('by naming a record of another street: it writes one of its own', async () => {
    const { far, district, units } = story
    const record = await far.save('courtyard-session', session(units.remote, { courtyard: '远家院子' }))
    const { bundle } = await carrying()
    await handIn(withStream(bundle, idOfB, keyOfB, as({ record })))
    await district.take((await far.send()).file)
    expect((await district.take('carried.ybb'))[0]).toMatchObject({
      result: 'applied',
      leftOut: [],
    })
    expect(await district.body(record)).toMatchObject({ courtyard: '远家院子' })
    expect(await courtyards(district)).toEqual(expect.arrayContaining(['解家院子', '远家院子']))
    expect(await isSound(district)).toBe(true)
  })

  test('by writing what only the district writes', async () => {
    const { bundle } = await carrying()
    await expectLeftOut(withStream(bundle, idOfB, keyOfB, as({ kind: 'unit' })), 'bundle.not-permitted')
  })

  test('by writing another history: both count, as if an old copy of it had written on', async () => {
    const { a, b, district, units } = story
    await b.save('courtyard-session', session(units.plum, { courtyard: '孙家院子' }))
    await district.take((await b.send()).file)
    await a.take((await b.send('东街街道A')).file)
    const record = await a.save('courtyard-session', session(units.peach))
    const bundle = await openBundle(join(story.stick, (await a.send()).file), story.recoveryKey)
    const other = withStream(bundle, idOfB, keyOfB, (change) => ({ ...change, author: '另一个人' }))
    await handIn(other)
    expect((await district.take('carried.ybb'))[0]).toMatchObject({ result: 'applied', new: 1, leftOut: [] })
    expect(await district.body(record)).toMatchObject({ people: 45 })
    expect(await isSound(district)).toBe(true)
  })

  test('by more histories than a computer can have: the rest of them is left out', async () => {
    const { a, b, district, units } = story
    await b.save('courtyard-session', session(units.plum, { courtyard: '孙家院子' }))
    await a.take((await b.send('东街街道A')).file)
    await a.save('courtyard-session', session(units.peach))
    const bundle = await openBundle(join(story.stick, (await a.send()).file), story.recoveryKey)
    const histories = Array.from({ length: 65 }, (_, nth) =>
      withStream(bundle, idOfB, keyOfB, (change) => ({ ...change, author: `第${nth}份` })),
    )
    const ofB = bundle.manifest.segments.findIndex(({ site }) => site === idOfB)
    const segments = histories.flatMap(({ manifest }) => manifest.segments[ofB] ?? [])
    const before = bundle.manifest.segments
      .slice(0, ofB)
      .reduce((sum, { from, to }) => sum + to - from + 1, 0)
    const [first] = segments
    if (!first) throw new Error('the bundle carries a stream of B')
    const lines = histories.flatMap((each) => each.lines.slice(before, before + first.to - first.from + 1))
    const counts = { ...bundle.manifest.counts, changes: lines.length }
    await handIn({ ...bundle, lines, manifest: { ...bundle.manifest, segments, counts } })
    expect((await district.take('carried.ybb'))[0]).toMatchObject({
      result: 'partial',
      leftOut: [{ site: idOfB, why: 'bundle.too-many-copies' }],
    })
    expect(await isSound(district)).toBe(true)
  })
})

test('what is wrong with the sender’s own stream refuses the whole file', async () => {
  const { a, district } = story
  const { bundle } = await carrying()
  const { id, signKey } = await siteKeyOf(a)
  await handIn(withStream(bundle, id, signKey, (change) => ({ ...change, kind: 'unit' })))
  expect((await refusal(district.take('carried.ybb'))).code).toBe('bundle.not-permitted')
  expect(await courtyards(district)).toEqual([])
})

test('a content that only a left-out stream names is not kept', async () => {
  const { a, b, district, units } = story
  const record = await b.save('courtyard-session', session(units.peach))
  const source = { bytes: scan(3000).toString('base64'), name: '签到表.pdf' }
  await b.rpc.attachments.add({ record, source, operation: b.operation() })
  await a.take((await b.send('东街街道A')).file)
  await a.save('courtyard-session', session(units.plum))
  const bundle = await openBundle(join(story.stick, (await a.send()).file), story.recoveryKey)
  const contents = bundle.entries.filter(({ name }) => name.startsWith('blobs/'))
  expect(contents).toHaveLength(1)
  const cheat = (change: Change): Change => ({ ...change, kind: 'unit' })
  const whole = withStream(bundle, idOfB, keyOfB, cheat)
  whole.entries = contents
  await handIn(whole)
  expect((await district.take('carried.ybb'))[0]).toMatchObject({ result: 'partial', new: 1 })
  expect((await district.rpc.safety.verify({})).checks.find(({ name }) => name.includes('附件'))?.ok).toBe(
    true,
  )
  // B brings record and content itself.
  await district.take((await b.send()).file)
  expect((await district.rpc.attachments.list({ record })).files.map(({ missing }) => missing)).toEqual([
    false,
  ])
})

test('a street that names the id of a district’s record writes another one, whoever was heard first, and locks nobody out', async () => {
  const { a, b, district, stick, units } = story
  const word = { dictionary: 'topic', value: 'spring', label: '春耕普法' }
  const entry = await district.save('dictionary-entry', word)
  // B has learnt the id and logs a session under it; A hears that before it hears of the district's record.
  await b.save('courtyard-session', session(units.peach, { courtyard: '冒名院子' }))
  const direct = await openBundle(join(stick, (await b.send('东街街道A')).file), story.recoveryKey)
  const toA = await identityToRecipient((await siteKeyOf(a)).identity)
  const claimed = withStream(direct, idOfB, keyOfB, (change) => ({ ...change, record: entry }))
  await writeBundle(join(stick, 'claimed.ybb'), entriesOf(claimed, keyOfB), toA)
  expect((await a.take('claimed.ybb'))[0]).toMatchObject({ new: 1 })
  expect(await a.body(entry)).toMatchObject({ courtyard: '冒名院子' })
  await a.save('courtyard-session', { people: 60 }, entry)
  const later = await a.save('courtyard-session', session(units.plum))

  expect((await a.take((await district.send('东街街道A')).file))[0]).toMatchObject({ result: 'applied' })
  expect((await district.take((await a.send()).file))[0]).toMatchObject({ result: 'applied', leftOut: [] })
  for (const computer of [a, district]) {
    expect(await computer.body(entry)).toEqual(await district.body(entry))
    expect(await computer.body(entry)).toMatchObject(word)
    expect(await computer.body(later)).toMatchObject({ people: 45 })
    expect(await courtyards(computer)).toEqual(['冒名院子', '解家院子'])
    expect(await isSound(computer)).toBe(true)
  }
  await district.save('dictionary-entry', { label: '春耕普法月' }, entry)
  await a.take((await district.send('东街街道A')).file)
  expect(await a.body(entry)).toMatchObject({ label: '春耕普法月' })
})
