import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createEngine } from '../../../electron/engine/create-engine'
import { BEFORE_IMPORT_FILE } from '../../../electron/engine/db/before-import'
import { openCopy, openForReading } from '../../../electron/engine/db/open'
import { newId } from '../../../electron/engine/new-id'
import { createRpc, type Rpc } from '../../../shared/contract/rpc'
import { createPrng } from '../../../shared/demo/prng'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { fixedClock, kdfCost, keptLog, passphrase, seededRandom, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'
import { meet, type Pair, pair, session } from '../../support/desks/pair'
import { crashedDisks, putDisk } from '../../support/faults/crashed-disk'
import { type DiskStep, filesIn, readRecording, recordedInto } from '../../support/faults/recorded-disk'
import { placesOf } from '../../support/laws/law-size'
import { seedFor, tell } from '../../support/laws/seed'
import { needs } from '../../support/machine/needs'
import { photo } from '../../support/records/pictures'

const SESSIONS = 25

let story: Pair
let computer: ChildProgram
let bundle: string
beforeAll(async () => {
  computer = buildChild('computer')
  story = await pair()
  await meet(story.district, story.a)
  const { a, district, stick, units } = story
  await district.save('courtyard-session', session(units.plum))
  const patches = Array.from({ length: SESSIONS }, (_, people) => session(units.peach, { people }))
  const { ids } = await a.rpc.records.addMany({
    kind: 'courtyard-session',
    patches,
    operation: a.operation(),
  })
  await a.rpc.attachments.add({
    record: ids[0] ?? '',
    source: { bytes: photo({ mark: 1 }).toString('base64'), name: '会场.jpg' },
    operation: a.operation(),
  })
  bundle = join(stick, (await a.send()).file)
  for (const { engine } of [a, district]) await engine.close()
})
afterAll(async () => {
  await story.close()
  computer.remove()
})

/** Lets a program do its tasks on these folders. @returns all that it did to them */
async function recorded(args: readonly string[], folders: readonly string[]): Promise<DiskStep[]> {
  const file = join(story.stick, '..', 'recording')
  const child = computer.start(args, recordedInto(file))
  expect([await child.ended, child.complaints]).toEqual([0, []])
  return readRecording(file, folders)
}

/** A profile as its user finds it, for a moment. */
async function opened<T>(
  profile: string,
  seed: number,
  look: (rpc: Rpc, grant: (path: string) => string, operation: () => string) => Promise<T>,
): Promise<T> {
  const [clock, random] = [fixedClock(), seededRandom(seed)]
  const engine = createEngine({
    checksAnswers: true,
    profile,
    appVersion: '0.0.0',
    clock,
    random,
    log: keptLog(),
    kdfCost,
  })
  try {
    const rpc = createRpc(engine.call)
    await rpc.session.unlock({ user, passphrase })
    return await look(rpc, engine.grant, () => newId({ clock, random }))
  } finally {
    await engine.close()
  }
}

/** The copy of the database from before the import, as a power cut left it. */
async function copyIn(profile: string): Promise<string> {
  const path = join(profile, BEFORE_IMPORT_FILE)
  if (!existsSync(path)) return 'none'
  const copy = openForReading(path, await dataKeyOf(profile))
  try {
    return copy.pragma('integrity_check', { simple: true }) === 'ok' ? 'whole' : 'broken'
  } finally {
    copy.close()
  }
}

/**
 * These cuts fall into an import as it is really written: in the write-ahead log, which is on the disk (`synchronous=FULL`) before
 * anybody is told.
 */
function expectLogUsed(steps: readonly DiskStep[], database: string): void {
  const done = (what: DiskStep['do'], path: string) => (step: DiskStep) =>
    step.do === what && 'path' in step && step.path === path
  expect(steps.filter(done('open', `${database}-journal`))).toEqual([])
  const told = steps.findIndex((step) => step.do === 'say' && step.text.includes('applied'))
  const before = steps.slice(0, told)
  const written = before.findLastIndex(done('write', `${database}-wal`))
  expect(written).toBeGreaterThan(0)
  expect(before.findLastIndex(done('sync', `${database}-wal`))).toBeGreaterThan(written)
}

const wrongIn = async (rpc: Rpc): Promise<readonly unknown[]> =>
  (await rpc.safety.verify({})).checks.filter(({ ok }) => !ok)

needs(
  'strace',
).test('wherever the power fails during an import, all of the bundle is there afterwards or none, and once it was said to be applied, all', async () => {
  const profile = join(story.stick, '..', 'cut')
  cpSync(story.district.profile, profile, { recursive: true })
  const before = filesIn([profile])
  const steps = await recorded([profile, '7', `import=${bundle}`], [profile])
  expectLogUsed(steps, join(profile, 'profile.db'))
  const prng = createPrng(String(seedFor('power cuts in an import')))
  const tally = new Map<string, number>()
  let disks = 0
  for (const disk of placesOf(crashedDisks(before, steps, prng))) {
    disks += 1
    putDisk([profile], disk)
    const copy = await copyIn(profile)
    const found = await opened(profile, disks, async (rpc, grant) => {
      const count = async () => (await rpc.records.count({ kind: 'courtyard-session' })).total - 1
      const held = await count()
      const wrong = await wrongIn(rpc)
      const { files } = await rpc.sync.importBundles({ files: [grant(bundle)] })
      return { held, wrong, again: files[0]?.result, heldThen: await count(), wrongThen: await wrongIn(rpc) }
    }).catch((error: unknown) => String(error))
    const isIn = typeof found === 'object' && found.held > 0
    const mark = `${disk.how} ${isIn ? 'all' : 'none'}`
    tally.set(mark, (tally.get(mark) ?? 0) + 1)
    const { after, how, said } = disk
    expect({ after, how, copy, found }).toEqual({
      after,
      how,
      copy: isIn ? 'whole' : expect.stringMatching(/^(whole|none)$/),
      found: {
        held: isIn || said.includes('applied') ? SESSIONS : 0,
        wrong: [],
        heldThen: SESSIONS,
        wrongThen: [],
        again: isIn ? 'nothing-new' : 'applied',
      },
    })
  }
  tell(`power cuts in an import: ${steps.length} steps, ${disks} disks, ${JSON.stringify([...tally])}`)
}, 600_000)

/** How many changes the copy from before the import holds, once what a power cut left is rolled back. */
async function heldByCopy(profile: string): Promise<number> {
  const copy = openCopy(join(profile, BEFORE_IMPORT_FILE), await dataKeyOf(profile))
  try {
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    return Number(copy.prepare('SELECT count(*) FROM changes').pluck().get())
  } finally {
    copy.close()
  }
}

needs(
  'strace',
).test('wherever the power fails while the copy of a large database is brought up to date, it is what it was or what the database is', async () => {
  const [profile, laptop] = [join(story.stick, '..', 'large'), join(story.stick, '..', 'laptop')]
  cpSync(story.district.profile, profile, { recursive: true })
  cpSync(story.a.profile, laptop, { recursive: true })
  const next = (seed: number): Promise<string> =>
    opened(laptop, seed, async (rpc, grant, operation) => {
      const patch = session(story.units.peach, { people: seed })
      await rpc.records.save({ kind: 'courtyard-session', patch, operation: operation() })
      return join(story.stick, (await rpc.sync.exportBundle({ folder: grant(story.stick) })).file)
    })
  const [second, third] = [await next(21), await next(22)]
  // Too much is new for the copy to be brought up to date, so that it is made whole.
  const prepare = computer.start([profile, '23', 'large', `import=${bundle}`, `import=${second}`])
  expect([await prepare.ended, prepare.lines]).toEqual([0, ['ready', 'applied', 'applied']])
  const older = await heldByCopy(profile)
  const before = filesIn([profile])
  const steps = await recorded([profile, '24', 'large', `import=${third}`], [profile])
  const prng = createPrng(String(seedFor('power cuts in bringing a copy up to date')))
  const tally = new Map<number, number>()
  for (const disk of placesOf(crashedDisks(before, steps, prng))) {
    putDisk([profile], disk)
    const held = await heldByCopy(profile)
    tally.set(held, (tally.get(held) ?? 0) + 1)
    const { after, how } = disk
    const count = await opened(profile, 25, async (rpc) => ({
      records: (await rpc.records.count({ kind: 'courtyard-session' })).total - 1,
      wrong: await wrongIn(rpc),
    }))
    const isIn = count.records > SESSIONS + 1
    expect({ after, how, held, ...count }).toEqual({
      after,
      how,
      wrong: [],
      records: isIn ? SESSIONS + 2 : SESSIONS + 1,
      held: isIn || held > older ? older + 1 : older,
    })
  }
  tell(`power cuts in bringing a copy up to date: ${steps.length} steps, ${JSON.stringify([...tally])}`)
  expect([...tally.keys()].toSorted((one, other) => one - other)).toEqual([older, older + 1])
}, 600_000)

needs(
  'strace',
).test('wherever the power fails during an export, what looks like a bundle on the stick is whole, the next one heals it, and one that was answered is there', async () => {
  const [profile, stick] = [join(story.stick, '..', 'sender'), join(story.stick, 'cuts')]
  const district = join(story.stick, '..', 'receiver')
  cpSync(story.a.profile, profile, { recursive: true })
  mkdirSync(stick)
  const before = filesIn([profile, stick])
  const steps = await recorded([profile, '8', `export=${stick}`], [profile, stick])
  const prng = createPrng(String(seedFor('power cuts in an export')))
  const tally = new Map<string, number>()
  let disks = 0
  for (const { files, how, after, said } of placesOf(crashedDisks(before, steps, prng))) {
    disks += 1
    putDisk([profile, stick], { files })
    const found = readdirSync(stick).filter((name) => name.endsWith('.ybb'))
    expect({ after, how, found }).toMatchObject({ found: said.length > 1 ? [said[1]] : found })
    for (const name of found) renameSync(join(stick, name), join(stick, `found-${name}`))
    const sent = await opened(profile, disks, async (rpc, grant, operation) => {
      const wrong = await wrongIn(rpc)
      const patch = session(story.units.peach, { people: 1000 })
      await rpc.records.save({ kind: 'courtyard-session', patch, operation: operation() })
      const { file } = await rpc.sync.exportBundle({ folder: grant(stick) })
      return { wrong, file, wrongThen: await wrongIn(rpc) }
    })
    expect({ after, how, ...sent }).toMatchObject({ after, how, wrong: [], wrongThen: [] })
    rmSync(district, { recursive: true, force: true })
    cpSync(story.district.profile, district, { recursive: true })
    const taken = await opened(district, disks, async (rpc, grant) => {
      const results: string[] = []
      for (const name of [...found.map((each) => `found-${each}`), sent.file])
        results.push(
          (await rpc.sync.importBundles({ files: [grant(join(stick, name))] })).files[0]?.result ?? '',
        )
      return { results, held: (await rpc.records.count({ kind: 'courtyard-session' })).total - 1 }
    })
    const mark = `${how} ${found.length}`
    tally.set(mark, (tally.get(mark) ?? 0) + 1)
    expect({ after, how, ...taken }).toEqual({
      after,
      how,
      held: SESSIONS + 1,
      results: Array.from({ length: found.length + 1 }, () => 'applied'),
    })
  }
  tell(`power cuts in an export: ${steps.length} steps, ${disks} disks, ${JSON.stringify([...tally])}`)
}, 600_000)

needs(
  'strace',
).test('wherever the power fails while a record is saved, it is there whole or not at all, and once that was answered, there', async () => {
  const profile = join(story.stick, '..', 'typed')
  cpSync(story.district.profile, profile, { recursive: true })
  const before = filesIn([profile])
  const steps = await recorded([profile, '9', `save=${story.units.peach}`], [profile])
  const prng = createPrng(String(seedFor('power cuts in a save')))
  let [disks, held] = [0, 0]
  for (const { files, how, after, said } of placesOf(crashedDisks(before, steps, prng))) {
    disks += 1
    putDisk([profile], { files })
    const found = await opened(profile, disks, async (rpc) => ({
      count: (await rpc.records.count({ kind: 'courtyard-session' })).total - 1,
      wrong: await wrongIn(rpc),
    }))
    held += found.count
    const count = said.includes('saved') ? 1 : found.count
    expect({ after, how, ...found }).toEqual({ after, how, count, wrong: [] })
  }
  tell(`power cuts in a save: ${steps.length} steps, ${disks} disks, on ${held} of them the record`)
  expect([held > 0, held < disks]).toEqual([true, true])
}, 300_000)
