import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { opensWith } from '../../../electron/engine/db/open'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { closeGate, openGate, reopenGate, startWorker } from '../../support/child/worker'
import {
  type Computer,
  type Desk,
  fixedClock,
  keptLog,
  openStreet,
  passphrase,
  seededRandom,
  sessionPatch,
  startComputer,
  user,
} from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

const kind = 'courtyard-session'
const leaving = '王录入'
const gate = openGate()
let worker: ChildProgram
let newest: Worker | undefined
let desk: Desk
let computer: Computer
let record: string

beforeAll(() => {
  worker = buildChild('worker')
}, 60_000)
afterAll(() => worker.remove())

beforeEach(async () => {
  desk = await openStreet()
  record = await desk.save(kind, sessionPatch(desk))
  await desk.rpc.users.add({ name: leaving, role: 'entry', passphrase: '另一句口令一二三' })
  await desk.engine.close()
  computer = startComputer({
    profile: desk.profile,
    stick: join(desk.profile, '..'),
    clock: fixedClock(),
    random: seededRandom(9),
    log: keptLog(),
    limits: {
      startWorker: () => {
        newest = startWorker(1, worker.file, gate)
        return newest
      },
    },
  })
  await computer.rpc.session.unlock({ user, passphrase })
})
afterEach(async () => {
  reopenGate(gate)
  await computer.engine.close()
  await desk.close()
})

/** Begins to remove somebody, and goes on when the database is being copied for the new key: the worker is held up there. */
async function inTheMiddle() {
  closeGate(gate)
  const removed = computer.rpc.users.remove({ name: leaving })
  while (!existsSync(join(desk.profile, 'rekeyed.db'))) {
    await setImmediate()
    // Each look is a call that is answered meanwhile.
    expect((await computer.rpc.users.list({})).users.length).toBeGreaterThan(0)
  }
  return { removed }
}

const edit = (people: number) =>
  computer.rpc.records.save({ kind, id: record, patch: { people }, operation: computer.operation() })
const peopleNow = async () => (await computer.rpc.records.get({ id: record })).body.people

test('while the database is encrypted anew, reads and drafts go on, and a save is held and done afterwards', async () => {
  const { rpc } = computer
  const before = await dataKeyOf(desk.profile)
  const told: number[] = []
  computer.engine.on('held', ({ waiting }) => told.push(waiting))
  const order: string[] = []
  const { removed } = await inTheMiddle()
  void removed.then(() => order.push('removed'))
  expect(await peopleNow()).toBe(45)
  expect((await rpc.records.list({ kind })).rows).toHaveLength(1)
  await rpc.drafts.save({ kind, body: { people: 7 } })
  expect((await rpc.drafts.get({ kind })).draft?.body).toEqual({ people: 7 })
  const saved = edit(46)
  const verified = rpc.safety.verify({}).then(({ ok }) => {
    order.push('verified')
    return ok
  })
  expect(await peopleNow()).toBe(45)
  expect([told, order]).toEqual([[1], []])
  reopenGate(gate)
  expect(await removed).toMatchObject({ rekeyed: true })
  expect((await saved).id).toBe(record)
  expect(await verified).toBe(true)
  expect(await peopleNow()).toBe(46)
  expect(told).toEqual([1, 0])
  // Everything is under the new key, the half-typed form too.
  expect(opensWith(join(desk.profile, 'profile.db'), before)).toBe(false)
  expect((await rpc.drafts.get({ kind })).draft?.body).toEqual({ people: 7 })
  expect(existsSync(join(desk.profile, 'rekeyed.db'))).toBe(false)
}, 60_000)

test('a worker that dies while it encrypts leaves the old key, and what was held is saved', async () => {
  const before = await dataKeyOf(desk.profile)
  const { removed } = await inTheMiddle()
  const saved = edit(47)
  await newest?.terminate()
  reopenGate(gate)
  expect(await removed).toMatchObject({ rekeyed: false })
  expect((await saved).id).toBe(record)
  expect(await peopleNow()).toBe(47)
  expect(opensWith(join(desk.profile, 'profile.db'), before)).toBe(true)
  expect(existsSync(join(desk.profile, 'rekeyed.db'))).toBe(false)
  // The person is gone all the same, and the key is changed at the next sign-in.
  await computer.rpc.session.lock({})
  await computer.rpc.session.unlock({ user, passphrase })
  await underAnotherKeyThan(before)
  expect(await peopleNow()).toBe(47)
}, 60_000)

async function underAnotherKeyThan(before: Uint8Array): Promise<void> {
  while (opensWith(join(desk.profile, 'profile.db'), before)) {
    await setImmediate()
    // Each look is a call that is answered meanwhile.
    await peopleNow()
  }
}

/** A new key that is due at the next sign-in. */
async function due(): Promise<Uint8Array> {
  const before = await dataKeyOf(desk.profile)
  const { removed } = await inTheMiddle()
  await newest?.terminate()
  reopenGate(gate)
  expect(await removed).toMatchObject({ rekeyed: false })
  await computer.rpc.session.lock({})
  return before
}

async function untilCopying(): Promise<void> {
  while (!existsSync(join(desk.profile, 'rekeyed.db'))) await setImmediate()
}

test('a sign-in that finds a new key due is over at once, and reads, drafts and saves go on while it is made', async () => {
  const before = await due()
  closeGate(gate)
  expect((await computer.rpc.session.unlock({ user, passphrase })).state).toBe('open')
  await untilCopying()
  expect(await peopleNow()).toBe(45)
  await computer.rpc.drafts.save({ kind, body: { people: 7 } })
  const saved = edit(48)
  expect(opensWith(join(desk.profile, 'profile.db'), before)).toBe(true)
  reopenGate(gate)
  expect((await saved).id).toBe(record)
  expect(opensWith(join(desk.profile, 'profile.db'), before)).toBe(false)
  expect(await peopleNow()).toBe(48)
  expect((await computer.rpc.drafts.get({ kind })).draft?.body).toEqual({ people: 7 })
}, 60_000)

test('whoever leaves while a new key is made waits until it is, and signs in under it', async () => {
  const before = await due()
  closeGate(gate)
  await computer.rpc.session.unlock({ user, passphrase })
  await untilCopying()
  const locked = computer.rpc.session.lock({})
  reopenGate(gate)
  expect((await locked).state).toBe('locked')
  expect(opensWith(join(desk.profile, 'profile.db'), before)).toBe(false)
  await computer.rpc.session.unlock({ user, passphrase })
  expect(await peopleNow()).toBe(45)
}, 60_000)
