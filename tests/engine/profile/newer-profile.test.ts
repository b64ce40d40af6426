import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { writeMeta } from '../../../electron/engine/db/meta'
import { newestVersion } from '../../../electron/engine/db/migrations'
import { openForWriting } from '../../../electron/engine/db/open'
import { version as programVersion } from '../../../package.json'
import { contract, type EngineCall } from '../../../shared/contract'
import type { Call } from '../../../shared/contract/define'
import type { ErrorBody } from '../../../shared/errors'
import {
  type Computer,
  fixedClock,
  keptLog,
  passphrase,
  seededRandom,
  startComputer,
  user,
} from '../../support/desks/engine'
import { factsOf, type KeptFacts, unpackVersion } from '../../support/desks/kept-version'
import { dataKeyOf } from '../../support/desks/own-keys'
import { drawing, inputOf } from '../../support/laws/questions'

let folder: string
let kept: KeptFacts
let computer: Computer
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-newer-'))
  const profile = join(folder, 'profile')
  kept = await unpackVersion(resolve(__dirname, '../../fixtures/profiles', programVersion), profile)
  const parts = { profile, stick: folder, random: seededRandom(2) }
  computer = startComputer({ ...parts, clock: fixedClock(), log: keptLog() })
  await computer.rpc.session.unlock({ user, passphrase })
  await computer.engine.close()
  const db = openForWriting(join(profile, 'profile.db'), await dataKeyOf(computer))
  // What a later migration might do that an older program can live with.
  db.exec('CREATE TABLE of_later (x TEXT); ALTER TABLE bundle_log ADD COLUMN of_later TEXT')
  writeMeta(db, 'program', '99.0.0')
  db.pragma(`user_version = ${newestVersion + 10}`)
  db.close()
  computer = startComputer({ ...parts, clock: fixedClock(), log: keptLog() })
  await computer.rpc.session.unlock({ user, passphrase })
})
afterAll(async () => {
  await computer.engine.close()
  rmSync(folder, { recursive: true })
})

const calls = Object.entries<Call>(contract).filter(([, { right }]) => right !== 'open')
const isReading = ({ effect }: Call): boolean => effect === 'read' || effect === 'longRead'

test('the profile of a newer version says that it can only be looked at, and by which version', async () => {
  expect(await computer.rpc.profile.state({})).toMatchObject({
    state: 'open',
    readOnly: true,
    madeBy: '99.0.0',
  })
})

test('every figure, record, photo and report of it reads as before', async () => {
  expect(await factsOf(computer.rpc, kept)).toEqual(kept)
})

const asked: EngineCall = (name, input) => computer.engine.call(name, input)
const answerTo = async (name: string, input: unknown): Promise<{ error?: ErrorBody }> =>
  Reflect.apply(asked, undefined, [name, input])

test('whatever only reads answers, or refuses for another reason', async () => {
  const draw = drawing(7)
  const refused: string[] = []
  for (const [name, spec] of calls.filter(([, spec]) => isReading(spec)))
    for (let tries = 0; tries < 3; tries += 1) {
      const input = inputOf(spec.input, draw, (key) => known()[key])
      if (!spec.input.safeParse(input).success) continue
      const { error } = await answerTo(name, input)
      if (error && ['profile.read-only', 'unexpected'].includes(error.code))
        refused.push(`${name} ${error.code}`)
    }
  expect([...new Set(refused)]).toEqual([])
})

const known = (): Readonly<Record<string, unknown>> => ({
  record: kept.attachment.record,
  id: kept.attachment.record,
  file: kept.attachment.file,
  kind: 'activity',
  report: 'monthly',
  period: kept.period,
  measure: 'events',
})

test('whatever saves is refused by a sentence that says what to do, and leaves the profile as it is', async () => {
  const before = await factsOf(computer.rpc, kept)
  const draw = drawing(11)
  const others: string[] = []
  let asked = 0
  for (const [name, spec] of calls.filter(([, spec]) => !isReading(spec)))
    for (let tries = 0; tries < 50; tries += 1) {
      const input = inputOf(spec.input, draw, (key) => known()[key])
      if (!spec.input.safeParse(input).success) continue
      const { error } = await answerTo(name, input)
      if (error?.code !== 'profile.read-only') others.push(`${name} ${error?.code ?? 'done'}`)
      asked += 1
      break
    }
  expect(others).toEqual([])
  expect(asked).toBeGreaterThan(30)
  expect(await factsOf(computer.rpc, kept)).toEqual(before)
})
