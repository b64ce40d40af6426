import { createHmac, createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf, sha256Hex } from '../../../electron/engine/changes/log'
import { isSigned, rawPublicKey, signText, siteIdOf } from '../../../electron/engine/sites/keys'
import { openLeavingOut } from '../../../electron/engine/streams/left-out'
import { openLineCheck } from '../../../electron/engine/streams/segment-check'
import { canonicalJson, type Json } from '../../../shared/json'
import {
  carriedLine,
  changeHash,
  changeText,
  EMPTY_CHAIN,
  follows,
  lined,
  linkedLine,
} from '../../../shared/sync/chain'
import { nameOf } from '../../../shared/sync/change'
import { nextReading } from '../../../shared/sync/hlc'
import { manifest, parseChange } from '../../../shared/sync/manifest'
import { foldChanges } from '../../../shared/sync/merge'
import { mergeAll, type Read } from '../../support/bundles/second-reader'

interface Vectors {
  readonly json: readonly { readonly text: string; readonly canonical: string; readonly sha256: string }[]
  readonly key: { readonly privateKey: string; readonly publicKey: string; readonly site: string }
  readonly changes: readonly {
    readonly line: string
    readonly sha256: string
    readonly carried: string
    readonly erased: string
    readonly id: string
  }[]
  readonly clocks: readonly {
    readonly why: string
    readonly wall: string
    readonly last: string
    readonly over: readonly string[]
    readonly next: string
  }[]
  readonly namesakes: {
    readonly changes: readonly { readonly carried: string; readonly id: string }[]
    readonly records: Readonly<
      Record<
        string,
        { readonly shown: Readonly<Record<string, Json>>; readonly conflicts: readonly string[] }
      >
    >
  }
  readonly signed: readonly { readonly name: string; readonly text: string; readonly signature: string }[]
  readonly mac: { readonly secret: string; readonly text: string; readonly mac: string }
}

const format = readFileSync(join(__dirname, '../../../shared/sync/FORMAT.md'), 'utf8')
const vectors: Vectors = JSON.parse(/## Vectors[\s\S]*?```json\n([\s\S]*?)\n```/.exec(format)?.[1] ?? '')

test('canonical JSON is what the format’s vectors say', () => {
  expect(vectors.json.length).toBeGreaterThan(3)
  for (const { text, canonical, sha256 } of vectors.json) {
    expect(canonicalJson(JSON.parse(text) as Json)).toBe(canonical)
    expect(sha256Hex(canonical)).toBe(sha256)
  }
})

test('changes, their hashes and their chain are what the vectors say', () => {
  let head = EMPTY_CHAIN
  const changes = vectors.changes.map(({ line, sha256, carried, erased, id }) => {
    const whole = linkedLine(carried, head.hash) ?? ''
    const change = parseChange(whole)
    expect(changeText(change).line).toBe(whole)
    expect([changeHash(change, sha256Hex), hashOf(whole), sha256Hex(line)]).toEqual([sha256, sha256, sha256])
    expect(linkedLine(erased, head.hash)).toBe(line)
    expect(carriedLine(parseChange(line))).toBe(erased)
    expect(changeHash(parseChange(line), sha256Hex)).toBe(sha256)
    expect(change.site).toBe(vectors.key.site)
    expect(follows(head, change)).toBe(true)
    expect(carriedLine(change)).toBe(carried)
    head = { seq: change.seq, hash: sha256 }
    const named = lined(change, whole, sha256).change
    expect(nameOf(named.id)).toBe(id)
    return named
  })
  expect(foldChanges(changes)).toMatchObject({ body: { people: 46, courtyard: '解家院子' }, conflicts: 0 })
})

test('a clock goes on from its own last reading and from what it replaces as the vectors say, and nothing farther ahead pushes it', () => {
  expect(vectors.clocks.length).toBeGreaterThan(5)
  for (const { why, wall, last, over, next } of vectors.clocks)
    expect([why, nextReading(last, over, Date.parse(wall))]).toEqual([why, next])
})

test('changes of one id in two scopes make the two records that the vectors say, and a clock far ahead shows above in a conflict', () => {
  const own = vectors.changes.map(({ line, carried, sha256 }) =>
    lined(parseChange(linkedLine(carried, prevIn(line)) ?? ''), line, sha256),
  )
  const others = vectors.namesakes.changes.map(({ carried, id }) => {
    const line = linkedLine(carried, EMPTY_CHAIN.hash) ?? ''
    const read = lined(parseChange(line), line, hashOf(line))
    expect([carriedLine(read.change), nameOf(read.change.id)]).toEqual([carried, id])
    return read
  })
  const changes = [...own, ...others].map(({ change, hash }) => ({
    ...change,
    hash,
    name: nameOf(change.id),
  }))
  const records = Map.groupBy(changes, ({ scope, record }) => `${scope}/${record}`)
  expect([...records.keys()].sort()).toEqual(Object.keys(vectors.namesakes.records).sort())
  // As another program reads it too, which shares no line with ours.
  const merged = mergeAll(changes as unknown as Read[])
  for (const [key, { shown, conflicts }] of Object.entries(vectors.namesakes.records)) {
    const state = foldChanges(records.get(key) ?? [])
    expect([key, state?.body, state?.conflicts]).toMatchObject([key, shown, conflicts.length])
    expect([key, merged.get(key)]).toMatchObject([key, { values: shown, conflicts }])
  }
})

const prevIn = (line: string): string => /"prev":"([0-9a-f]{64})"/.exec(line)?.[1] ?? ''

test('keys, site ids, signatures and the join MAC are what the vectors say', () => {
  const { privateKey, publicKey, site } = vectors.key
  const der = Buffer.from(`302e020100300506032b657004220420${privateKey}`, 'hex')
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const raw = rawPublicKey(createPublicKey(key))
  expect([raw.toString('base64'), siteIdOf(raw)]).toEqual([publicKey, site])
  for (const { text, signature } of vectors.signed) {
    const value = JSON.parse(text) as Json
    expect(canonicalJson(value)).toBe(text)
    expect(signText(der.toString('base64'), value)).toBe(signature)
    expect(isSigned(publicKey, value, signature)).toBe(true)
  }
  const { secret, text, mac } = vectors.mac
  expect(createHmac('sha256', Buffer.from(secret, 'base64')).update(text).digest('hex')).toBe(mac)
})

interface Invalid {
  readonly changes: readonly { readonly why: string; readonly carried: string }[]
  readonly manifest: Readonly<Record<string, Json>>
  readonly manifests: readonly { readonly why: string; readonly with: Readonly<Record<string, Json>> }[]
}

const invalid: Invalid = JSON.parse(
  /## Invalid vectors[\s\S]*?```json\n([\s\S]*?)\n```/.exec(format)?.[1] ?? '',
)

/** Whether a carried line is taken as the second of the vectors' stream; its segment's head is its own hash, whatever it says. */
function isTaken(carried: string): boolean {
  const [first, second] = vectors.changes
  if (!first || !second) throw new Error('two changes')
  const { site, scope } = parseChange(linkedLine(second.carried, first.sha256) ?? '')
  const segment = { site, scope, from: 2, to: 2, prev: first.sha256, checkpoint: '' }
  const whole = linkedLine(carried, first.sha256) ?? carried
  const heads = [() => hashOf(whole), () => sha256Hex(whole)]
  return heads.some((headOf) => {
    try {
      const segments = [{ ...segment, head: headOf() }]
      return openLineCheck(segments, 'x.ybb', openLeavingOut('x.ybb', [site])).take(carried) !== undefined
    } catch {
      return false
    }
  })
}

test('what the invalid vectors hold is refused, each for what it alone has', () => {
  expect(isTaken(vectors.changes[1]?.carried ?? '')).toBe(true)
  expect(invalid.changes.length).toBeGreaterThan(15)
  for (const { why, carried } of invalid.changes) expect([why, isTaken(carried)]).toEqual([why, false])
  expect(manifest.safeParse(invalid.manifest).success).toBe(true)
  for (const { why, with: members } of invalid.manifests)
    expect([why, manifest.safeParse({ ...invalid.manifest, ...members }).success]).toEqual([why, false])
})
