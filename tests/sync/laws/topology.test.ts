import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { entriesOf, openBundle, writeBundle } from '../../support/bundles/bundles'
import { refusal } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
beforeEach(async () => {
  story = await pair()
})
afterEach(() => story.close())

/** The district meets all three laptops, and each hears of the others that it may know. */
async function introduceAll(): Promise<void> {
  const { a, b, far, district } = story
  for (const laptop of [a, b, far]) await district.take((await laptop.send()).file)
  await a.take((await district.send('东街街道A')).file)
  await b.take((await district.send('东街街道B')).file)
  await far.take((await district.send('西街街道A')).file)
}

test('two laptops of one street exchange directly, and the district takes the rest from either', async () => {
  await introduceAll()
  const { a, b, district, units } = story
  const id = await a.save('courtyard-session', session(units.peach))
  const sent = await a.send('东街街道B')
  expect(sent).toMatchObject({ peer: '东街街道B', serial: 1 })
  expect((await b.take(sent.file))[0]).toMatchObject({ from: '东街街道A', new: 1, result: 'applied' })
  await b.save('courtyard-session', { people: 50 }, id)
  expect((await a.take((await b.send('东街街道A')).file))[0]).toMatchObject({ changed: 1, confirmed: 1 })
  expect(await a.body(id)).toMatchObject({ people: 50 })
  expect((await district.take((await b.send()).file))[0]).toMatchObject({ new: 1 })
  expect(await district.body(id)).toMatchObject({ people: 50 })
  const { peers } = await a.rpc.sync.status({})
  expect(peers.map(({ name, pending }) => [name, pending])).toEqual([
    ['示范区', 2],
    ['东街街道B', 0],
  ])
})

test('a laptop shows the district’s certificate to one that has not heard of it yet', async () => {
  const { a, b, district, units } = story
  await district.take((await a.send()).file)
  await district.take((await b.send()).file)
  await a.take((await district.send('东街街道A')).file)
  const id = await a.save('courtyard-session', session(units.peach))
  const { file } = await a.send('东街街道B')
  expect((await b.take(file))[0]).toMatchObject({ new: 1 })
  expect(await b.body(id)).toMatchObject({ people: 45 })
})

test('a laptop that the district has not met yet is nobody to another laptop', async () => {
  await introduceAll()
  const { b, stick, units } = story
  const other = await story.join(units.east, 'C')
  expect((await refusal(other.send('东街街道B'))).code).toBe('peer.unknown')
  const { file } = await other.send()
  const sent = await openBundle(join(stick, file), story.recoveryKey)
  sent.manifest.to = await siteId(b)
  const recipient = await identityToRecipient((await siteKeyOf(b)).identity)
  await writeBundle(join(stick, 'direct.ybb'), entriesOf(sent, (await siteKeyOf(other)).signKey), recipient)
  expect((await refusal(b.take('direct.ybb'))).code).toBe('bundle.unknown-sender')
})

test('laptops of different streets do not exchange, and no bundle for one holds a word of the other', async () => {
  await introduceAll()
  const { a, far, district, stick, units, recoveryKey } = story
  const secret = '远山村的秘密议程'
  await far.save('courtyard-session', session(units.remote, { agenda: secret, chair: '欧阳远山' }))
  await far.save('team', { name: '远山小分队', unit: units.remote, captain: '司马远山' })
  await district.take((await far.send()).file)
  expect((await refusal(a.send('西街街道A'))).code).toBe('peer.unknown')
  const { file } = await district.send('东街街道A')
  const { entries, lines, manifest } = await openBundle(join(stick, file), recoveryKey)
  const plain = [
    ...lines,
    JSON.stringify(manifest),
    ...entries.map(({ content }) => content.toString('latin1')),
  ]
  // That the district let a computer of that street in every street hears: it stands in the district’s scope.
  for (const word of [secret, '欧阳远山', '远山小分队', '司马远山'])
    expect(plain.some((text) => text.includes(word))).toBe(false)
  expect(readFileSync(join(stick, file)).includes(Buffer.from(secret))).toBe(false)
})

const siteId = async (of: Pair['a']): Promise<string> => (await siteKeyOf(of)).id

test('what the district owns flows down, and a street changes none of it', async () => {
  await introduceAll()
  const { a, district, units } = story
  const word = { dictionary: 'topic', value: 'spring', label: '春耕普法' }
  const entry = await district.save('dictionary-entry', word)
  await a.take((await district.send('东街街道A')).file)
  expect(await a.body(entry)).toMatchObject({ label: '春耕普法' })
  const edits = [
    a.save('unit', { name: '改名村' }, units.peach),
    a.save('dictionary-entry', { label: '改掉' }, entry),
    a.save('unit', { name: '新村', level: 'village', parent: units.east }),
  ]
  for (const edit of edits) expect((await refusal(edit)).code).toBe('record.wrong-owner')
})

test('a laptop is offered the units of its own street only, the district all', async () => {
  const { a, district, units } = story
  const offered = async (at: Pair['a']) =>
    (await at.rpc.records.options({ kind: 'unit', levels: ['village'] })).options.map(({ id }) => id).sort()
  expect(await offered(a)).toEqual([units.peach, units.plum].sort())
  expect(await offered(district)).toEqual([units.peach, units.plum, units.remote].sort())
})
