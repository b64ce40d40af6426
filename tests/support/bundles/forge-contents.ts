import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { hashOf, sha256Hex } from '../../../electron/engine/changes/log'
import { signText } from '../../../electron/engine/sites/keys'
import { canonicalJson, type Json } from '../../../shared/json'
import { type Change, DELETED, type Link, NUMBER } from '../../../shared/sync/change'
import { checkpointText, type Manifest, type Segment } from '../../../shared/sync/manifest'
import { isOfficial, SITE_KIND } from '../../../shared/sync/site'
import type { Computer } from '../desks/engine'
import { siteKeyOf } from '../desks/own-keys'
import fc from '../laws/property'
import { changesIn, entriesOf, type OpenBundle, openBundle, writeBundle } from './bundles'
import { extremes } from './foreign'
import { introductionIn } from './official'

/** One thing done to a change or a manifest; the numbers choose a place and a value, and shrink to the first of each. */
export interface Mutation {
  readonly what: keyof typeof mutations
  readonly at: number
  readonly value: number
}

/** A bundle to be made: changes that begin as good ones, each changed in some way. Plain JSON, so that a finding can be kept. */
export interface BundlePlan {
  readonly changes: readonly { readonly base: number; readonly mutations: readonly Mutation[] }[]
  readonly manifest: readonly Mutation[]
}

type Loose = Record<string, Json>

const isMap = (value: Json | undefined): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)]

/** Keys that mean something, to this program or to the language. */
const keys = [
  ...[
    'constructor',
    'toString',
    '__proto__',
    '',
    'x'.repeat(121),
    'demands',
    'demands/x',
    'demands//',
    'unit',
  ],
  ...[
    DELETED,
    NUMBER,
    '$mergedInto',
    '$merged/x',
    '$moved/x',
    '$distinct/x',
    '$file/x',
    '$unheardOf',
    '#review',
  ],
  '$file/01900000-0000-7000-8000-000000000001',
]
const values: readonly Json[] = [
  ...extremes,
  ...[
    'f'.repeat(48),
    'f'.repeat(16),
    '0'.repeat(16),
    '01900000-0000-7000-8000-000000000001',
    '*',
    '\u0000',
    '\ud800',
  ],
  { hash: 'a'.repeat(64), name: 'a.jpg', type: 'image/jpeg', bytes: 5, width: 1e6, height: 1e6 },
  ['f'.repeat(48)],
  { toString: 1, constructor: null },
]

/** Half a character has no canonical form, so no manifest can hold it. */
const SURROGATE = values.indexOf('\ud800')

/** What may be done to a map of JSON, in place. `at` chooses where, `value` what. */
const mutations = {
  /** A value under a key of its own becomes another. */
  value: (of: Loose, at: number, value: Json) => replaceAt(of, at, value),
  /** A key more. */
  key: (of: Loose, at: number, value: Json) => {
    Object.defineProperty(of, pick(keys, at) ?? '', {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  },
  less: (of: Loose, at: number) => {
    delete of[pick(Object.keys(of), at) ?? '']
  },
  /** Deeper: inside one of its maps. */
  inside: (of: Loose, at: number, value: Json) => {
    const inner = pick(Object.values(of).filter(isMap), at)
    if (inner) replaceAt(inner, Math.floor(at / 7), value)
  },
} as const

function replaceAt(of: Loose, at: number, value: Json): void {
  const key = pick(Object.keys(of), at)
  if (key !== undefined) of[key] = value
}

const mutation = fc.record({
  what: fc.constantFrom(...(Object.keys(mutations) as Mutation['what'][])),
  at: fc.nat(200),
  value: fc.nat(values.length - 1),
})

/** Most bundles are changed inside their records; some in a change's own members, few in the manifest. */
export const bundlePlan = (): fc.Arbitrary<BundlePlan> =>
  fc.record({
    changes: fc.array(fc.record({ base: fc.nat(200), mutations: fc.array(mutation, { maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    manifest: fc.oneof(
      { weight: 9, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 2 }) },
    ),
  })

/** Mostly a record is changed, now and then a member of the change itself. */
const isOfSet = ({ at }: Mutation): boolean => at % 12 > 0

function mutated(of: Loose, { what, at, value }: Mutation): void {
  mutations[what](of, at, structuredClone(values[value] ?? null))
}

/** A place in the forger's stream: what a bundle goes on from. */
export interface Head {
  readonly seq: number
  readonly hash: string
}

/** A laptop that belongs here, in the hands of somebody who writes what no program of ours would. */
export interface Forger {
  /** Writes a bundle that goes on from a place. @returns the place that it comes to */
  write(path: string, plan: BundlePlan, from: Head): Promise<Head>
  /** Where its stream stood when it was taken over. */
  readonly start: Head
}

/** The canonical line, or what comes nearest of what has none. */
function lineOf(change: Loose): string {
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

const newRecord = (nth: number, at: number): string =>
  `01900000-0000-7000-8${String(at).padStart(3, '0')}-${String(nth).padStart(12, '0')}`

/** What says who is who, as a street's laptop might write it: one more introduction, and an office's words. */
async function whoIsWho(
  forger: Computer,
  reader: Computer,
  { manifest }: OpenBundle,
  { scope, head: prev }: Segment,
): Promise<(Change & Link)[]> {
  const { id: own } = await siteKeyOf(forger)
  const said = { ...introductionIn(manifest.official, own), id: '', prev }
  const { id: site } = await siteKeyOf(reader)
  const joined = { scope, unitName: '东街街道', letter: 'Z' }
  const ended = { at: said.at, reason: '假的' }
  const words = [own, site].map((about) => ({
    site: about,
    joined,
    ended,
    cut: [{ scope, to: 1, head: prev }],
  }))
  return [said, ...words.map((set) => ({ ...said, kind: SITE_KIND, set }))]
}

/** @param good a bundle of the forger's for the reader, with all that it can begin from */
export async function openForger(
  forger: Computer,
  reader: Computer,
  { stick, recoveryKey }: { readonly stick: string; readonly recoveryKey: string },
): Promise<Forger> {
  const good = await openBundle(join(stick, (await forger.send()).file), recoveryKey)
  const { signKey } = await siteKeyOf(forger)
  const recipient = await identityToRecipient((await siteKeyOf(reader)).identity)
  const segment = good.manifest.segments.at(-1)
  const bases = changesIn(good.lines).filter(
    ({ site, scope }) => site === segment?.site && scope === segment.scope,
  )
  if (!segment || bases.length === 0) throw new Error('the forger has a stream')
  bases.push(...(await whoIsWho(forger, reader, good, segment)))
  let serial = good.manifest.serial
  return {
    start: { seq: segment.to, hash: segment.head },
    async write(path, plan, from) {
      serial += 1
      let { seq, hash } = from
      const lines = plan.changes.map(({ base, mutations: done }, nth) => {
        seq += 1
        const known = bases[base % bases.length]
        if (!known) throw new Error('the forger has written something')
        const { id, ...said } = known
        const isNew = base % 3 === 0 || isOfficial(known)
        const set: Loose = structuredClone({ ...said.set })
        const [ofSet, ofChange] = [done.filter(isOfSet), done.filter((one) => !isOfSet(one))]
        for (const one of ofSet) mutated(set, one)
        const over = isNew
          ? {}
          : Object.fromEntries(
              Object.keys(said.set).flatMap((key) => (Object.hasOwn(set, key) ? [[key, [id]]] : [])),
            )
        const record = isNew ? newRecord(serial, nth) : said.record
        const change: Loose = structuredClone({ ...said, seq, prev: hash, record, set, over })
        for (const one of ofChange) mutated(change, one)
        const line = lineOf(change)
        hash = hashOfAny(line)
        return line
      })
      const segmentNow = { ...segment, from: from.seq + 1, to: seq, prev: from.hash, head: hash }
      segmentNow.checkpoint = signText(signKey, checkpointText(segmentNow))
      const manifest: Manifest = {
        ...structuredClone(good.manifest),
        serial,
        segments: [segmentNow],
        counts: { ...good.manifest.counts, changes: lines.length, blobs: 0 },
      }
      for (const one of plan.manifest) if (one.value !== SURROGATE) mutated(manifest as unknown as Loose, one)
      const bundle: OpenBundle = { manifest, lines, entries: [] }
      await writeBundle(path, entriesOf(bundle, signKey), recipient)
      return { seq, hash }
    },
  }
}
