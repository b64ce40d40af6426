import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import Database from 'better-sqlite3'
import type { WriteDb } from '../../../electron/engine/context'
import { createEngine } from '../../../electron/engine/create-engine'
import { newestVersion } from '../../../electron/engine/db/migrations'
import { rekeyCopy } from '../../../electron/engine/db/open'
import { createRpc, type Rpc } from '../../../shared/contract/rpc'
import { canonicalJson, type Json } from '../../../shared/json'
import { kinds } from '../../../shared/kinds'
import { photo } from '../records/pictures'
import { fixedClock, kdfCost, keptLog, passphrase, seededRandom, user } from './engine'
import { dataKeyOf } from './own-keys'

/**
 * A profile as a released version left it, in `tests/fixtures/profiles/VERSION`: its files as they lie in a profile, the two
 * databases without their encryption and compressed, because what is encrypted is ten times as large. `facts.json` says what it holds.
 */
export interface KeptFacts {
  readonly version: string
  readonly schema: number
  /** Records by kind. */
  readonly records: Readonly<Record<string, number>>
  /** Figures of the period by measure, with the version of what is counted. */
  readonly figures: Readonly<Record<string, { readonly version: number; readonly value: number }>>
  readonly period: string
  /** A report signed off: its id and the SHA-256 of its whole document, hex. */
  readonly frozen: { readonly id: string; readonly sha256: string }
  readonly attachment: { readonly record: string; readonly file: string; readonly base64: string }
}

const databases = ['profile.db', 'drafts.db'] as const
/** What a profile is without: locks, counted tries, and the program's own backups. */
const left = new Set([
  'lock.db',
  'tries.json',
  'backups',
  ...databases.flatMap((name) => [`${name}-wal`, `${name}-shm`]),
])
const period = '2023-11'
const smallest = { params: { [constants.ZSTD_c_compressionLevel]: 19 } }

/** Makes the fixture of this version of the program in an empty folder. */
export async function keepVersion(folder: string, version: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'yuanba-keep-'))
  const profile = join(work, 'profile')
  const engine = createEngine({
    profile,
    appVersion: version,
    checksAnswers: true,
    clock: fixedClock(),
    random: seededRandom(1),
    log: keptLog(),
    kdfCost,
  })
  const rpc = createRpc(engine.call)
  try {
    await rpc.profile.createDistrict({ unit: '示范区', user, passphrase })
    await rpc.profile.demo({ seed: 1, period, size: 12 })
    const facts = await factsWritten(rpc, version)
    await engine.close()
    const key = await dataKeyOf({ profile })
    mkdirSync(folder, { recursive: true })
    for (const name of readdirSync(profile).filter((name) => !left.has(name)))
      if (!isDatabase(name)) cpSync(join(profile, name), join(folder, name), { recursive: true })
    for (const name of databases)
      writeFileSync(join(folder, `${name}.zst`), zstdCompressSync(opened(join(profile, name), key), smallest))
    writeFileSync(join(folder, 'facts.json'), `${JSON.stringify(facts, null, 2)}\n`)
  } finally {
    await engine.close()
    rmSync(work, { recursive: true, force: true })
  }
}

/** Puts a kept profile into an empty folder, encrypted as its version had it. @returns what it holds */
export async function unpackVersion(kept: string, profile: string): Promise<KeptFacts> {
  mkdirSync(profile, { recursive: true })
  for (const name of readdirSync(kept).filter((name) => name !== 'facts.json' && !name.endsWith('.zst')))
    cpSync(join(kept, name), join(profile, name), { recursive: true })
  const key = await dataKeyOf({ profile })
  for (const name of databases) {
    const path = join(profile, name)
    writeFileSync(path, zstdDecompressSync(readFileSync(join(kept, `${name}.zst`))))
    const db = new Database(path)
    db.pragma(`cipher = 'sqlcipher'`)
    db.pragma('legacy = 4')
    rekeyCopy(db as WriteDb, key)
    db.close()
  }
  return JSON.parse(readFileSync(join(kept, 'facts.json'), 'utf8')) as KeptFacts
}

/** What a profile says now of what was kept of it. */
export async function factsOf(
  rpc: Rpc,
  kept: Pick<KeptFacts, 'version' | 'schema' | 'period' | 'frozen' | 'attachment'>,
): Promise<KeptFacts> {
  const { measures } = await rpc.reports.measures({})
  const counted = await Promise.all(
    measures.map(async ({ name, version }) => {
      const { value } = await rpc.reports.figure({ measure: name, period: kept.period })
      return [name, { version, value }] as const
    }),
  )
  const records = await Promise.all(
    kinds.map(async ({ name }) => [name, (await rpc.records.count({ kind: name })).total] as const),
  )
  const { record, file } = kept.attachment
  const { document } = await rpc.reports.compute({
    report: 'monthly',
    period: kept.period,
    version: kept.frozen.id,
  })
  return {
    ...kept,
    records: Object.fromEntries(records),
    figures: Object.fromEntries(counted),
    frozen: { id: kept.frozen.id, sha256: sha256Of(canonicalJson(document as Json)) },
    attachment: { record, file, base64: (await rpc.attachments.read({ record, file })).base64 },
  }
}

/** Adds what the example data lacks, a half-typed form, a photo and a report signed off, and says what all of it comes to. */
async function factsWritten(rpc: Rpc, version: string): Promise<KeptFacts> {
  const operation = (count: number): string => `01900000-0000-7000-8000-00000000000${count}`
  const [row] = (await rpc.records.list({ kind: 'activity', limit: 1 })).rows
  const record = row?.id ?? ''
  const bytes = photo().toString('base64')
  const added = await rpc.attachments.add({
    record,
    source: { bytes, name: '现场.jpg' },
    operation: operation(1),
  })
  const { id } = await rpc.reports.freeze({ report: 'monthly', period, operation: operation(2) })
  await rpc.drafts.save({ kind: 'activity', body: { summary: '写了一半' } })
  return factsOf(rpc, {
    version,
    schema: newestVersion,
    period,
    frozen: { id, sha256: '' },
    attachment: { record, file: added.file, base64: '' },
  })
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

const isDatabase = (name: string): boolean => databases.some((one) => one === name)

/** The content of an encrypted database, in the clear and without gaps. */
function opened(path: string, key: Uint8Array): Buffer {
  const db = new Database(path)
  db.pragma(`cipher = 'sqlcipher'`)
  db.pragma('legacy = 4')
  db.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`)
  db.pragma('journal_mode = DELETE')
  db.pragma(`rekey = ''`)
  db.exec('VACUUM')
  db.close()
  return readFileSync(path)
}
