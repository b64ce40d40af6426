import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { EngineEvents } from '../../../shared/contract/events'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { closeGate, openGate, reopenGate, startWorker } from '../../support/child/worker'
import { auditRows } from '../../support/desks/audit-rows'
import { type Computer, refusal } from '../../support/desks/engine'
import { leftovers, meet, type Pair, pair, session } from '../../support/desks/pair'
import { lawSize } from '../../support/laws/law-size'
import { photo } from '../../support/records/pictures'

const kind = 'courtyard-session'
/** The gate holds an import in its middle, however large it is; how long reads take beside 100 000 is measured by `bench --only reads`. */
const MANY = lawSize(30_000)

let worker: ChildProgram
let newest: Worker | undefined
let story: Pair
let bundle: string
const gate = openGate()
beforeAll(async () => {
  worker = buildChild('worker')
  let workers = 0
  story = await pair(0, {
    startWorker: () => {
      workers += 1
      newest = startWorker(workers, worker.file, gate)
      return newest
    },
  })
  const { a, district, units } = story
  await meet(district, a)
  const patches = Array.from({ length: MANY }, (_, n) => session(units.peach, { people: n % 100 }))
  const { ids } = await a.rpc.records.addMany({ kind, patches, operation: a.operation() })
  const source = { bytes: photo({ mark: 1 }).toString('base64'), name: '会场.jpg' }
  await a.rpc.attachments.add({ record: ids[0] ?? '', source, operation: a.operation() })
  bundle = (await a.send()).file
}, 600_000)
afterAll(async () => {
  await story.close()
  worker.remove()
})

/** Waits until an import of the district is in the middle of applying changes, and holds it there. */
function inTheMiddle(): Promise<void> {
  const { engine } = story.district
  return new Promise((go) => {
    const stop = engine.on('progress', ({ task, done, total }) => {
      if (task !== 'import' || done * 2 <= total) return
      closeGate(gate)
      stop()
      go()
    })
  })
}

const start = (operation: string) => {
  const { engine, rpc } = story.district
  return rpc.sync.importBundles({ files: [engine.grant(join(story.stick, bundle))], operation })
}

/** Everything that an import may leave behind. */
async function everything({ rpc, profile }: Computer) {
  const { streams, peers } = await rpc.sync.status({})
  const { total } = await rpc.records.count({ kind })
  return {
    total,
    streams,
    peers,
    log: await rpc.sync.log({}),
    audit: await auditRows({ profile }),
    leftovers: leftovers(story.district),
    blobs: existsSync(join(profile, 'blobs')) ? readdirSync(join(profile, 'blobs')) : [],
  }
}

test('an import that is cancelled while it applies leaves everything as it was', async () => {
  const before = await everything(story.district)
  const operation = story.district.operation()
  const middle = inTheMiddle()
  const cancelled = refusal(start(operation))
  await middle
  expect(await story.district.rpc.tasks.cancel({ operation })).toEqual({ stopped: true })
  reopenGate(gate)
  expect((await cancelled).code).toBe('task.cancelled')
  expect(await everything(story.district)).toEqual(before)
}, 600_000)

test('a worker that dies in the middle leaves everything as it was, and what was held is saved', async () => {
  const { rpc, operation } = story.district
  const before = await everything(story.district)
  const middle = inTheMiddle()
  const lost = refusal(start(operation()))
  await middle
  const saved = rpc.records.save({ kind, patch: session(story.units.plum), operation: operation() })
  await newest?.terminate()
  reopenGate(gate)
  expect((await lost).code).toBe('unexpected')
  const { id } = await saved
  expect((await rpc.records.count({ kind })).total).toBe(1)
  await rpc.records.undo({ id, change: (await saved).change, operation: operation() })
  expect((await rpc.safety.verify({})).ok).toBe(true)
  const { total, log, leftovers: left } = await everything(story.district)
  expect({ total, log }).toEqual({ total: before.total, log: before.log })
  // Nobody can read it, and the next exchange removes it.
  expect(left).toHaveLength(1)
}, 600_000)

test('while an import applies, the window reads, drafts are kept, and a save is held and done once, afterwards', async () => {
  const { rpc, engine, operation } = story.district
  const own = await story.district.save(kind, session(story.units.plum, { agenda: '反诈宣传' }))
  const told: EngineEvents['held'][] = []
  const words: number[] = []
  const stops = [
    engine.on('held', (held) => told.push(held)),
    engine.on('progress', ({ done }) => words.push(done)),
  ]
  const order: string[] = []
  const middle = inTheMiddle()
  const imported = start(operation()).then((answer) => {
    order.push('imported')
    return answer
  })
  await middle

  // Reads answer, and show what was there before.
  expect((await rpc.records.count({ kind })).total).toBe(1)
  const { rows } = await rpc.records.list({ kind })
  expect(rows.map(({ id }) => id)).toEqual([own])
  expect((await rpc.records.list({ kind, filter: { text: '反诈' } })).rows.map(({ id }) => id)).toEqual([own])
  expect((await rpc.records.get({ id: own })).id).toBe(own)
  expect((await rpc.home.overview({})).recent.map(({ id }) => id)).toEqual([own])
  expect((await rpc.sync.status({})).site).not.toBe('')
  // Typing goes on.
  await rpc.drafts.save({ kind, body: { people: 7 } })
  expect((await rpc.drafts.get({ kind })).draft?.body).toEqual({ people: 7 })
  await rpc.drafts.discard({ kind })
  expect((await rpc.home.overview({})).drafts).toEqual([])
  // What is saved waits, in order, each once.
  const mine = operation()
  const save = { kind, patch: session(story.units.plum), operation: mine }
  const saved = rpc.records.save(save).then((answer) => {
    order.push('saved')
    return answer
  })
  const edited = rpc.records.save({ kind, id: own, patch: { people: 99 }, operation: operation() })
  const again = rpc.records.save(save)
  const invalid = refusal(rpc.records.save({ kind, patch: {}, operation: operation() }))
  expect(told.map(({ waiting }) => waiting)).toEqual([1, 2, 2, 3])
  expect(told[0]).toEqual({ waiting: 1, saved: 0, refused: 0, operation: mine })
  expect((await rpc.records.count({ kind })).total).toBe(1)
  // A task that writes waits as well.
  const role = rpc.users
    .add({ name: '小录', role: 'entry', passphrase: '院坝里的桂花开了' })
    .then(() => order.push('added'))
  expect((await rpc.users.list({})).users).toHaveLength(1)
  expect(order).toEqual([])
  reopenGate(gate)

  const { files } = await imported
  expect(files[0]).toMatchObject({ result: 'applied', new: MANY })
  const { id } = await saved
  expect((await again).id).toBe(id)
  await role
  expect(order[0]).toBe('saved')
  expect((await edited).id).toBe(own)
  expect((await invalid).code).toBe('record.invalid')
  expect((await rpc.records.get({ id: own })).body.people).toBe(99)
  expect(told.at(-1)).toEqual({ waiting: 0, saved: 2, refused: 1, operation: null })
  expect((await rpc.records.count({ kind })).total).toBe(MANY + 2)
  expect((await rpc.records.save(save)).id).toBe(id)
  expect((await rpc.records.count({ kind })).total).toBe(MANY + 2)
  // It told how far it was, rising, and to the end.
  expect(words.length).toBeGreaterThanOrEqual(MANY / 1000)
  expect(words).toEqual(words.toSorted((a, b) => a - b))
  expect((await rpc.safety.verify({})).ok).toBe(true)
  for (const stop of stops) stop()
}, 600_000)
