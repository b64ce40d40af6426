import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BEFORE_IMPORT_FILE } from '../../../electron/engine/db/before-import'
import { openTasks } from '../../../electron/engine/tasks'
import { auditRows } from '../../support/desks/audit-rows'
import { cancelled, refused } from '../../support/desks/cancelling'
import { type Computer, refusal } from '../../support/desks/engine'
import { leftovers, meet, type Pair, pair, session } from '../../support/desks/pair'

/** Enough changes that each task tells more than once how far it is. */
const MANY = 1200

let story: Pair
beforeAll(async () => {
  story = await pair()
  await meet(story.district, story.a)
  const patches = Array.from({ length: MANY }, () => session(story.units.peach))
  await story.a.rpc.records.addMany({ kind: 'courtyard-session', patches, operation: story.a.operation() })
}, 60_000)
afterAll(() => story.close())

/** Everything that a task may leave behind: rows, the two logs, files of the profile and of the stick. */
async function everything(computer: Computer) {
  const { rpc, profile } = computer
  const { total } = await rpc.records.count({ kind: 'courtyard-session' })
  const { streams, peers } = await rpc.sync.status({})
  return {
    total,
    streams,
    peers,
    log: await rpc.sync.log({}),
    home: (await rpc.home.overview({})).lastBackup,
    audit: await auditRows(computer),
    leftovers: leftovers(computer),
    blobs: existsSync(join(profile, 'blobs')) ? readdirSync(join(profile, 'blobs')) : [],
    stick: readdirSync(story.stick).sort(),
  }
}

test.each([1, 2])(
  'an export cancelled at its word no. %d leaves no file and no row, and the next one has its number',
  async (at) => {
    const before = await everything(story.a)
    const folder = story.a.engine.grant(story.stick)
    expect(
      await cancelled(story.a, (operation) => story.a.rpc.sync.exportBundle({ folder, operation }), at),
    ).toEqual(refused)
    expect(await everything(story.a)).toEqual(before)
  },
)

test('an import cancelled while it reads or while it applies takes nothing, and works afterwards', async () => {
  const sent = await story.a.send()
  expect(sent.serial).toBe(2)
  const { engine, rpc } = story.district
  const files = [engine.grant(join(story.stick, sent.file))]
  const before = await everything(story.district)
  const take = (operation: string) => rpc.sync.importBundles({ files, operation })
  expect(await cancelled(story.district, take)).toEqual(refused)
  expect(await everything(story.district)).toEqual(before)
  const look = (operation: string) => rpc.sync.preview({ files, operation })
  expect(await cancelled(story.district, look)).toEqual(refused)
  expect(await everything(story.district)).toEqual(before)
  // The last word of all is said by applying: the copy of the database from before is there by then.
  const words: number[] = []
  const stop = engine.on('progress', ({ done }) => words.push(done))
  await rpc.sync.preview({ files })
  stop()
  expect(await cancelled(story.district, take, words.length)).toEqual(refused)
  expect(existsSync(join(story.district.profile, BEFORE_IMPORT_FILE))).toBe(true)
  expect(await everything(story.district)).toEqual(before)
  const [taken] = await story.district.take(sent.file)
  expect(taken).toMatchObject({ result: 'applied', new: MANY })
}, 120_000)

test('a check of the data that was cancelled leaves everything, and the next one is whole', async () => {
  const before = await everything(story.a)
  const { rpc } = story.a
  expect(await cancelled(story.a, (operation) => rpc.safety.verify({ operation }))).toEqual(refused)
  expect(await everything(story.a)).toEqual(before)
  expect((await rpc.safety.verify({})).ok).toBe(true)
}, 60_000)

test('a backup cancelled at any word leaves no file, no row and no date', async () => {
  const before = await everything(story.a)
  const folder = story.a.engine.grant(story.stick)
  const { rpc } = story.a
  for (const at of [1, 2]) {
    expect(await cancelled(story.a, (operation) => rpc.safety.backup({ folder, operation }), at)).toEqual(
      refused,
    )
    expect(await everything(story.a)).toEqual(before)
  }
  const made = await rpc.safety.backup({ folder })
  expect(readdirSync(story.stick)).toContain(made.file)
})

test('a ledger that was cancelled leaves no file, and the audit log says that it was not written', async () => {
  const before = await everything(story.a)
  const { rpc, engine } = story.a
  const file = engine.grant(join(story.stick, '台账.xlsx'))
  const write = (operation: string) =>
    rpc.ledgers.write({ ledger: 'courtyard-session', format: 'xlsx', file, operation })
  expect(await cancelled(story.a, write, 2)).toEqual(refused)
  const { audit, ...after } = await everything(story.a)
  expect({ ...after, audit: audit.slice(0, -2) }).toEqual(before)
  expect(audit.slice(-2).map(({ action }) => action)).toEqual(['ledgers.write', 'export.not-written'])
  expect(await write(story.a.operation())).toMatchObject({ rows: MANY })
}, 60_000)

test('what waits for its turn is cancelled at once, and what has ended or never began can not be', async () => {
  const { rpc, engine } = story.a
  const folder = engine.grant(story.stick)
  const [first, second] = [story.a.operation(), story.a.operation()]
  const ended = rpc.sync.exportBundle({ folder, operation: first })
  const waiting = refusal(rpc.sync.exportBundle({ folder, operation: second }))
  expect(await rpc.tasks.cancel({ operation: second })).toEqual({ stopped: true })
  expect(await waiting).toEqual(refused)
  expect(await ended).toMatchObject({ serial: 3 })
  for (const operation of [first, second, story.a.operation()])
    expect(await rpc.tasks.cancel({ operation })).toEqual({ stopped: false })
}, 60_000)

test('one operation runs once at a time', async () => {
  const tasks = openTasks()
  const end = Promise.withResolvers<void>()
  const running = tasks.run('one', () => end.promise)
  expect(await refusal(tasks.run('one', () => undefined))).toMatchObject({ code: 'call.invalid' })
  end.resolve()
  await running
  expect(await tasks.run('one', () => 'again')).toBe('again')
})
