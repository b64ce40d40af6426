import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execFileSync } from '../machine/programs'

// A second reader of format 4 that shares no line with ours: age, tar and zstd open the file, JSON is parsed as any program
// parses it, and the rules are written down once more from FORMAT.md alone. What both read of one set of bundles must agree.

type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value }
type Map_<T> = { [key: string]: T }

/** A change as this reader understands it, with the name that it computed. */
export interface Read {
  readonly name: string
  readonly hash: string
  readonly site: string
  readonly scope: string
  readonly record: string
  readonly kind: string
  readonly at: string
  readonly set: Map_<Value>
  readonly over: Map_<readonly string[]>
}

/** A record as its changes make it. */
export interface Merged {
  readonly kind: string
  readonly scope: string
  readonly deleted: boolean
  /** Keys as they are carried, those that begin with `$` among them. */
  readonly values: Map_<Value>
  /** Keys that hold several different values. */
  readonly conflicts: readonly string[]
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

function sorted(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const map = value as Map_<Value>
  return `{${Object.keys(map)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${sorted(map[key] ?? null)}`)
    .join(',')}}`
}

/** Opens a bundle in a folder of its own. @param identity an age key. @throws Error where a hash does not fit */
export function readBundle(folder: string, file: string, identity: string): readonly Read[] {
  const run = (name: string, args: readonly string[]): unknown =>
    execFileSync(name, args, { cwd: folder, stdio: 'pipe' })
  writeFileSync(join(folder, 'key.txt'), identity)
  run('age', ['-d', '-i', 'key.txt', '-o', 'b.tar', file])
  run('tar', ['xf', 'b.tar'])
  run('zstd', ['-d', '-q', '-f', 'changes.jsonl.zst'])
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const manifest = JSON.parse(text('manifest.json'))
  for (const { name, sha256: said } of manifest.entries)
    if (
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex') !== said
    )
      throw new Error(`${name} is not what the manifest says`)
  const lines = text('changes.jsonl').split('\n').slice(0, -1).reverse()
  return manifest.segments.flatMap((segment: Map_<Value>) => {
    let hash = String(segment.prev)
    const changes: Read[] = []
    for (let seq = Number(segment.from); seq <= Number(segment.to); seq += 1) {
      const { salt, set, ...said } = JSON.parse(lines.pop() ?? '') as Map_<Value> & { set: Map_<Value> }
      if (said.seq !== seq || said.site !== segment.site || said.scope !== segment.scope)
        throw new Error(`not the next change of ${segment.site}/${segment.scope}`)
      const commitment = sha256(String(salt) + sorted(set))
      hash = sha256(sorted({ ...said, commitment, keys: Object.keys(set).sort(), prev: hash }))
      changes.push({ ...(said as unknown as Read), set, hash, name: said.clock + hash.slice(0, 32) })
    }
    if (hash !== segment.head) throw new Error(`not the head of ${segment.site}/${segment.scope}`)
    return changes
  })
}

/** What the bundle that was opened last in this folder says of who is who. Its site's key proves each change by itself. */
export function readOfficial(folder: string): readonly Read[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  const keys = new Map<string, string>()
  const read = (manifest.official as Map_<string>[]).map(({ line = '', prev = '', checkpoint = '' }) => {
    const { salt, set, ...said } = JSON.parse(line) as Map_<Value> & { set: Map_<Value> }
    const commitment = sha256(String(salt) + sorted(set))
    const hash = sha256(sorted({ ...said, commitment, keys: Object.keys(set).sort(), prev }))
    if (said.kind === 'introduction') keys.set(String(said.site), String(set.signKey))
    return {
      checkpoint,
      change: { ...(said as unknown as Read), set, hash, name: said.clock + hash.slice(0, 32) },
    }
  })
  for (const { checkpoint, change } of read) {
    const { site, scope, hash, seq } = change as Read & { seq: number }
    const raw = Buffer.from(keys.get(site) ?? '', 'base64')
    if (raw.length === 0) continue
    const id = createHash('sha256').update(raw).digest('hex').slice(0, 32)
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw])
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
    const text = Buffer.from(sorted({ checkpoint: { hash, scope, seq, site } }))
    if (id !== site || !verify(null, text, key, Buffer.from(checkpoint, 'base64')))
      throw new Error(`not signed by ${site}`)
  }
  return read.map(({ change }) => change)
}

/** A file that came to the sender from a site below it, as this reader understands it. */
export interface Came {
  readonly site: string
  readonly serial: number
  readonly at: string
  readonly file: string
}

/** What the bundle that was opened last in this folder tells of files that came from below. @throws Error where it is not well-formed */
export function readArrived(folder: string): readonly Came[] {
  const { arrived } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  return Object.entries(Object(arrived)).flatMap(([site, list]) => {
    const files = (list as [number, string, string][]).map(([serial, at, file]) => ({
      site,
      serial,
      at,
      file,
    }))
    const order = files.map(({ at, file }) => `${at} ${file}`)
    const isGood = ({ serial, at, file }: Came): boolean =>
      Number.isSafeInteger(serial) &&
      serial > 0 &&
      new Date(at).toISOString() === at &&
      /^[0-9a-f]{16}$/.test(file)
    if (
      !/^[0-9a-f]{32}$/.test(site) ||
      files.length === 0 ||
      files.length > 64 ||
      !files.every(isGood) ||
      new Set(files.map(({ file }) => file)).size < files.length ||
      order.toSorted().join() !== order.join()
    )
      throw new Error(`not well told of ${site}`)
    return files
  })
}

/** The heads of a key, by name: the changes that set it and that no other of these replaces for it. */
function headsOf(changes: readonly Read[], key: string): readonly Read[] {
  const replaced = new Set(
    changes.flatMap(({ name, over }) =>
      (Object.hasOwn(over, key) ? (over[key] ?? []) : []).filter((id) => id !== name),
    ),
  )
  return changes
    .filter(({ set, name }) => Object.hasOwn(set, key) && !replaced.has(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** Every record (scope/id) that these changes make, whatever their order and however often one comes. */
export function mergeAll(changes: Iterable<Read>): ReadonlyMap<string, Merged> {
  const records = new Map<string, Map<string, Read>>()
  for (const change of changes) {
    const key = `${change.scope}/${change.record}`
    const known = records.get(key) ?? new Map<string, Read>()
    records.set(key, known.set(change.hash, change))
  }
  return new Map([...records].map(([key, known]) => [key, merge([...known.values()])]))
}

function merge(changes: readonly Read[]): Merged {
  const byName = [...changes].sort((one, other) => (one.name < other.name ? -1 : 1))
  const first = byName.find(({ over }) => Object.keys(over).length === 0) ?? byName[0]
  if (!first) throw new Error('a record without a change')
  const values: Map_<Value> = {}
  const conflicts: string[] = []
  for (const key of new Set(changes.flatMap(({ set }) => Object.keys(set)))) {
    const heads = headsOf(changes, key)
    const living = key === '$deleted' ? heads.find(({ set }) => set[key] === false) : undefined
    const shown = living ?? heads.at(-1)
    if (!shown) continue
    values[key] = shown.set[key] ?? null
    if (new Set(heads.map(({ set }) => sorted(set[key] ?? null))).size > 1) conflicts.push(key)
  }
  return {
    kind: first.kind,
    scope: first.scope,
    deleted: values.$deleted === true,
    values,
    conflicts: conflicts.sort(),
  }
}
