import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { hashOf as hashOfChange } from '../../../electron/engine/changes/log'
import { signText } from '../../../electron/engine/sites/keys'
import { sshSign } from '../../../electron/engine/sites/sshsig'
import { canonicalJson, type Json } from '../../../shared/json'
import { changeText } from '../../../shared/sync/chain'
import { BUNDLE_NAMESPACE, checkpointText, parseChange } from '../../../shared/sync/manifest'
import {
  compressed,
  entriesOf,
  type OpenBundle,
  openBundle,
  writeBundle,
} from '../../support/bundles/bundles'
import { refusal } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { leftovers, meet, type Pair, pair, session } from '../../support/desks/pair'

/** What somebody can do who has a laptop that belongs here, and its passphrase. */
let story: Pair
let good: OpenBundle
let signKey: string
let toDistrict: string
beforeAll(async () => {
  story = await pair()
  await meet(story.district, story.a)
  const { a, district, units, stick } = story
  await a.save('courtyard-session', session(units.peach))
  good = await openBundle(join(stick, (await a.send()).file), story.recoveryKey)
  signKey = (await siteKeyOf(a)).signKey
  toDistrict = await identityToRecipient((await siteKeyOf(district)).identity)
})
afterAll(() => story.close())
afterEach(async () => {
  expect((await story.district.rpc.records.count({ kind: 'courtyard-session' })).total).toBe(0)
  expect(leftovers(story.district)).toEqual([])
})

async function refused(entries: OpenBundle['entries']): Promise<string> {
  await writeBundle(join(story.stick, 'hostile.ybb'), entries, toDistrict)
  return (await refusal(story.district.take('hostile.ybb'))).code
}

/** Any manifest whatever, signed as it is, with the good bundle's changes behind it. */
function signed(manifest: Json, changes = compressed(good.lines)): OpenBundle['entries'] {
  const text = Buffer.from(canonicalJson(manifest))
  return [
    { name: 'manifest.json', content: text },
    { name: 'manifest.json.sig', content: Buffer.from(sshSign(signKey, BUNDLE_NAMESPACE, text)) },
    { name: 'changes.jsonl.zst', content: changes },
  ]
}

const asJson = (): { [key: string]: Json } => JSON.parse(JSON.stringify(good.manifest))
const changesEntry = (packed: Buffer): Json => ({
  name: 'changes.jsonl.zst',
  size: packed.length,
  sha256: hashOf(packed),
})
const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

test('a manifest that names a way out of the folder is refused', async () => {
  const packed = compressed(good.lines)
  for (const name of ['../../x', '/etc/passwd', 'blobs/../../x', `blobs/${'A'.repeat(64)}`, 'C:\\x']) {
    const entries = [changesEntry(packed), { name, size: 1, sha256: hashOf(Buffer.from('x')) }]
    const counts = { ...good.manifest.counts, blobs: 1 }
    const whole = [...signed({ ...asJson(), entries, counts }, packed), { name, content: Buffer.from('x') }]
    expect([name, await refused(whole)]).toEqual([name, 'bundle.protocol'])
  }
})

test('a million tiny contents are refused by the manifest, before any is read', async () => {
  const blob = (n: number): Json => ({
    name: `blobs/${n.toString(16).padStart(64, '0')}`,
    size: 1,
    sha256: '0'.repeat(64),
  })
  const packed = compressed(good.lines)
  const counts = { ...good.manifest.counts, blobs: 20_000 }
  const many = [changesEntry(packed), ...Array.from({ length: 20_000 }, (_, n) => blob(n))]
  expect(await refused(signed({ ...asJson(), entries: many, counts }, packed))).toBe('bundle.protocol')
  // A million of them make a manifest that is not even read.
  const text = Buffer.alloc(12 * 1024 * 1024, ' ')
  const [manifest, ...rest] = signed(asJson())
  expect(await refused([{ name: manifest?.name ?? '', content: text }, ...rest])).toBe('bundle.protocol')
})

test('more entries behind the announced ones are refused, however small', async () => {
  const more = Array.from({ length: 5000 }, (_, n) => ({ name: `blobs/${n}`, content: Buffer.alloc(0) }))
  expect(await refused([...entriesOf(good, signKey), ...more])).toBe('bundle.protocol')
})

test('text that unpacks to far more than real changes do is refused before it is unpacked', async () => {
  const [first] = good.lines
  const [segment] = good.manifest.segments
  if (!first || !segment) throw new Error('the bundle carries a change')
  // Proper changes, chained and signed, each with megabytes of nothing.
  const change = parseChange(first)
  let prev = segment.prev
  const lines: string[] = []
  for (let seq = 1; seq <= 40; seq += 1) {
    const { line } = changeText({
      ...change,
      seq,
      prev,
      set: { agenda: ' '.repeat(3_000_000) },
      over: {},
    })
    prev = hashOfChange(line)
    lines.push(line)
  }
  const bomb = { ...segment, to: lines.length, head: prev }
  bomb.checkpoint = signText(signKey, checkpointText(bomb))
  const manifest = {
    ...good.manifest,
    segments: [bomb],
    counts: { ...good.manifest.counts, changes: lines.length },
  }
  const packed = compressed(lines)
  expect(packed.length).toBeLessThan(50_000)
  expect(await refused(entriesOf({ ...good, manifest, lines }, signKey, packed))).toBe('bundle.protocol')
})

test('changes whose order was changed inside are refused', async () => {
  const { a, stick, units } = story
  await a.save('courtyard-session', session(units.plum))
  const bundle = await openBundle(join(stick, (await a.send()).file), story.recoveryKey)
  bundle.lines.reverse()
  expect(await refused(entriesOf(bundle, signKey))).toBe('bundle.protocol')
})
