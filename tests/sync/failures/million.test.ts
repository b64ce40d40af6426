import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { identityToRecipient } from 'age-encryption'
import { pack } from 'tar-stream'
import { sshSign } from '../../../electron/engine/sites/sshsig'
import { canonicalJson } from '../../../shared/json'
import { BUNDLE_NAMESPACE, blobEntry } from '../../../shared/sync/manifest'
import { compressed, entriesOf, type OpenBundle, openBundle } from '../../support/bundles/bundles'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { siteKeyOf } from '../../support/desks/own-keys'
import { meet, type Pair, pair, session } from '../../support/desks/pair'
import { fileNeeds } from '../../support/machine/needs'
import { spawn } from '../../support/machine/programs'

fileNeeds('age')

const MILLION = 1_000_000

/** A laptop that belongs here, in the hands of somebody who wants the district's to run out of memory. */
let story: Pair
let computer: ChildProgram
let good: OpenBundle
let signKey: string
let toDistrict: string
beforeAll(async () => {
  computer = buildChild('computer')
  story = await pair()
  await meet(story.district, story.a)
  const { a, district, units, stick } = story
  await a.save('courtyard-session', session(units.peach))
  good = await openBundle(join(stick, (await a.send()).file), story.recoveryKey)
  signKey = (await siteKeyOf(a)).signKey
  toDistrict = await identityToRecipient((await siteKeyOf(district)).identity)
  await district.engine.close()
})
afterAll(async () => {
  await story.close()
  computer.remove()
})

/** Encrypts a tar to the district as it is made, by the stock tool: half a gigabyte takes our own library long. */
async function written(tar: Iterable<Uint8Array>): Promise<string> {
  const path = join(story.stick, 'million.ybb')
  const age = spawn('age', ['-r', toDistrict, '-o', path], { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = new Promise((done) => age.on('close', done))
  await pipeline(Readable.from(tar), age.stdin)
  expect(await ended).toBe(0)
  return path
}

/** A tar of these entries, without its end. */
async function tarOf(entries: OpenBundle['entries']): Promise<Buffer> {
  const tar = pack({})
  for (const { name, content } of entries) tar.entry({ name }, content)
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).subarray(0, -1024)
}

/** How the district's program refuses a file, and how much more memory than before it needed for that, in MiB. */
async function refusedBy(path: string): Promise<{ readonly code: string; readonly grown: number }> {
  const child = computer.start([
    ...[story.district.profile, '5', 'verify', 'peak', `import=${path}`, 'peak'],
    ...['verify', 'count=courtyard-session'],
  ])
  expect([await child.ended, child.complaints]).toEqual([0, []])
  const [, , before, code = '', behind, ...after] = child.lines
  expect(after).toEqual(['ok', '0'])
  return { code, grown: (Number(behind) - Number(before)) / 1024 }
}

const MIB = 1024 * 1024
const empty = async (name: string): Promise<Buffer> => tarOf([{ name, content: Buffer.alloc(0) }])

test('a million empty entries behind the announced ones are refused without being read', async () => {
  const [one, announced] = [await empty('blobs/x'), await tarOf(entriesOf(good, signKey))]
  const thousand = Buffer.concat(Array.from({ length: 1000 }, () => one))
  const path = await written([announced, ...Array.from({ length: MILLION / 1000 }, () => thousand)])
  expect(statSync(path).size).toBeGreaterThan(MILLION * 512)
  const { code, grown } = await refusedBy(path)
  expect(code).toBe('bundle.protocol')
  expect(grown).toBeLessThan(100)
}, 120_000)

test('a manifest of a million entries is refused by its length, however well it is signed', async () => {
  const sha256 = createHash('sha256').update('').digest('hex')
  const blobs = Array.from(
    { length: MILLION },
    (_, n) => `{"name":"${blobEntry(n.toString(16).padStart(64, '0'))}","sha256":"${sha256}","size":0}`,
  )
  const counts = { ...good.manifest.counts, blobs: MILLION }
  const text = Buffer.from(
    canonicalJson({ ...good.manifest, counts }).replace(/"entries":\[.*?\]/, (entries) =>
      entries.replace(']', `,${blobs.join(',')}]`),
    ),
  )
  expect(text.length).toBeGreaterThan(100 * MIB)
  const path = await written([
    await tarOf([
      { name: 'manifest.json', content: text },
      {
        name: 'manifest.json.sig',
        content: Buffer.from(sshSign(signKey, BUNDLE_NAMESPACE, text)),
      },
      { name: 'changes.jsonl.zst', content: compressed(good.lines) },
    ]),
  ])
  const { code, grown } = await refusedBy(path)
  expect(code).toBe('bundle.protocol')
  expect(grown).toBeLessThan(100)
}, 120_000)

test('three hundred thousand names in a manifest of the right length cost no more than their text', async () => {
  const names = Array.from({ length: 300_000 }, (_, n) => [`${n}`, 'x'])
  const text = Buffer.from(JSON.stringify({ ...good.manifest, heads: Object.fromEntries(names) }))
  const path = await written([
    await tarOf([
      { name: 'manifest.json', content: text },
      { name: 'manifest.json.sig', content: Buffer.from(sshSign(signKey, BUNDLE_NAMESPACE, text)) },
    ]),
  ])
  const { code, grown } = await refusedBy(path)
  expect(code).toBe('bundle.protocol')
  expect(grown).toBeLessThan(100)
})
