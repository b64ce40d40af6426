import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openLineSplitter } from '../../../electron/engine/bundle/lines'
import type { Json } from '../../../shared/json'
import { kinds } from '../../../shared/kinds'
import { isMarkKey } from '../../../shared/records/merge-marks'
import { CHAIN_START } from '../../../shared/sync/change'
import { MAX_LINE_BYTES, manifest, parseChange } from '../../../shared/sync/manifest'
import { introductionValues, siteWord } from '../../../shared/sync/site'

const format = readFileSync(join(__dirname, '../../../shared/sync/FORMAT.md'), 'utf8')

/** The rows of the format's table under this heading row. */
function table(heading: string): (readonly [string, string])[] {
  const [, rows = ''] = format.split(`${heading}\n|---|---|\n`)
  return (rows.split('\n\n')[0] ?? '').split('\n').map((row) => {
    const [, first = '', second = ''] = row.split('|').map((cell) => cell.trim())
    return [first, second]
  })
}

const [site, hash] = ['cb54c41a2a6ac13f'.repeat(2), 'f'.repeat(64)]
const [at, clock] = ['2026-11-03T01:00:00.000Z', '01a20b84d4450000']
const text = (length: number): string => 'x'.repeat(length)
const list = <T>(length: number, item: T): T[] => Array.from({ length }, () => item)

function passes(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
const isChange = (more: Readonly<Record<string, Json>>): boolean =>
  passes(() =>
    parseChange(
      JSON.stringify({
        clock,
        site,
        scope: '*',
        seq: 1,
        prev: CHAIN_START,
        kind: 'unit',
        kindVersion: 1,
        author: '张三',
        record: '01890000-0000-7000-8000-000000000000',
        at,
        salt: 'A'.repeat(16),
        set: {},
        over: {},
        ...more,
      }),
    ),
  )
const erased = {
  clock,
  site,
  scope: '*',
  seq: 1,
  prev: CHAIN_START,
  kind: 'unit',
  kindVersion: 1,
  author: '张三',
  record: '01890000-0000-7000-8000-000000000000',
  at,
  over: {},
  commitment: hash,
}
const introduction = {
  role: 'street',
  unit: 'u',
  unitName: '东街',
  letter: 'A',
  signKey: '',
  recipient: `age1${'q'.repeat(58)}`,
}
const official = { line: '', prev: CHAIN_START, checkpoint: '' }
const isManifest = (more: object): boolean =>
  manifest.safeParse({
    format: 4,
    app: '1',
    platform: 'linux',
    arch: 'x64',
    kinds: {},
    from: site,
    to: site,
    serial: 1,
    medium: null,
    createdAt: at,
    segments: [],
    vector: {},
    own: [],
    received: [],
    counts: { changes: 0, blobs: 0, bytes: 0 },
    entries: [{ name: 'changes.jsonl.zst', size: 0, sha256: hash }],
    official: [official],
    digests: {},
    audit: { count: 0, head: hash },
    ...more,
  }).success
/** Files that came from one site, a second apart. */
const came = (count: number): unknown[] =>
  Array.from({ length: count }, (_, nth) => [
    nth + 1,
    new Date(Date.parse(at) + nth * 1000).toISOString(),
    nth.toString(16).padStart(16, '0'),
  ])
const isIntroduction = (more: object): boolean =>
  introductionValues.safeParse({ ...introduction, ...more }).success
const isWord = (more: object): boolean => siteWord.safeParse({ site, ...more }).success
const place = { scope: '*', to: 1, head: hash }
const segment = { site, scope: '*', from: 1, to: 1, prev: CHAIN_START, head: hash, checkpoint: '' }

/** Whether a reader takes this much of it. */
const takes: Readonly<Record<string, (most: number) => boolean>> = {
  'change: `scope`': (n) => isChange({ scope: text(n) }),
  'change: `kind`': (n) => isChange({ kind: text(n) }),
  'change: `kindVersion`': (n) => isChange({ kindVersion: n }),
  'change: `author`': (n) => isChange({ author: text(n) }),
  'change: `reason`': (n) => isChange({ reason: text(n) }),
  'change: a key of `set`': (n) => isChange({ set: { [text(n)]: 1 } }),
  'change: ids of a key in `over`, at least one': (n) =>
    isChange({ set: { a: 1 }, over: { a: list(n, 'f'.repeat(48)) } }),
  'erased change: `keys`': (n) =>
    passes(() => parseChange(JSON.stringify({ ...erased, keys: list(n, 0).map((_, nth) => `k${nth}`) }))),
  'manifest: `app`': (n) => isManifest({ app: text(n) }),
  'manifest: `platform`': (n) => isManifest({ platform: text(n) }),
  'manifest: `arch`': (n) => isManifest({ arch: text(n) }),
  'manifest: `layout`': (n) => isManifest({ layout: text(n) }),
  'manifest: `medium`': (n) => isManifest({ medium: text(n) }),
  'manifest: `own`': (n) => isManifest({ own: list(n, { scope: '*', to: 1, head: hash, checkpoint: '' }) }),
  'manifest: `segments`': (n) => isManifest({ segments: list(n, segment) }),
  'manifest: `received`': (n) => isManifest({ received: list(n, [1, 1]) }),
  'manifest: `entries`, at least one': (n) =>
    isManifest({ entries: list(n, { name: 'changes.jsonl.zst', size: 0, sha256: hash }) }),
  'manifest: `missing`': (n) => isManifest({ missing: list(n, hash) }),
  'manifest: `differs`, at least one': (n) => isManifest({ differs: list(n, '*') }),
  'manifest: `official`, at least one': (n) => isManifest({ official: list(n, official) }),
  'manifest: files of a site in `arrived`, at least one': (n) => isManifest({ arrived: { [site]: came(n) } }),
  'official: `line`': (n) => isManifest({ official: [{ ...official, line: text(n) }] }),
  'introduction: `unitName`': (n) => isIntroduction({ unitName: text(n) }),
  'introduction: `letter`': (n) => isIntroduction({ letter: text(n) }),
  'introduction: `until`': (n) => isIntroduction({ until: list(n, place) }),
  'word: `reason`': (n) => isWord({ ended: { at, reason: text(n) } }),
  'word: `cut`': (n) => isWord({ cut: list(n, place) }),
  'a change’s line, in bytes': (n) =>
    passes(() => openLineSplitter(MAX_LINE_BYTES).push(Buffer.alloc(n, 'x'))),
}

test('what the format says is too long is what the reader refuses, and nothing shorter', () => {
  const rows = table('| what | at most |')
  expect(rows.map(([what]) => what.replace("'", '’')).sort()).toEqual(Object.keys(takes).sort())
  for (const [what, most] of rows) {
    const take = takes[what.replace("'", '’')]
    expect([what, take?.(Number(most)), take?.(Number(most) + 1)]).toEqual([what, true, false])
  }
})

test('the format names the type of every field that a record can have, and no other', () => {
  const named = table('| type | value |').flatMap(([types]) => types.replaceAll('`', '').split(' '))
  const used = new Set<string>()
  for (const { fields } of kinds)
    for (const field of Object.values(fields)) {
      used.add(field.type)
      if (field.type === 'rows') for (const cell of Object.values(field.of)) used.add(cell.type)
    }
  expect(named.sort()).toEqual([...used].sort())
})

test('the format names every key that the program itself sets', () => {
  const named = new Set([...format.matchAll(/`(\$[a-zA-Z]+(?:\/<id>)?)`/g)].map(([, key]) => key))
  expect([...named].sort()).toEqual(
    [
      '$deleted',
      '$distinct/<id>',
      '$file/<id>',
      '$merged/<id>',
      '$mergedInto',
      '$moved/<id>',
      '$number',
    ].sort(),
  )
  for (const key of ['$mergedInto', '$merged/x', '$moved/x', '$distinct/x']) expect(isMarkKey(key)).toBe(true)
})
