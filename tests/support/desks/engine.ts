import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { writeLocal } from '../../../electron/engine/changes/write'
import type { Clock, Log, OpenContext, OwnSite, Random } from '../../../electron/engine/context'
import { createEngine, type Engine, type EngineOptions } from '../../../electron/engine/create-engine'
import { LARGEST_WHOLE_COPY } from '../../../electron/engine/db/before-import'
import { FAT32_LARGEST } from '../../../electron/engine/files/verified-file'
import { introduceHere } from '../../../electron/engine/joining/asking'
import { newId } from '../../../electron/engine/new-id'
import { undisturbed } from '../../../electron/engine/pen'
import { createProfile } from '../../../electron/engine/profile/profile'
import { type DoorContext, newSession } from '../../../electron/engine/session'
import { introductionFor } from '../../../electron/engine/sites/introductions'
import { newSiteKeys } from '../../../electron/engine/sites/keys'
import { ownSiteOf } from '../../../electron/engine/sites/sites'
import { neverCancelled, openTasks } from '../../../electron/engine/tasks'
import { releaseKey } from '../../../electron/engine/update/release-key'
import type { Output } from '../../../shared/contract'
import type { ExportResult, ImportedFile } from '../../../shared/contract/exchanged-files'
import { createRpc, type Rpc, RpcError } from '../../../shared/contract/rpc'
import { AppError, type ErrorBody } from '../../../shared/errors'
import { readWorkbook } from '../machine/read-workbook'
import { telephoning } from './admission'
import { keptCopy } from './kept'

/** Low cost: what scrypt costs is not what these tests are about. */
export const kdfCost = 2 ** 10
export const user = '李管理'
export const passphrase = '院坝里的桂花开了'

/** 2026-11-03 01:00 UTC, morning in China; `time` moves when a test moves it. */
export function fixedClock(time = Date.UTC(2026, 10, 3, 1)): Clock & { time: number } {
  const clock = { time, now: () => clock.time }
  return clock
}

/** The same bytes for the same seed (mulberry32); from its `state` another one goes on as this one would. */
export function seededRandom(seed = 1): SeededRandom {
  const random = { state: seed >>> 0, bytes: (count: number) => Uint8Array.from({ length: count }, next) }
  const next = (): number => {
    random.state = (random.state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(random.state ^ (random.state >>> 15), random.state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) & 255
  }
  return random
}
export type SeededRandom = Random & { readonly state: number }

/** A log that keeps what it is told. */
export function keptLog(): Log & { readonly lines: string[] } {
  const lines: string[] = []
  const keep =
    (level: string) =>
    (message: string, facts?: Readonly<Record<string, string | number>>): void => {
      lines.push(`${level} ${message} ${JSON.stringify(facts ?? {})}`)
    }
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') }
}

/** The units every test profile starts with. */
export type Units = {
  readonly district: string
  readonly east: string
  readonly west: string
  /** Two villages and a community of the east street, one village of the west street. */
  readonly peach: string
  readonly plum: string
  readonly bridge: string
  readonly far: string
}

/** One computer of a story: an engine over its own profile, and the stick in it. */
export interface Computer {
  readonly profile: string
  readonly engine: Engine
  /** The engine's calls, where somebody telephones with each new computer and lets it in. */
  readonly rpc: Rpc
  /** The engine's calls as they are. */
  readonly plain: Rpc
  readonly clock: { time: number }
  readonly random: Random
  readonly log: { readonly lines: readonly string[] }
  /** A fresh operation id. */
  operation(): string
  /** Writes a bundle onto the stick. */
  send(peer?: string): Promise<ExportResult>
  /** Imports files from the stick, none of which may be refused. */
  take(...files: string[]): Promise<ImportedFile[]>
  preview(...files: string[]): Promise<ImportedFile[]>
  save(kind: string, patch: Record<string, string | number | null>, id?: string): Promise<string>
  body(id: string): Promise<Readonly<Record<string, unknown>>>
}

/** What a computer is made of. */
export interface Parts {
  readonly profile: string
  readonly stick: string
  readonly clock: ReturnType<typeof fixedClock>
  readonly random: Random
  readonly log: ReturnType<typeof keptLog>
  readonly limits?: Pick<
    EngineOptions,
    'largestFile' | 'largestWholeCopy' | 'startWorker' | 'readWorkbook' | 'releaseKey'
  >
}

/** Starts an engine over a profile, which need not be there yet; nobody is signed in. */
export function startComputer({ profile, stick, clock, random, log, limits }: Parts): Computer {
  const engine = createEngine({
    checksAnswers: true,
    profile,
    appVersion: '0.0.0',
    clock,
    random,
    log,
    kdfCost,
    readWorkbook,
    ...limits,
  })
  const plain = createRpc(engine.call)
  const rpc = telephoning(plain)
  const tokens = (files: readonly string[]) => files.map((file) => engine.grant(join(stick, file)))
  const operation = (): string => newId({ clock, random })
  return {
    profile,
    engine,
    rpc,
    plain,
    clock,
    random,
    log,
    operation,
    send: (peer) =>
      rpc.sync.exportBundle({ folder: engine.grant(stick), ...(peer === undefined ? {} : { peer }) }),
    take: async (...files) => allOf(await rpc.sync.importBundles({ files: tokens(files) })),
    preview: async (...files) => allOf(await rpc.sync.preview({ files: tokens(files) })),
    save: async (kind, patch, id) =>
      (await rpc.records.save({ kind, patch, operation: operation(), ...(id === undefined ? {} : { id }) }))
        .id,
    body: async (id) => (await rpc.records.get({ id })).body,
  }
}

/** What became of each file of a pile in which none may be refused. @throws RangeError naming those that were */
function allOf({ files, refused }: Output<'sync.importBundles'>): ImportedFile[] {
  if (refused.length > 0) throw new RangeError(refused.map(({ file, code }) => `${file}: ${code}`).join())
  return files
}

/** A computer alone at a desk, with a profile made for it. */
export interface Desk extends Computer {
  readonly units: Units
  /** Closes the engine and opens another over the same profile, signed out. */
  reopen(): Promise<Desk>
  close(): Promise<void>
}

/** A district's computer, signed in. */
export function openDistrict(seed = 1): Promise<Desk> {
  return openDesk(seed, (units) => ({
    role: 'district',
    scope: '*',
    unit: units.district,
    unitName: '示范区',
    letter: 'Q',
  }))
}

/** A laptop of the east street (东街街道, code 510901), signed in. */
export function openStreet(seed = 2): Promise<Desk> {
  return openDesk(seed, (units) => ({
    role: 'street',
    scope: units.east,
    unit: units.east,
    unitName: '东街街道',
    letter: 'A',
  }))
}

type SiteOf = (units: Units) => Pick<OwnSite, 'role' | 'scope' | 'unit' | 'unitName' | 'letter'>

async function openDesk(seed: number, site: SiteOf): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'yuanba-engine-'))
  const profile = join(folder, 'profile')
  const { role } = site(unitIds({ clock: fixedClock(), random: seededRandom(seed) }))
  const { units, state } = await keptCopy(`${role}-${seed}`, profile, (at) => makeDesk(at, seed, site))
  const parts = { profile, stick: folder, clock: fixedClock(), random: seededRandom(state), log: keptLog() }
  return start(parts, units, true)
}

/** Makes a desk's profile. @returns its units, and how far its random source came */
async function makeDesk(
  profile: string,
  seed: number,
  site: SiteOf,
): Promise<{ units: Units; state: number }> {
  const [clock, random, log] = [fixedClock(), seededRandom(seed), keptLog()]
  const units = unitIds({ clock, random })
  const door: DoorContext = {
    profile,
    appVersion: '0.0.0',
    releaseKey,
    clock,
    random,
    log,
    kdfCost,
    largestFile: FAT32_LARGEST,
    largestWholeCopy: LARGEST_WHOLE_COPY,
    pathOf: (token) => token,
    emit: () => undefined,
    session: newSession(() => undefined),
    signal: neverCancelled,
    ...undisturbed,
    paths: new Map(),
    tasks: openTasks(),
  }
  const keys = await newSiteKeys()
  const { role, scope, unit, unitName, letter } = site(units)
  const introduction = introductionFor(keys, { role, scope, unit, unitName, letter })
  const own = ownSiteOf(introduction, keys)
  const recoveryRecipient = await identityToRecipient(await generateIdentity())
  await createProfile(door, { user, passphrase, recoveryRecipient, site: own }, (ctx) => {
    introduceHere(ctx, introduction)
    writeUnits(ctx, units)
  })
  door.session.leave()
  return { units, state: random.state }
}

async function start(parts: Parts, units: Units, signIn: boolean): Promise<Desk> {
  const computer = startComputer(parts)
  if (signIn) await computer.rpc.session.unlock({ user, passphrase })
  return {
    ...computer,
    units,
    reopen: async () => {
      await computer.engine.close()
      return start(parts, units, false)
    },
    close: async () => {
      await computer.engine.close()
      rmSync(join(parts.profile, '..'), { recursive: true, force: true })
    },
  }
}

function unitIds(from: { clock: Clock; random: Random }): Units {
  const id = (): string => newId(from)
  return { district: id(), east: id(), west: id(), peach: id(), plum: id(), bridge: id(), far: id() }
}

function writeUnits(ctx: OpenContext, units: Units): void {
  const rows: readonly [id: string, name: string, level: string, parent?: string, code?: string][] = [
    [units.district, '示范区', 'district'],
    [units.east, '东街街道', 'street', units.district, '510901'],
    [units.west, '重庆路街道', 'street', units.district],
    [units.peach, '桃花村', 'village', units.east],
    [units.plum, '李子村', 'village', units.east],
    [units.bridge, '石桥社区', 'community', units.east],
    [units.far, '远山村', 'village', units.west],
  ]
  writeLocal(
    ctx,
    rows.map(([record, name, level, parent, code]) => ({
      record,
      kind: 'unit',
      kindVersion: 1,
      scope: '*',
      set: { name, level, ...(parent ? { parent } : {}), ...(code ? { code } : {}) },
    })),
  )
}

/** The error that a call is refused with. @throws when it is not refused */
export async function refusal(work: Promise<unknown>): Promise<ErrorBody> {
  try {
    await work
  } catch (error) {
    if (error instanceof RpcError) return error.body
    if (error instanceof AppError) return error.toBody()
    throw error
  }
  throw new Error('this was expected to be refused')
}

/** A valid session's fields; `over` replaces some. */
export function sessionPatch(
  desk: { readonly units: Units },
  over: Readonly<Record<string, string | number | null>> = {},
) {
  return {
    date: '2026-11-03',
    start: '09:30',
    unit: desk.units.peach,
    courtyard: '解家院子',
    chair: '王主持',
    speaker: '赵主讲',
    households: 20,
    people: 45,
    agenda: '根治欠薪',
    leaflets: 60,
    ...over,
  }
}
