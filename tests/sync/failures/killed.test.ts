import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { createEngine } from '../../../electron/engine/create-engine'
import { createRpc } from '../../../shared/contract/rpc'
import { createPrng } from '../../../shared/demo/prng'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { fixedClock, kdfCost, keptLog, passphrase, seededRandom, user } from '../../support/desks/engine'
import { meet, type Pair, pair, session } from '../../support/desks/pair'
import { isFullSize, lawSize } from '../../support/laws/law-size'
import { seedFor, tell } from '../../support/laws/seed'
import { photo } from '../../support/records/pictures'

const KILLS = lawSize(200)
/** Bundles on the stick; each brings this many sessions and a photo more than the one before. */
const [BUNDLES, EACH] = [6, 40]

let story: Pair
let computer: ChildProgram
let pristine: string
let files: string[]
beforeAll(async () => {
  computer = buildChild('computer')
  story = await pair()
  await meet(story.district, story.a)
  const { a, district, stick, units } = story
  files = []
  for (let n = 0; n < BUNDLES; n += 1) {
    const patches = Array.from({ length: EACH }, (_, people) => session(units.peach, { people }))
    const operation = a.operation()
    const { ids } = await a.rpc.records.addMany({ kind: 'courtyard-session', patches, operation })
    await a.rpc.attachments.add({
      record: ids[0] ?? '',
      source: { bytes: photo({ mark: n + 1 }).toString('base64'), name: '会场.jpg' },
      operation: a.operation(),
    })
    files.push(join(stick, (await a.send()).file))
  }
  await district.engine.close()
  pristine = district.profile
})
afterAll(async () => {
  await story.close()
  computer.remove()
})

/** Which bundles a profile holds; fails when it holds a part of one, or anything in it can not be proved. */
async function held(profile: string, seed: number): Promise<number> {
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
    const { total } = await rpc.records.count({ kind: 'courtyard-session' })
    const { streams, peers } = await rpc.sync.status({})
    const { entries } = await rpc.sync.log({ limit: 100 })
    const { checks } = await rpc.safety.verify({})
    const bundles = total / EACH
    expect({
      bundles,
      changes: streams.find(({ siteName }) => siteName === '东街街道A')?.seq ?? 0,
      serial: peers[0]?.lastImport?.serial ?? 0,
      logged: entries.filter(({ direction, result }) => direction === 'import' && result === 'ok').length,
      wrong: checks.filter(({ ok }) => !ok),
    }).toEqual({
      bundles: Math.floor(bundles),
      changes: bundles * (EACH + 1),
      // The first file let the laptop in.
      serial: bundles + 1,
      logged: bundles + 1,
      wrong: [],
    })
    return bundles
  } finally {
    await engine.close()
  }
}

test('an engine killed at random moments of an import has afterwards all of a bundle or none, and goes on from there', async () => {
  const seed = seedFor('killed imports')
  const prng = createPrng(String(seed))
  const profile = join(story.stick, '..', 'killed')
  let [kills, done, run, passes] = [0, 0, 0, 0]
  // How far off the moment may lie, in milliseconds: drawn in when a run finished unhurt, out when one got nowhere.
  let span = 300
  const seen = new Map<number, number>()
  while (kills < KILLS) {
    if (!existsSync(profile)) {
      cpSync(pristine, profile, { recursive: true })
      done = 0
    }
    run += 1
    const child = computer.start([profile, String(run), ...files.slice(done).map((file) => `import=${file}`)])
    await child.begun
    const moment = after(prng.below(Math.round(span)))
    const isAlive = await Promise.race([moment.then(() => true), child.ended.then(() => false)])
    if (isAlive) child.process.kill('SIGKILL')
    const isKilled = (await child.ended) === null
    expect(child.complaints).toEqual([])
    if (isKilled) kills += 1
    const now = await held(profile, 10_000 + run)
    if (!isKilled) span *= 0.7
    else if (now === done) span *= 1.4
    expect(now).toBeGreaterThanOrEqual(done)
    seen.set(now, (seen.get(now) ?? 0) + 1)
    done = now
    if (done < BUNDLES) continue
    passes += 1
    rmSync(profile, { recursive: true })
  }
  tell(
    `killed imports: ${kills} kills in ${run} runs, ${passes} times through, held after: ${[...seen].join(' ')}`,
  )
  // Not all of them before the first bundle or after the last.
  expect(seen.size).toBeGreaterThan(isFullSize ? BUNDLES / 2 : 1)
  if (isFullSize) expect(passes).toBeGreaterThan(1)
}, 1_200_000)

test('a bundle that an engine was killed over is on the stick whole or not at all, and the next one is whole', async () => {
  const seed = seedFor('killed exports')
  const prng = createPrng(String(seed))
  const stick = join(story.stick, 'killed-exports')
  mkdirSync(stick)
  await story.a.engine.close()
  let kills = 0
  let span = 150
  for (let run = 1; kills < lawSize(20); run += 1) {
    const child = computer.start([story.a.profile, String(run), `export=${stick}`, `export=${stick}`])
    await child.begun
    const moment = after(prng.below(Math.round(span)))
    if (await Promise.race([moment.then(() => true), child.ended.then(() => false)]))
      child.process.kill('SIGKILL')
    if ((await child.ended) === null) kills += 1
    else span *= 0.7
    expect(child.complaints).toEqual([])
  }
  const last = computer.start([story.a.profile, '0', `export=${stick}`])
  expect(await last.ended).toBe(0)
  const found = readdirSync(stick).filter((name) => name.endsWith('.ybb'))
  expect(found).toContain(last.lines[1])
  const profile = join(story.stick, '..', 'judge')
  cpSync(pristine, profile, { recursive: true })
  const judge = computer.start([profile, '1', ...found.map((file) => `import=${join(stick, file)}`)])
  expect(await judge.ended).toBe(0)
  // One that was whole before its engine could note it has its number again: its content comes twice.
  expect(judge.lines.slice(1).filter((line) => line !== 'applied' && line !== 'nothing-new')).toEqual([])
}, 300_000)
