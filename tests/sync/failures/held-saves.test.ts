import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { createPrng } from '../../../shared/demo/prng'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { meet, type Pair, pair, session } from '../../support/desks/pair'
import { lawSize } from '../../support/laws/law-size'
import { seedFor, tell } from '../../support/laws/seed'

const KILLS = lawSize(30)
const MANY = 4000
const kind = 'courtyard-session'

let story: Pair
let computer: ChildProgram
let bundle: string
beforeAll(async () => {
  computer = buildChild('computer')
  story = await pair()
  await meet(story.district, story.a)
  const { a, district, stick, units } = story
  const patches = Array.from({ length: MANY }, (_, people) => session(units.peach, { people }))
  await a.rpc.records.addMany({ kind, patches, operation: a.operation() })
  bundle = join(stick, (await a.send()).file)
  await district.engine.close()
}, 180_000)
afterAll(async () => {
  await story.close()
  computer.remove()
})

/** What a computer says of this profile after it was opened again. */
async function said(profile: string, seed: number): Promise<readonly string[]> {
  const child = computer.start([profile, String(seed), `count=${kind}`, 'verify'])
  expect([await child.ended, child.complaints]).toEqual([0, []])
  return child.lines
}

test('a save that was held when the process died is done once, at the next sign-in, whatever became of the import', async () => {
  const profile = join(story.stick, '..', 'killed')
  const prng = createPrng(String(seedFor('held saves')))
  // How long after that, in milliseconds: drawn in when the import was through, out when it was not.
  let [heldOnes, span] = [0, 300]
  const totals = new Map<number, number>()
  for (let kill = 0; kill < KILLS; kill += 1) {
    rmSync(profile, { recursive: true, force: true })
    cpSync(story.district.profile, profile, { recursive: true })
    const task = `importAndSave=${story.units.plum}:${bundle}`
    const child = computer.start([profile, String(kill), task])
    const held = new Promise<void>((go) => {
      child.process.stdout.on('data', () => {
        if (child.lines.includes('held')) go()
      })
    })
    await Promise.race([held, child.ended])
    if (child.lines.includes('held')) heldOnes += 1
    await after(prng.below(Math.round(span)))
    child.process.kill('SIGKILL')
    await child.ended
    expect(child.complaints).toEqual([])
    const first = await said(profile, 1000 + kill)
    const total = Number(first[1])
    expect([1, MANY + 1]).toContain(total)
    span *= total === 1 ? 1.3 : 0.6
    expect(first).toEqual(['ready', String(total), 'ok'])
    expect(await said(profile, 2000 + kill)).toEqual(first)
    totals.set(total, (totals.get(total) ?? 0) + 1)
  }
  // A computer that is very fast, or very slow, may be through before anything has to wait.
  expect(heldOnes).toBeGreaterThan(KILLS / 2)
  tell(`held saves: ${heldOnes} of ${KILLS}, held after: ${JSON.stringify(Object.fromEntries(totals))}`)
}, 600_000)
