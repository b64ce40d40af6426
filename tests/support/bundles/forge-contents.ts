import { join } from 'node:path'
import { hashOf, sha256Hex } from '../../../electron/engine/changes/log'
import { newSiteKeys, type SiteKeys, signText } from '../../../electron/engine/sites/keys'
import { sshSign } from '../../../electron/engine/sites/sshsig'
import type { Field } from '../../../shared/definition/fields'
import { canonicalJson, type Json } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import { type Change, DELETED, NUMBER, nameOf } from '../../../shared/sync/change'
import {
  BUNDLE_NAMESPACE,
  type CarriedOfficial,
  checkpointText,
  type Manifest,
} from '../../../shared/sync/manifest'
import { REDACTION_KIND } from '../../../shared/sync/redaction'
import { INTRODUCTION_KIND, introductionText, recordOfSite, SITE_KIND } from '../../../shared/sync/site'
import type { Computer } from '../desks/engine'
import { siteKeyOf } from '../desks/own-keys'
import { changedJson, type JsonStep, jsonStep } from '../laws/mutate'
import fc from '../laws/property'
import { changesIn, openBundle } from './bundles'
import type { DecodedBundle } from './decoded'
import { type Carried, introductionIn } from './official'

/** A change that begins as a good one. The numbers choose, and fit whatever there is. */
interface ChangePlan {
  readonly base: number
  /** Whose record it speaks of: a new one, that of the good change, or one that is none of the forger's. */
  readonly record: 'new' | 'own' | 'honest'
  readonly over: 'none' | 'own' | 'honest'
  /** Fields of its kind, each with a value that is right or nearly so. */
  readonly typed: readonly { readonly field: number; readonly value: number }[]
  readonly set: readonly JsonStep[]
  readonly member: readonly JsonStep[]
}

/** A bundle to be made. Plain JSON, so that a finding can be kept. */
export interface BundlePlan {
  readonly changes: readonly ChangePlan[]
  /** What says who is who, more than a good bundle of the forger's would carry. */
  readonly official: readonly {
    readonly base: number
    readonly by: 'own' | 'nobody'
    readonly set: readonly JsonStep[]
  }[]
  readonly manifest: readonly JsonStep[]
  readonly blobs: number
}

/** Words for what only a story knows: `@record3` is the fourth of its honest records. */
const told = ['record', 'name', 'unit', 'site', 'scope', 'hash', 'own'].flatMap((word) =>
  [0, 1, 2, 3, 7].map((nth) => `@${word}${nth}`),
)
const file = { hash: '@hash0', name: 'a.jpg', type: 'image/jpeg', bytes: 5, width: 1e6, height: 1e6 }
const setKeys = [
  ...[
    DELETED,
    NUMBER,
    '$mergedInto',
    '$merged/@record0',
    '$moved/@record1',
    '$distinct/@own0',
    '$unheardOf',
    '#review',
  ],
  ...[
    '$file/01900000-0000-7000-8000-000000000001',
    '$file/x',
    'demands',
    'demands/x',
    'demands//',
    'unit',
    'record',
  ],
]
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, weight: number, maxLength: number): fc.Arbitrary<T[]> =>
  fc.oneof(
    { weight: 100 - weight, arbitrary: fc.constant<T[]>([]) },
    { weight, arbitrary: fc.array(arbitrary, { minLength: 1, maxLength }) },
  )

const changePlan: fc.Arbitrary<ChangePlan> = fc.record({
  base: fc.nat(9999),
  record: fc.constantFrom('new', 'new', 'own', 'own', 'honest'),
  over: fc.constantFrom('none', 'own', 'own', 'honest'),
  typed: fc.array(fc.record({ field: fc.nat(99), value: fc.nat(99) }), { maxLength: 3 }),
  set: sometimes(jsonStep([...told, file], setKeys), 45, 3),
  member: sometimes(jsonStep(told), 12, 2),
})

/** Most bundles are changed inside their records; some in a change's own members, few where they say who is who. */
export const bundlePlan = (): fc.Arbitrary<BundlePlan> =>
  fc.record({
    changes: fc.array(changePlan, { minLength: 1, maxLength: 4 }),
    official: sometimes(
      fc.record({
        base: fc.nat(9999),
        by: fc.constantFrom('own', 'own', 'nobody'),
        set: fc.array(jsonStep(told), { maxLength: 2 }),
      }),
      12,
      2,
    ),
    manifest: sometimes(jsonStep(told), 8, 2),
    blobs: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, 2),
  })

/** Values that are right for a type, or nearly so. */
const near: Readonly<Record<Field['type'], readonly Json[]>> = {
  text: ['桃花', '', 'x'.repeat(61), ' 桃花 ', '13800001234', '=1+1', 'a\nb', '\u0000', 5],
  longText: ['桃花\n李子', '', 'x'.repeat(20_001), '\r\n', '\u202e', ['x']],
  date: [
    '2026-11-04',
    '2026-12-01',
    '2026-02-29',
    '0000-01-01',
    '9999-12-31',
    '2026-11-4',
    '2026-11-04T00:00:00Z',
    46_329,
  ],
  time: ['09:30', '23:59', '24:00', '9:30', '09:30:00', 930],
  count: [0, 7, 99_999_999, 100_000_000, -1, 0.5, 2 ** 53, '7'],
  money: [0, 100, 10 ** 12, -1, 0.1, 2 ** 53, '1.00'],
  decimal: ['0', '66.67', '66.670', '066', '-1', '1e3', '9'.repeat(40), 66.67],
  flag: [true, false, 'true', 1],
  choice: ['other', 'law', '', 'x'.repeat(200), 0],
  choices: [[], ['other'], ['other', 'other'], ['x'.repeat(200)], 'other'],
  ref: ['@unit0', '@unit1', '@unit2', '@record0', '@own0', 'x', '01900000-0000-7000-8000-000000000001'],
  refs: [[], ['@record0'], ['@own0', '@own0'], Array(300).fill('@own1'), ['x'], '@own0'],
  origin: ['@record0', '@own0', '@own0/@own1', 'x/y', 5],
  rows: [[], null, {}, 5],
}

/** What a forger knows of its story. */
type Known = Readonly<Record<string, readonly string[]>>

/** The value, with what the story knows in the place of its words. */
function withKnown(value: Json, known: Known): Json {
  const text = JSON.stringify(value)
  if (!text.includes('@')) return value
  return JSON.parse(
    text.replace(/@([a-z]+)(\d)/g, (word, name: string, nth: string) => {
      const of = known[name] ?? []
      return of[Number(nth) % Math.max(1, of.length)] ?? word
    }),
  )
}

/** A place in the forger's stream: what a bundle goes on from. */
export interface Head {
  readonly seq: number
  readonly hash: string
}

/** A computer that belongs here, in the hands of somebody who writes what no program of ours would. */
export interface Forger {
  /** Makes a bundle that goes on from a place, and says the place that it comes to. */
  make(plan: BundlePlan, from: Head): { readonly bundle: DecodedBundle; readonly head: Head }
  /** Where its stream stood when it was taken over. */
  readonly start: Head
}

type Loose = Record<string, Json>

/** The canonical line, or what comes nearest of what has none. */
function lineOf(change: Json): string {
  try {
    return canonicalJson(change)
  } catch {
    return JSON.stringify(change)
  }
}

/** The hash of a change's line; of a text that is none, of the text. */
function hashOfAny(line: string): string {
  try {
    return hashOf(line)
  } catch {
    return sha256Hex(line)
  }
}

const carriedOf = (line: string): string => line.replace(/,"prev":"[0-9a-f]{64}"/, '')

const newRecord = (nth: number, at: number): string =>
  `01900000-0000-7000-8${String(at).padStart(3, '0')}-${String(nth).padStart(12, '0')}`

const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)]

/** What says who is who, as a forger might write it: itself again, a later self, words that are an office's alone. */
function whoIsWho(own: Carried, later: SiteKeys, signKey: string, sites: readonly string[]): Carried[] {
  const { signature: _, ...plain } = own.set
  const successor = {
    ...plain,
    letter: 'AKX',
    signKey: later.publicKey,
    recipient: later.recipient,
    predecessor: own.site,
  }
  const text = introductionText({ ...successor, id: later.id, scope: own.scope } as never)
  const letter = { ...successor, signature: signText(signKey, text) }
  const joined = { scope: own.scope, unitName: '东街街道', letter: 'Z' }
  const ended = { at: own.at, reason: '假的' }
  const words = [own.site, later.id, ...sites].flatMap((site) => [
    { ...own, kind: SITE_KIND, scope: '*', record: recordOfSite(site), set: { site, joined } },
    { ...own, kind: SITE_KIND, scope: '*', record: recordOfSite(site), set: { site, ended, cut: [] } },
  ])
  return [own, { ...own, site: later.id, record: recordOfSite(later.id), set: letter }, ...words]
}

/** Where a forger stands, and what it may learn of others. */
export interface Story {
  readonly stick: string
  readonly recoveryKey: string
  /** The scope in which it writes. */
  readonly scope: string
  readonly units: readonly string[]
  /** What is none of the forger's: changes that others wrote. */
  readonly honest: readonly Change[]
  /** The first is a content that the reader's honest records name. */
  readonly hashes: readonly string[]
}

/** Takes a computer over, which then sends no more itself. */
export async function openForger(forger: Computer, reader: Computer, story: Story): Promise<Forger> {
  const { id: to } = await siteKeyOf(reader)
  const sent = (await forger.send(to)).file
  const good = await openBundle(join(story.stick, sent), story.recoveryKey)
  await reader.take(sent)
  const { signKey, id: site } = await siteKeyOf(forger)
  const segment = good.manifest.segments.findLast((one) => one.site === site && one.scope === story.scope)
  const own = changesIn(good.lines).filter((change) => change.site === site && change.scope === story.scope)
  const [last] = own
  if (!segment || !last) throw new Error('the forger has a stream')
  const known: Known = {
    record: [...new Set(story.honest.map(({ record }) => record))],
    name: story.honest.map(({ id }) => nameOf(id)),
    unit: story.units,
    site: [...new Set(story.honest.map((change) => change.site)), to, site],
    scope: ['*', ...new Set(story.honest.map(({ scope }) => scope))],
    hash: story.hashes,
    own: [...new Set(own.map(({ record }) => record))],
  }
  const redaction = {
    ...last,
    kind: REDACTION_KIND,
    kindVersion: 1,
    reason: '假的',
    set: { record: '@record0' },
  }
  const bases = [
    ...own.filter(({ kind }) => kind !== INTRODUCTION_KIND),
    redaction,
    { ...last, kind: 'frozen-report', set: { ...last.set, html: '<script>1</script>', period: '2026-11' } },
    { ...last, kind: 'not-heard-of', set: { anything: { at: ['all'] } } },
  ]
  const later = await newSiteKeys()
  const intro = introductionIn(good.manifest.official, site)
  const officials = whoIsWho(intro, later, signKey, known.site ?? [])
  const keyOf = (by: string): string => (by === later.id ? later.signKey : signKey)
  let serial = good.manifest.serial

  const official = ({ base, by, set }: BundlePlan['official'][number]): CarriedOfficial => {
    const first = pick(officials, base) ?? intro
    const change = { ...first, prev: '0'.repeat(64), set: withKnown(changedJson(first.set, set), known) }
    const line = lineOf(change as Json)
    const place = { site: first.site, scope: first.scope, to: first.seq, head: hashOfAny(line) }
    return {
      line: carriedOf(line),
      prev: change.prev,
      checkpoint: signText(by === 'own' ? keyOf(first.site) : later.signKey, checkpointText(place)),
    }
  }

  const changeOf = (plan: ChangePlan, nth: number): Loose => {
    const base = pick(bases, plan.base) ?? last
    const { id, ...said } = base
    const honest = pick(story.honest, plan.base + nth)
    const set: Loose = structuredClone({ ...said.set })
    const fields = Object.entries<Field>(knownKind(said.kind)?.fields ?? {})
    for (const { field, value } of plan.typed) {
      const [key, of] = pick(fields, field) ?? []
      if (key === undefined || !of) continue
      if (of.type !== 'rows') set[key] = pick(near[of.type], value) ?? null
      else
        set[`${key}/${newRecord(serial, nth)}`] = Object.fromEntries(
          Object.entries(of.of).map(([cell, { type }]) => [cell, pick(near[type], value) ?? null]),
        )
    }
    const changed = withKnown(changedJson(set, plan.set), known) as Loose
    const replaced = plan.over === 'honest' ? (honest?.id ?? id) : id
    const over =
      plan.over === 'none' || plan.record === 'new'
        ? {}
        : Object.fromEntries(Object.keys(Object(changed)).map((key) => [key, [nameOf(replaced)]]))
    const record =
      plan.record === 'new'
        ? newRecord(serial, nth)
        : plan.record === 'own'
          ? said.record
          : (honest?.record ?? said.record)
    const kind = plan.record === 'honest' && honest && plan.base % 2 === 0 ? honest.kind : said.kind
    return { ...said, kind, record, set: changed, over } as Loose
  }

  return {
    start: { seq: segment.to, hash: segment.head },
    make(plan, from) {
      serial += 1
      let { seq, hash } = from
      const lines = plan.changes.map((one, nth) => {
        seq += 1
        const change = { ...changeOf(one, nth), seq, prev: hash }
        const line = lineOf(withKnown(changedJson(change, one.member), known))
        hash = hashOfAny(line)
        return carriedOf(line)
      })
      const run = { ...segment, from: from.seq + 1, to: seq, prev: from.hash, head: hash }
      run.checkpoint = signText(signKey, checkpointText(run))
      const blobs = Array.from({ length: plan.blobs }, (_, nth) => Buffer.from(`content ${nth}`))
      const names = blobs.map((content) => ({
        name: `blobs/${sha256Hex(content.toString())}`,
        size: content.length,
        sha256: sha256Hex(content.toString()),
      }))
      const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
      const manifest: Manifest = {
        ...structuredClone(good.manifest),
        serial,
        segments: [run],
        official: [...good.manifest.official, ...plan.official.map(official)],
        counts: { changes: lines.length, blobs: blobs.length, bytes },
        entries: [{ name: 'changes.jsonl.zst', size: bytes, sha256: '0'.repeat(64) }, ...names],
      }
      const said = withKnown(changedJson(manifest as unknown as Json, plan.manifest), known)
      const text = Buffer.from(lineOf(said))
      const signature = sshSign(signKey, BUNDLE_NAMESPACE, text)
      return { bundle: { text, signature, carried: lines, blobs }, head: { seq, hash } }
    },
  }
}
