import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'
import { extract, pack } from 'tar-stream'
import { hashOf } from '../../../electron/engine/changes/log'
import { newSiteKeys, signText } from '../../../electron/engine/sites/keys'
import { sshSign } from '../../../electron/engine/sites/sshsig'
import { canonicalJson } from '../../../shared/json'
import { changeText, idOfChange, lined, linkedLine } from '../../../shared/sync/chain'
import { type Change, type Link, nameOf, type Said } from '../../../shared/sync/change'
import {
  BUNDLE_NAMESPACE,
  checkpointText,
  type Manifest,
  manifest,
  parseChange,
  type Segment,
} from '../../../shared/sync/manifest'

/** A bundle taken apart, for a test to put together again in another way. */
export interface OpenBundle {
  manifest: Manifest
  /** Whole lines, each with the hash of the line before. */
  lines: string[]
  entries: { name: string; content: Buffer }[]
}

/** Opens a bundle with an age identity (the recovery key opens every one). */
export async function openBundle(path: string, identity: string): Promise<OpenBundle> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  const tar = extract()
  tar.end(Buffer.from(await decrypter.decrypt(readFileSync(path))))
  const entries: { name: string; content: Buffer }[] = []
  for await (const entry of tar) {
    const chunks: Buffer[] = []
    for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk)
    entries.push({ name: entry.header.name, content: Buffer.concat(chunks) })
  }
  const content = (name: string): Buffer =>
    entries.find((entry) => entry.name === name)?.content ?? Buffer.alloc(0)
  const text = zstdDecompressSync(content('changes.jsonl.zst')).toString('utf8')
  const parsed = manifest.parse(JSON.parse(content('manifest.json').toString('utf8')))
  return { manifest: parsed, lines: linked(parsed.segments, text.split('\n').slice(0, -1)), entries }
}

/** The lines that a good bundle carries, whole. */
function linked(segments: readonly Segment[], carried: readonly string[]): string[] {
  const left = carried.values()
  return segments.flatMap(({ from, to, prev }) => {
    let hash = prev
    return Array.from({ length: to - from + 1 }, () => {
      const line = linkedLine(left.next().value ?? '', hash)
      if (line === undefined) throw new Error('the bundle carries lines without their hash')
      hash = hashOf(line)
      return line
    })
  })
}

/**
 * The entries that fit manifest and lines: sizes and hashes right, signed with `signKey`. `changes` stands in for the
 * compressed lines, `bytes` for their length.
 */
export function entriesOf(
  bundle: OpenBundle,
  signKey: string,
  changes = compressed(bundle.lines),
  bytes = Buffer.byteLength(textOf(bundle.lines)),
): OpenBundle['entries'] {
  const sha256 = createHash('sha256').update(changes).digest('hex')
  const contents = bundle.entries.filter(({ name }) => name.startsWith('blobs/'))
  const whole: Manifest = {
    ...bundle.manifest,
    counts: { ...bundle.manifest.counts, bytes },
    entries: [
      { name: 'changes.jsonl.zst', size: changes.length, sha256 },
      ...contents.map(({ name, content }) => ({
        name,
        size: content.length,
        sha256: name.slice('blobs/'.length),
      })),
    ],
  }
  const manifestText = Buffer.from(canonicalJson(whole))
  return [
    { name: 'manifest.json', content: manifestText },
    { name: 'manifest.json.sig', content: Buffer.from(sshSign(signKey, BUNDLE_NAMESPACE, manifestText)) },
    { name: 'changes.jsonl.zst', content: changes },
    ...contents,
  ]
}

/** Lines as they are carried, right or wrong ones. */
const textOf = (lines: readonly string[]): string =>
  lines.map((line) => `${line.replace(/,"prev":"[0-9a-f]{64}"/, '')}\n`).join('')

/** Lines as the changes' entry holds them. */
export function compressed(lines: readonly string[]): Buffer {
  return zstdCompressSync(Buffer.from(textOf(lines)))
}

/** Packs and encrypts entries as they are, right or wrong. */
export async function writeBundle(
  path: string,
  entries: OpenBundle['entries'],
  recipient: string,
): Promise<void> {
  const tar = pack({})
  for (const { name, content } of entries) tar.entry({ name }, content)
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk)
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  writeFileSync(path, await encrypter.encrypt(Buffer.concat(chunks)))
}

/** A change as its line says it, under the name that it had before a test writes it differently. */
export type Named = Said & { readonly id?: string }

/** The changes that these lines say. */
export const changesIn = (lines: readonly string[]): (Change & Link)[] =>
  lines.map((line) => lined(parseChange(line), line, hashOf(line)).change)

/**
 * A bundle with these changes in place of its own, chained anew and signed by the stream's own site. What replaced a change
 * replaces it under its new name.
 */
export function rechained(
  bundle: OpenBundle,
  changes: readonly Named[],
  signKey: string,
  over: Partial<Segment> = {},
): OpenBundle {
  const [first] = bundle.manifest.segments
  if (!first) throw new Error('the bundle carries a segment')
  let prev = first.prev
  const names = new Map<string, string>()
  const lines = changes.map(({ id, ...told }) => {
    const replaced = Object.entries(told.over).map(([key, ids]) => [
      key,
      ids.map((old) => names.get(old) ?? old),
    ])
    const { line } = changeText({ ...told, prev, over: Object.fromEntries(replaced) })
    prev = hashOf(line)
    if (id !== undefined) names.set(nameOf(id), nameOf(idOfChange(told.clock, prev)))
    return line
  })
  const segment = { ...first, head: prev, to: first.from + changes.length - 1, ...over }
  segment.checkpoint = signText(signKey, checkpointText(segment))
  const counts = { ...bundle.manifest.counts, changes: changes.length }
  return { ...bundle, manifest: { ...bundle.manifest, segments: [segment], counts }, lines }
}

/**
 * A bundle in which one site's stream is written differently, chained anew and signed with `signKey`; the other streams
 * stay.
 */
export function withStream(
  bundle: OpenBundle,
  site: string,
  signKey: string,
  rewrite: (change: Change, index: number) => Named,
): OpenBundle {
  const left = [...bundle.lines]
  const parts = bundle.manifest.segments.map((segment) => {
    const own = left.splice(0, segment.to - segment.from + 1)
    if (segment.site !== site) return { segment, lines: own }
    const { manifest, lines: written } = rechained(
      { ...bundle, manifest: { ...bundle.manifest, segments: [segment] } },
      changesIn(own).map(rewrite),
      signKey,
    )
    return { segment: manifest.segments[0] ?? segment, lines: written }
  })
  const segments = parts.map(({ segment }) => segment)
  return { ...bundle, manifest: { ...bundle.manifest, segments }, lines: parts.flatMap((part) => part.lines) }
}

/** Keys of a stranger to the district. */
export const strangerKeys = newSiteKeys
