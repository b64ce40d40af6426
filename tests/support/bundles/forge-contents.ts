import { join } from 'node:path'
import { hashOf, sha256Hex } from '../../../electron/engine/changes/log'
import { newSiteKeys, type SiteKeys, signText } from '../../../electron/engine/sites/keys'
import { sshSign } from '../../../electron/engine/sites/sshsig'
import type { Field } from '../../../shared/definition/fields'
import { canonicalJson, type Json } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import { type Change, nameOf } from '../../../shared/sync/change'
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
import { changedJson } from '../laws/mutate'
import { changesIn, openBundle } from './bundles'
import type { DecodedBundle } from './decoded'
import { type BundlePlan, type ChangePlan, near } from './forge-plan'
import { type Carried, introductionIn } from './official'

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
