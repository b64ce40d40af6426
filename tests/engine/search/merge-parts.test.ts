import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WriteDb } from '../../../electron/engine/context'
import { migrate } from '../../../electron/engine/db/migrate'
import { emptyLog, leaveLogAlone, openForWriting, pagesInLog } from '../../../electron/engine/db/open'
import { openRecordIndex } from '../../../electron/engine/search/index-records'
import { mergeSome, mergingSteps } from '../../../electron/engine/search/merge-parts'
import type { Flat } from '../../../shared/shapes'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-merge-parts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const dataKey = new Uint8Array(32).fill(5)
let db: WriteDb
beforeEach(() => {
  db = openForWriting(join(folder, `${expect.getState().currentTestName?.length}.db`), dataKey)
  migrate(db, join(folder, 'backup.db'))
  leaveLogAlone(db)
})
afterEach(() => db.close())

/** Puts sessions into the index in one transaction, from a number on. */
function put(from: number, count: number): void {
  db.transaction(() => {
    const index = openRecordIndex({ db, dataKey }, count, { isMergedLater: true })
    for (let rid = from; rid < from + count; rid += 1) {
      const flat = { courtyard: `张家院子${rid}号`, remarks: `第${rid * 7919}次，到场群众反映情况` } as Flat
      index.put({ rid, kind: 'courtyard-session', deleted: false, flat })
    }
    index.finish()
  }).immediate()
}

const parts = (): number =>
  Number(db.prepare('SELECT count(DISTINCT id >> 37) FROM search_data WHERE id > 10').pluck().get())
const found = (): unknown =>
  db.prepare(`SELECT count(*) FROM search WHERE search MATCH '"张家院子"'`).pluck().get()

/** Pages that some work writes. */
function written(work: () => void): number {
  emptyLog(db)
  work()
  return pagesInLog(db)
}

test('no save among large parts merges them, whichever part it makes', () => {
  for (let batch = 0; batch < 14; batch += 1) put(1 + batch * 900, 900)
  const saves = Array.from({ length: 60 }, (_, n) => written(() => put(20_001 + n, 1)))
  expect(Math.max(...saves)).toBeLessThan(40)
  expect(parts()).toBeGreaterThanOrEqual(74)
})

test('parts are merged in short steps until few are left, and everything is found as before', () => {
  for (let batch = 0; batch < 8; batch += 1) put(1 + batch * 900, 900)
  for (let n = 0; n < 30; n += 1) put(20_001 + n, 1)
  const before = [found(), db.prepare('SELECT count(*) FROM search').pluck().get()]
  const steps: number[] = []
  for (let isMore = true; isMore; ) steps.push(written(() => (isMore = mergeSome(db))))
  expect(steps.length).toBeGreaterThan(3)
  expect(Math.max(...steps)).toBeLessThan(300)
  expect(steps.at(-1)).toBe(0)
  expect(parts()).toBeLessThan(12)
  expect([found(), db.prepare('SELECT count(*) FROM search').pluck().get()]).toEqual(before)
  db.exec(`INSERT INTO search (search) VALUES ('integrity-check')`)
})

test('what many rows left is merged by as many steps as they are worth, of few rows by none', () => {
  expect([...mergingSteps(db, 999)]).toEqual([])
  for (let batch = 0; batch < 9; batch += 1) put(1 + batch * 900, 900)
  const before = parts()
  for (const step of mergingSteps(db, 8100)) step()
  expect(parts()).toBeLessThan(before / 2)
})
