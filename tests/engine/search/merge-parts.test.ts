import { emptyLog, leaveLogAlone, pagesInLog } from '../../../electron/engine/db/open'
import { mergeSome, mergingSteps } from '../../../electron/engine/search/merge-parts'
import { databaseEach, putSessions, searchParts } from '../../support/records/search-parts'

const own = databaseEach('merge-parts')
beforeEach(() => leaveLogAlone(own.db))

const put = (from: number, count: number): void => putSessions(own.db, from, count)
const parts = (): number => searchParts(own.db)
const found = (): unknown =>
  own.db.prepare(`SELECT count(*) FROM search WHERE search MATCH '"张家院子"'`).pluck().get()

/** Pages that some work writes. */
function written(work: () => void): number {
  emptyLog(own.db)
  work()
  return pagesInLog(own.db)
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
  const before = [found(), own.db.prepare('SELECT count(*) FROM search').pluck().get()]
  const steps: number[] = []
  for (let isMore = true; isMore; ) steps.push(written(() => (isMore = mergeSome(own.db))))
  expect(steps.length).toBeGreaterThan(3)
  expect(Math.max(...steps)).toBeLessThan(300)
  expect(steps.at(-1)).toBe(0)
  expect(parts()).toBeLessThan(12)
  expect([found(), own.db.prepare('SELECT count(*) FROM search').pluck().get()]).toEqual(before)
  own.db.exec(`INSERT INTO search (search) VALUES ('integrity-check')`)
})

test('what many rows left is merged by as many steps as they are worth, of few rows by none', () => {
  expect([...mergingSteps(own.db, 999)]).toEqual([])
  for (let batch = 0; batch < 9; batch += 1) put(1 + batch * 900, 900)
  const before = parts()
  for (const step of mergingSteps(own.db, 8100)) step()
  expect(parts()).toBeLessThan(before / 2)
})
