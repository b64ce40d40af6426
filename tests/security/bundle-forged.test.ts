import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { identityToRecipient } from 'age-encryption'
import { type SignedManifest, unpack } from '../../electron/engine/bundle/unpack'
import { joinMac } from '../../electron/engine/sites/admission'
import { signText } from '../../electron/engine/sites/keys'
import { carriedLine } from '../../shared/sync/chain'
import type { Change, Link } from '../../shared/sync/change'
import { checkpointText, parseChange, type Segment } from '../../shared/sync/manifest'
import { introductionValues, recordOfSite } from '../../shared/sync/site'
import {
  changesIn,
  compressed,
  entriesOf,
  type Named,
  type OpenBundle,
  openBundle,
  rechained,
  strangerKeys,
  writeBundle,
} from '../support/bundles/bundles'
import { introductionIn, official } from '../support/bundles/official'
import type { Computer } from '../support/desks/engine'
import { refusal } from '../support/desks/engine'
import { siteKeyOf } from '../support/desks/own-keys'
import { leftovers, type Pair, pair, session } from '../support/desks/pair'

let story: Pair
/** A good bundle of laptop A for the district, opened with the recovery key. */
let good: OpenBundle
let keyOfA: string
let toDistrict: string
beforeAll(async () => {
  story = await pair()
  const { a, district, units, stick } = story
  await a.save('courtyard-session', session(units.peach))
  await district.take((await a.send()).file)
  await a.save('courtyard-session', session(units.plum))
  await a.save('courtyard-session', session(units.plum, { people: 12 }))
  good = await openBundle(join(stick, (await a.send()).file), story.recoveryKey)
  keyOfA = (await siteKeyOf(a)).signKey
  toDistrict = await identityToRecipient((await siteKeyOf(district)).identity)
})
afterAll(() => story.close())
afterEach(async () => {
  expect((await story.district.rpc.records.count({ kind: 'courtyard-session' })).total).toBe(1)
  expect(leftovers(story.district)).toEqual([])
})

async function refused(entries: OpenBundle['entries'], by: Computer = story.district): Promise<string> {
  await writeBundle(join(story.stick, 'forged.ybb'), entries, toDistrict)
  return (await refusal(by.take('forged.ybb'))).code
}

const copy = (): OpenBundle => structuredClone(good)

/** What a hostile laptop with its own key can do. */
const resigned = (forged: readonly Named[], over: Partial<Segment> = {}): OpenBundle =>
  rechained(good, forged, keyOfA, over)
const changes = (): (Change & Link)[] => changesIn(good.lines)
const _first = (): Change & Link => changes()[0] ?? raise()
function raise(): never {
  throw new Error('the bundle carries changes')
}

test('a bundle signed by a stranger is refused', async () => {
  const stranger = await strangerKeys()
  expect(await refused(entriesOf(copy(), stranger.signKey))).toBe('bundle.forged')
})

test('a bundle from a stranger who signs for himself is refused', async () => {
  const stranger = await strangerKeys()
  const bundle = copy()
  bundle.manifest.from = stranger.id
  expect(await refused(entriesOf(bundle, stranger.signKey))).toBe('bundle.unknown-sender')
})

test('a bundle addressed to somebody else is refused though it opens', async () => {
  const bundle = copy()
  bundle.manifest.to = bundle.manifest.from
  expect(await refused(entriesOf(bundle, keyOfA))).toBe('bundle.wrong-recipient')
})

test('swapped, renamed, missing and added entries are refused', async () => {
  const [manifest, signature, content] = entriesOf(copy(), keyOfA)
  if (!manifest || !signature || !content) throw new Error('three entries')
  expect(await refused([signature, manifest, content])).toBe('bundle.protocol')
  expect(await refused([manifest, signature, { ...content, name: 'blobs/x' }])).toBe('bundle.protocol')
  expect(await refused([manifest, signature, { ...content, name: '../../changes.jsonl.zst' }])).toBe(
    'bundle.protocol',
  )
  expect(await refused([manifest, signature])).toBe('bundle.protocol')
  expect(
    await refused([manifest, signature, content, { name: '/etc/passwd', content: Buffer.from('x') }]),
  ).toBe('bundle.protocol')
  expect(await refused([manifest, signature, { ...content, content: content.content.subarray(1) }])).toBe(
    'bundle.damaged',
  )
})

test('a manifest with a field that the format does not know, or of another format, is refused', async () => {
  const bundle = copy()
  const { format } = bundle.manifest
  Object.assign(bundle.manifest, { format: format + 1 })
  expect(await refused(entriesOf(bundle, keyOfA))).toBe('bundle.newer')
  Object.assign(bundle.manifest, { format: format - 1 })
  expect(await refused(entriesOf(bundle, keyOfA))).toBe('bundle.older')
  Object.assign(bundle.manifest, { format, surprise: true })
  expect(await refused(entriesOf(bundle, keyOfA))).toBe('bundle.protocol')
})

test('text longer than announced is not unpacked', async () => {
  const bomb = compressed([...good.lines, ' '.repeat(50_000_000)])
  expect(bomb.length).toBeLessThan(20_000)
  expect(await refused(entriesOf(copy(), keyOfA, bomb))).toBe('bundle.damaged')
})

test('of text that goes on behind what was announced nothing is handed on', async () => {
  const bomb = compressed([
    ...good.lines,
    ...Array.from({ length: 500_000 }, () => 'as short as a line may be'),
  ])
  const entries = entriesOf(copy(), keyOfA, bomb)
  const path = join(story.stick, 'bomb.ybb')
  await writeBundle(path, entries, toDistrict)
  let announced = 0
  let handedOn = 0
  const judge = ({ manifest }: SignedManifest) => {
    announced = manifest.counts.bytes
    return {
      lines: (lines: readonly string[]) => {
        handedOn += lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
      },
      blob: raise,
    }
  }
  const identity = (await siteKeyOf(story.district)).identity
  expect((await refusal(unpack(path, [identity], judge))).code).toBe('bundle.damaged')
  expect(announced).toBeGreaterThan(0)
  expect(handedOn).toBeLessThanOrEqual(announced)
})

test('a changed value breaks the chain', async () => {
  const bundle = copy()
  bundle.lines = bundle.lines.map((line) => line.replace('"people":12', '"people":99'))
  expect(await refused(entriesOf(bundle, keyOfA))).toBe('bundle.protocol')
})

test('a line that brings a hash of its own is refused, held or new, and so is a beginning after another hash', async () => {
  const bundle = copy()
  for (const at of [0, 1]) {
    const line = good.lines[at] ?? ''
    const { prev, ...bare } = parseChange(line)
    const own = `"prev":"${prev}",`
    for (const forged of [line, line.replace(own, own + own), JSON.stringify({ prev, ...bare })]) {
      const carried = good.lines.map((each, index) =>
        index === at ? forged : carriedLine(parseChange(each)),
      )
      const text = Buffer.from(`${carried.join('\n')}\n`)
      const entries = entriesOf(bundle, keyOfA, zstdCompressSync(text), text.length)
      expect([at, await refused(entries)]).toEqual([at, 'bundle.protocol'])
    }
  }
  const segment = bundle.manifest.segments[0] ?? raise()
  bundle.manifest.segments = [{ ...segment, from: 2, prev: '1'.repeat(64) }]
  bundle.manifest.counts.changes -= 1
  bundle.lines = bundle.lines.slice(1)
  expect(await refused(entriesOf(bundle, keyOfA))).toBe('bundle.protocol')
})

test('lines in another form than the canonical one are refused', async () => {
  const bundle = copy()
  bundle.lines = bundle.lines.map((line) => line.replace('{', '{ '))
  expect(await refused(entriesOf(bundle, keyOfA))).toBe('bundle.protocol')
})

test('missing changes are noticed', async () => {
  const bundle = copy()
  bundle.lines = bundle.lines.slice(0, 1)
  expect(await refused(entriesOf(bundle, keyOfA))).toBe('bundle.damaged')
})

test('a stream of a scope that the sender has no right to is refused', async () => {
  const { units } = story
  const elsewhere = changes().map((change, index) => ({ ...change, scope: units.west, seq: index + 1 }))
  const bundle = resigned(elsewhere, { scope: units.west, from: 1, to: 2, prev: '0'.repeat(64) })
  expect(await refused(entriesOf(bundle, keyOfA))).toBe('bundle.not-permitted')
})

test('a street can not write the units of the district', async () => {
  const [held, next] = changes()
  if (!held || !next) throw new Error('the bundle carries changes')
  const moved = resigned([held, { ...next, kind: 'unit', set: { name: '假村' }, over: {} }])
  expect(await refused(entriesOf(moved, keyOfA))).toBe('bundle.not-permitted')
})

test('a checkpoint that the stream’s own site did not sign is refused', async () => {
  const stranger = await strangerKeys()
  const bundle = copy()
  const segment = bundle.manifest.segments[0] ?? raise()
  segment.checkpoint = signText(stranger.signKey, checkpointText(segment))
  expect(await refused(entriesOf(bundle, keyOfA))).toBe('bundle.forged')
})

test('keys that JavaScript would not keep are refused, and nobody replaces himself: a name comes from what it names', async () => {
  const [held, next] = changes()
  if (!held || !next) throw new Error('the bundle carries changes')
  const odd = JSON.parse('{"__proto__":1}') as Change['set']
  const unkept = resigned([held, { ...next, set: odd, over: {} }])
  expect(await refused(entriesOf(unkept, keyOfA))).toBe('bundle.protocol')
  const short = { ...next, set: { people: 1 }, over: { people: [next.clock] } }
  expect(await refused(entriesOf(resigned([held, short]), keyOfA))).toBe('bundle.protocol')
})

test('well chained and signed lines with numbers or streams that are not next are refused', async () => {
  const [held, next, last] = changes()
  if (!held || !next || !last) throw new Error('the bundle carries changes')
  for (const odd of [
    { ...last, seq: next.seq },
    { ...last, seq: last.seq + 1 },
    { ...last, scope: 'elsewhere' },
  ])
    expect(await refused(entriesOf(resigned([held, next, odd]), keyOfA))).toBe('bundle.protocol')
})

test('whoever saw a join request asks by it in vain: only the joining file’s secret makes a laptop', async () => {
  const { b, stick, recoveryKey } = story
  const asked = await openBundle(join(stick, (await b.send()).file), recoveryKey)
  const said = introductionIn(asked.manifest.official, asked.manifest.from)
  const stranger = await strangerKeys()
  const { id, publicKey: signKey, recipient } = stranger
  const values = { ...introductionValues.parse(said.set), signKey, recipient }
  asked.manifest.from = id
  for (const mac of [
    values.mac ?? '',
    joinMac(Buffer.alloc(32, 7).toString('base64'), { ...values, id, scope: said.scope }),
  ]) {
    const set = { ...values, mac }
    asked.manifest.official = [
      official({ ...said, site: id, record: recordOfSite(id), set }, stranger.signKey),
    ]
    expect(await refused(entriesOf(asked, stranger.signKey))).toBe('bundle.forged')
  }
})

test('a join request whose letter was changed on the way is refused, by whoever signs it', async () => {
  const { b, stick, recoveryKey } = story
  const { id, signKey } = await siteKeyOf(b)
  const asked = await openBundle(join(stick, (await b.send()).file), recoveryKey)
  const said = introductionIn(asked.manifest.official, id)
  const set = { ...said.set, letter: 'Z' }
  asked.manifest.official = [official({ ...said, set }, signKey)]
  expect(await refused(entriesOf(asked, signKey))).toBe('bundle.forged')
  const stranger = await strangerKeys()
  asked.manifest.official = [official(said, stranger.signKey)]
  expect(await refused(entriesOf(asked, signKey))).toBe('bundle.forged')
})

test('a street’s word about who belongs is refused, in its own scope and in the district’s', async () => {
  const { b, units } = story
  const [held, next] = changes()
  if (!held || !next) throw new Error('the bundle carries changes')
  const other = (await siteKeyOf(b)).id
  const word = { kind: 'site', record: recordOfSite(other), over: {} }
  const joined = { scope: units.east, unitName: '东街街道', letter: 'Z' }
  const set = { site: other, joined, ended: { at: next.at, reason: '假的' } }
  expect(await refused(entriesOf(resigned([held, { ...next, ...word, set }]), keyOfA))).toBe(
    'bundle.not-permitted',
  )
  const first = { ...next, ...word, scope: '*', seq: 1, set }
  const start = { scope: '*', from: 1, to: 1, prev: '0'.repeat(64) }
  expect(await refused(entriesOf(resigned([first], start), keyOfA))).toBe('bundle.not-permitted')
  // And by itself, beside the contents, it says nothing.
  const bundle = copy()
  const said = { ...held, salt: 'A'.repeat(16), ...word, scope: '*', set }
  bundle.manifest.official.push(official(said, keyOfA, 'a'.repeat(64)))
  bundle.manifest.segments = []
  bundle.manifest.counts = { ...bundle.manifest.counts, changes: 0 }
  bundle.lines = []
  await writeBundle(join(story.stick, 'word.ybb'), entriesOf(bundle, keyOfA), toDistrict)
  await story.district.take('word.ybb')
  const { sites } = await story.district.rpc.sites.list({})
  expect(sites.map((each) => each.site)).not.toContain(other)
})

test('a joining file that has long run out by the district’s clock is refused with the first bundle', async () => {
  const { b, district } = story
  const { file } = await b.send()
  district.clock.time += 91 * 86_400_000
  expect((await refusal(district.take(file))).code).toBe('join.expired')
  district.clock.time -= 91 * 86_400_000
})

test('a laptop that was revoked is refused', async () => {
  const { a, district } = story
  await district.rpc.sites.revoke({ site: (await siteKeyOf(a)).id, reason: '电脑被盗' })
  expect(await refused(entriesOf(copy(), keyOfA))).toBe('bundle.revoked-sender')
})
