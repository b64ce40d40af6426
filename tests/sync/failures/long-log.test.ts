import { cpSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { writeLocal } from '../../../electron/engine/changes/write'
import type { OpenContext, ReadDb } from '../../../electron/engine/context'
import { BEFORE_IMPORT_FILE, copyBeforeImport } from '../../../electron/engine/db/before-import'
import { openForReading } from '../../../electron/engine/db/open'
import { importOne } from '../../../electron/engine/exchange/import'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { startWorker } from '../../support/child/worker'
import { restoreFrom } from '../../support/desks/copies'
import { type Computer, passphrase, user } from '../../support/desks/engine'
import { pastTheCalls } from '../../support/desks/engine-desks'
import { meet, newComputer, type Pair, pair, session } from '../../support/desks/pair'

const kind = 'courtyard-session'
const MANY = 2500
const allowed = { acceptClosed: false, acceptForgotten: false, allowMassDelete: false }

let worker: ChildProgram
let story: Pair
let bundle: string
beforeAll(async () => {
  worker = buildChild('worker')
  story = await pair(0)
  const { a, district, units } = story
  await meet(district, a)
  const patches = Array.from({ length: MANY }, (_, n) => session(units.peach, { people: n % 100 }))
  await a.rpc.records.addMany({ kind, patches, operation: a.operation() })
  bundle = (await a.send()).file
}, 600_000)
afterAll(async () => {
  await story.close()
  worker.remove()
})

const logOf = (profile: string): number =>
  statSync(join(profile, 'profile.db-wal'), { throwIfNoEntry: false })?.size ?? 0

const held = (db: ReadDb): unknown => db.prepare('SELECT count(*) FROM changes').pluck().get()

/** A copy of the district as it was before, under another name; nobody is signed in. */
async function district(name: string, threads = false): Promise<Computer> {
  const { rpc, profile } = story.district
  await rpc.session.lock({})
  const limits = threads ? { startWorker: () => startWorker(51, worker.file) } : {}
  const other = newComputer(story.stick, name, 50, limits)
  cpSync(profile, other.profile, { recursive: true })
  await rpc.session.unlock({ user, passphrase })
  await other.rpc.session.unlock({ user, passphrase })
  return other
}

/** Imports past the engine's calls, and holds up what is left after the answer. */
function answered(other: Computer, then: (ctx: OpenContext, after: () => Promise<void>) => unknown) {
  return pastTheCalls(other, { user, passphrase }, async (ctx) => {
    const left: (() => void | Promise<void>)[] = []
    const told = { ...ctx, afterAnswer: (work: () => void | Promise<void>) => void left.push(work) }
    const { result } = await importOne(told, join(story.stick, bundle), allowed, () => undefined)
    expect(result).toBe('applied')
    await then(ctx, async () => {
      for (const work of left) await work()
    })
  })
}

test('a computer that is killed between the answer of an import and the moving of its log holds all of it', async () => {
  const other = await district('answered')
  const killed = newComputer(story.stick, 'killed', 52)
  let log = 0
  await answered(other, () => {
    log = logOf(other.profile)
    cpSync(other.profile, killed.profile, { recursive: true })
  })
  expect(log).toBeGreaterThan(4_000_000)
  expect(logOf(killed.profile)).toBe(log)
  await killed.rpc.session.unlock({ user, passphrase })
  // Nobody's first save has to move it.
  expect(logOf(killed.profile)).toBeLessThan(log)
  expect((await killed.rpc.records.count({ kind })).total).toBe(MANY)
  expect((await killed.rpc.safety.verify({})).ok).toBe(true)
  await killed.engine.close()
  await other.engine.close()
}, 600_000)

test('before the log is moved others read and save, and a copy from before an import has all of it', async () => {
  const other = await district('copied')
  await answered(other, async (ctx, after) => {
    const before = held(ctx.db)
    const reader = ctx.openReader()
    expect(held(reader)).toBe(before)
    reader.close()
    copyBeforeImport(ctx)
    const copy = openForReading(join(ctx.profile, BEFORE_IMPORT_FILE), ctx.dataKey)
    expect(held(copy)).toBe(before)
    copy.close()
    const edit = {
      record: story.units.peach,
      kind: 'unit',
      kindVersion: 1,
      scope: '*',
      set: { code: '510999' },
    }
    ctx.db.transaction(() => writeLocal(ctx, [edit])).immediate()
    await after()
    expect(logOf(ctx.profile)).toBe(0)
    expect(held(ctx.db)).toBe(Number(before) + 1)
  })
  await other.engine.close()
}, 600_000)

test('a save, a backup and a lock right behind the answer of an import lose nothing and leave no log', async () => {
  const other = await district('at-once', true)
  const { rpc, engine, operation } = other
  const [imported] = await other.take(bundle)
  expect(imported?.result).toBe('applied')
  const saved = rpc.records.save({ kind, patch: session(story.units.plum), operation: operation() })
  const backup = rpc.safety.backup({ folder: engine.grant(story.stick) })
  const again = other.take(bundle)
  const { file } = await backup
  await saved
  expect((await again)[0]?.result).toBe('nothing-new')
  await engine.close()
  expect(logOf(other.profile)).toBe(0)
  await rpc.session.unlock({ user, passphrase })
  expect((await rpc.records.count({ kind })).total).toBe(MANY + 1)
  expect((await rpc.safety.verify({})).ok).toBe(true)
  await engine.close()
  const restored = await restoreFrom(join(story.stick, file), story.stick, 'restored')
  expect((await restored.rpc.records.count({ kind })).total).toBeGreaterThanOrEqual(MANY)
  await restored.engine.close()
}, 600_000)
