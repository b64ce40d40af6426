import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAfterSaves } from '../../electron/engine/after-saves'
import type { WriteDb } from '../../electron/engine/context'
import { migrate } from '../../electron/engine/db/migrate'
import { emptyLog, openForWriting, pagesInLog } from '../../electron/engine/db/open'
import { reconcileFacts } from '../../electron/engine/facts/reconcile'
import { keptOfPeriod } from '../../electron/engine/figures/kept-sums'
import { openRecordIndex } from '../../electron/engine/search/index-records'
import { newSession, type OpenProfile } from '../../electron/engine/session'
import { parsePeriod } from '../../shared/period'
import type { Flat } from '../../shared/shapes'
import { keptLog, openDistrict, sessionPatch } from '../support/desks/engine'
import { fill } from '../support/records/random-records'
import { searchParts } from '../support/records/search-parts'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-after-saves-'))
afterAll(() => rmSync(folder, { recursive: true }))

const dataKey = new Uint8Array(32).fill(5)
let db: WriteDb
let drafts: WriteDb
let files = 0
beforeEach(() => {
  files += 1
  const path = join(folder, String(files))
  db = openForWriting(`${path}.db`, dataKey)
  migrate(db, join(folder, 'backup.db'))
  emptyLog(db)
  reconcileFacts(db)
  drafts = openForWriting(`${path}-drafts.db`, dataKey)
  drafts.exec('CREATE TABLE t (body BLOB)')
})
afterEach(() => {
  db.close()
  drafts.close()
})

/** What is done after saves; a test ends its pauses. */
function begun(over: Partial<OpenProfile> = {}) {
  const session = newSession(() => undefined)
  const log = keptLog()
  session.enter({ db, drafts, readOnly: false, close: () => undefined, ...over } as OpenProfile)
  const state = { isBusy: false }
  const waiting: { readonly work: () => void; readonly ms: number }[] = []
  const afterSaves = openAfterSaves(
    { session, log },
    { isBusy: () => state.isBusy, later: (work, ms) => void waiting.push({ work, ms }) },
  )
  const pause = (): void => waiting.shift()?.work()
  const rest = (): void => {
    while (waiting.length > 0) pause()
  }
  return { afterSaves, session, log, state, waiting, pause, rest }
}

/** All that jest takes in hand but timers. */
const notTimers = ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'] as const

let rid = 0
function save(): void {
  db.transaction(() => {
    rid += 1
    const index = openRecordIndex({ db, dataKey }, 1)
    index.put({
      rid,
      kind: 'courtyard-session',
      deleted: false,
      flat: { courtyard: `张家院子${rid}号` } as Flat,
    })
    index.finish()
  }).immediate()
}

function saves(count: number): void {
  for (let n = 0; n < count; n += 1) save()
}

const parts = (): number => searchParts(db)

test('what saves left is merged and moved once nothing is asked any more, one step a pause', () => {
  const { afterSaves, waiting, pause, rest } = begun()
  saves(40)
  afterSaves.ended()
  afterSaves.ended()
  expect(waiting).toHaveLength(1)
  const before = [parts(), pagesInLog(db)]
  // Calls have ended since the pause began.
  afterSaves.ended()
  pause()
  expect([parts(), pagesInLog(db)]).toEqual(before)
  rest()
  expect(parts()).toBeLessThan(12)
  expect(pagesInLog(db)).toBe(0)
})

test('months in which something was written are added up, one a pause', () => {
  const body = { unit: 'peach', people: 20 }
  const of = (date: string) => ({
    id: date,
    kind: 'courtyard-session',
    body: { ...body, date },
    deleted: false,
  })
  fill(db, [of('2026-10-09'), of('2026-11-03')])
  const { afterSaves, pause, rest } = begun()
  const year = parsePeriod('2026')
  expect(keptOfPeriod(db, year)).toBe(null)
  afterSaves.ended()
  pause()
  pause()
  // The newest comes first.
  const october = 2026 * 12 + 9
  expect(keptOfPeriod(db, year)?.stale).toEqual(new Map([['courtyard-session', new Set([october])]]))
  rest()
  expect(keptOfPeriod(db, year)?.stale).toEqual(new Map())
})

test('a little in the log stays there', () => {
  const { afterSaves, rest } = begun()
  saves(1)
  afterSaves.ended()
  rest()
  expect(pagesInLog(db)).toBeGreaterThan(0)
})

test('the log of drafts is moved too, though nothing else was written', () => {
  const { afterSaves, rest } = begun()
  afterSaves.ended()
  rest()
  drafts.exec('INSERT INTO t (body) VALUES (randomblob(1000000))')
  afterSaves.ended()
  rest()
  expect(pagesInLog(drafts)).toBe(0)
})

test('after calls that wrote nothing it writes nothing', () => {
  const { afterSaves, rest } = begun()
  saves(5)
  afterSaves.ended()
  rest()
  const changes = db.prepare('SELECT total_changes()').pluck()
  const before = changes.get()
  afterSaves.ended()
  rest()
  expect(changes.get()).toBe(before)
  saves(5)
  afterSaves.ended()
  rest()
  expect(parts()).toBeLessThan(8)
})

test('it waits as long as anything goes on', () => {
  const { afterSaves, state, waiting, pause, rest } = begun()
  saves(40)
  state.isBusy = true
  afterSaves.ended()
  for (let n = 0; n < 5; n += 1) pause()
  expect([parts(), waiting.length]).toEqual([40, 1])
  state.isBusy = false
  rest()
  expect(parts()).toBeLessThan(12)
})

test('a profile that is closed, or may not be written, is left alone', () => {
  saves(40)
  const closed = begun()
  closed.afterSaves.ended()
  closed.session.leave()
  closed.rest()
  const looked = begun({ readOnly: true })
  looked.afterSaves.ended()
  looked.rest()
  expect(parts()).toBe(40)
})

test('what fails is noted, and tried again after the next call', () => {
  const { afterSaves, log, rest } = begun()
  saves(40)
  db.exec('PRAGMA query_only = 1')
  afterSaves.ended()
  rest()
  expect(log.lines).toEqual([expect.stringContaining('error what saves left')])
  expect(parts()).toBe(40)
  db.exec('PRAGMA query_only = 0')
  save()
  afterSaves.ended()
  rest()
  expect(parts()).toBeLessThan(12)
})

test('an engine moves what its calls left in the log when the pause is over, not sooner', async () => {
  jest.useFakeTimers({ doNotFake: [...notTimers] })
  try {
    const desk = await openDistrict()
    const size = (): number => statSync(join(desk.profile, 'profile.db')).size
    const before = size()
    for (let n = 0; n < 30; n += 1) await desk.save('courtyard-session', sessionPatch(desk, { people: n }))
    jest.advanceTimersByTime(100)
    expect(size()).toBe(before)
    jest.advanceTimersByTime(5000)
    expect(size()).toBeGreaterThan(before)
    await desk.close()
  } finally {
    jest.useRealTimers()
  }
})
