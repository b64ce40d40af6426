import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { sshSign } from '../../electron/engine/sites/sshsig'
import { BUNDLE_NAMESPACE } from '../../shared/sync/manifest'
import { entriesOf, openBundle, writeBundle } from '../support/bundles/bundles'
import { refusal } from '../support/desks/engine'
import { siteKeyOf } from '../support/desks/own-keys'
import { leftovers, type Pair, pair, session } from '../support/desks/pair'
import { placesOf } from '../support/laws/law-size'

let story: Pair
let file: string
let bytes: Buffer
beforeAll(async () => {
  story = await pair()
  await story.a.save('courtyard-session', session(story.units.peach))
  file = (await story.a.send()).file
  bytes = readFileSync(join(story.stick, file))
})
afterAll(() => story.close())

const refusals = [
  'bundle.not-a-bundle',
  'bundle.damaged',
  'bundle.wrong-recipient',
  'bundle.forged',
  'bundle.protocol',
]

async function refuse(content: Buffer, how: 'take' | 'preview' = 'take'): Promise<string> {
  const name = 'tampered.ybb'
  writeFileSync(join(story.stick, name), content)
  return (await refusal(story.district[how](name))).code
}

async function records(): Promise<number> {
  return (await story.district.rpc.records.count({ kind: 'courtyard-session' })).total
}

test('a flipped byte anywhere in a bundle is refused and changes nothing', async () => {
  const seen = new Map<string, number>()
  for (const at of placesOf(bytes.keys())) {
    const tampered = Buffer.from(bytes)
    tampered.writeUInt8(tampered.readUInt8(at) ^ (1 << (at % 8)), at)
    // Preview reads and judges exactly as import does, without a row in the log for each of thousands of tries.
    const code = await refuse(tampered, at % 32 === 0 ? 'take' : 'preview')
    seen.set(code, (seen.get(code) ?? 0) + 1)
  }
  expect(bytes.length).toBeGreaterThan(2000)
  expect([...seen.keys()].filter((code) => !refusals.includes(code))).toEqual([])
  expect(await records()).toBe(0)
  expect((await story.district.rpc.sync.status({})).peers).toEqual([])
}, 300_000)

test('a bundle cut off at any of a thousand places is refused and changes nothing', async () => {
  const seen = new Set<string>()
  const offsets = Array.from({ length: 1000 }, (_, n) => Math.floor((n * bytes.length) / 1000))
  for (const [n, length] of placesOf(offsets.entries()))
    seen.add(await refuse(bytes.subarray(0, length), n % 32 === 0 ? 'take' : 'preview'))
  const cutOff = ['bundle.empty', 'bundle.not-a-bundle', 'bundle.damaged']
  expect([...seen].filter((code) => !cutOff.includes(code))).toEqual([])
  expect(await records()).toBe(0)
}, 300_000)

test('bytes behind the end are refused', async () => {
  expect(await refuse(Buffer.concat([bytes, Buffer.from('x')]))).toBe('bundle.damaged')
})

test('a file of another kind is named as such, and every refusal stands in the log', async () => {
  writeFileSync(join(story.stick, 'photo.ybb'), Buffer.alloc(5000, 1))
  expect(await refusal(story.district.take('photo.ybb'))).toMatchObject({
    code: 'bundle.not-a-bundle',
    params: { bundle: 'photo.ybb' },
  })
  expect(await refusal(story.district.take('missing.ybb'))).toMatchObject({ code: 'file.unreadable' })
  const { entries } = await story.district.rpc.sync.log({ limit: 2 })
  expect(entries.map(({ file, result }) => [file, result])).toEqual([
    ['missing.ybb', 'file.unreadable'],
    ['photo.ybb', 'bundle.not-a-bundle'],
  ])
})

test('a refused file of a pile stops no other file, and leaves nothing behind', async () => {
  const { a, district, stick, units } = story
  await a.save('courtyard-session', session(units.plum))
  const good = await a.send()
  const broken = Buffer.from(bytes)
  broken.writeUInt8(broken.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
  writeFileSync(join(stick, 'broken.ybb'), broken)
  const files = [good.file, 'broken.ybb'].map((name) => district.engine.grant(join(stick, name)))
  const { refused } = await district.rpc.sync.importBundles({ files })
  expect(refused).toMatchObject([{ file: 'broken.ybb', code: 'bundle.damaged' }])
  expect(await records()).toBe(2)
  expect(leftovers(district)).toEqual([])
})

test('a bundle for another computer is refused', async () => {
  const { a, b } = story
  const { file: forDistrict } = await a.send()
  expect((await refusal(b.take(forDistrict))).code).toBe('bundle.wrong-recipient')
})

test('a manifest that says the same in another form is refused, though its sender signed it', async () => {
  const { a, district, recoveryKey, stick } = story
  const opened = await openBundle(join(stick, (await a.send()).file), recoveryKey)
  const { identity } = await siteKeyOf(district)
  const { signKey } = await siteKeyOf(a)
  const [first, ...rest] = entriesOf(opened, signKey)
  for (const spelled of [
    (text: string) => text.replace('{', '{ '),
    (text: string) => text.replace('{', '{"app":"0.0.0",'),
    (text: string) => `${text}\n`,
  ]) {
    const content = Buffer.from(spelled(first?.content.toString() ?? ''))
    const signed = Buffer.from(sshSign(signKey, BUNDLE_NAMESPACE, content))
    const entries = rest.map((entry) =>
      entry.name === 'manifest.json.sig' ? { ...entry, content: signed } : entry,
    )
    const manifest = { name: 'manifest.json', content }
    await writeBundle(join(stick, 'spelled.ybb'), [manifest, ...entries], await identityToRecipient(identity))
    expect((await refusal(district.preview('spelled.ybb'))).code).toBe('bundle.protocol')
  }
})
