import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WriteDb } from '../../../electron/engine/context'
import { migrate } from '../../../electron/engine/db/migrate'
import { leaveLogAlone, openForWriting, pagesInLog } from '../../../electron/engine/db/open'
import { tidyBeside } from '../../../electron/engine/exchange/tidy'
import { openRecordIndex } from '../../../electron/engine/search/index-records'
import { MANY_ROWS } from '../../../electron/engine/search/merge-parts'
import { AppError } from '../../../shared/errors'
import type { Flat } from '../../../shared/shapes'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-tidy-'))
afterAll(() => rmSync(folder, { recursive: true }))

const dataKey = new Uint8Array(32).fill(5)
const ROWS = 3 * MANY_ROWS
let db: WriteDb
let files = 0
beforeEach(() => {
  files += 1
  db = openForWriting(join(folder, `${files}.db`), dataKey)
  migrate(db, join(folder, 'backup.db'))
  leaveLogAlone(db)
  for (let from = 1; from <= ROWS; from += 250)
    db.transaction(() => {
      const index = openRecordIndex({ db, dataKey }, 250, { isMergedLater: true })
      for (let rid = from; rid < from + 250; rid += 1) {
        const flat = { courtyard: `张家院子${rid}号`, remarks: `第${rid * 7919}次，到场群众反映情况` } as Flat
        index.put({ rid, kind: 'courtyard-session', deleted: false, flat })
      }
      index.finish()
    }).immediate()
})
afterEach(() => db.close())

const parts = (): number =>
  Number(db.prepare('SELECT count(DISTINCT id >> 37) FROM search_data WHERE id > 10').pluck().get())

/** Tidies, and cancels once the pen was asked for so often. @returns how often it was */
async function tidied(cancelledAfter: number): Promise<number> {
  const task = new AbortController()
  let asked = 0
  await tidyBeside(
    {
      db,
      signal: task.signal,
      exclusively: async (work) => {
        asked += 1
        if (asked === cancelledAfter) task.abort(new AppError('task.cancelled'))
        return work()
      },
    },
    ROWS,
  )
  return asked
}

test('what an import left is merged in steps, and the log is empty', async () => {
  const before = parts()
  expect(await tidied(Number.POSITIVE_INFINITY)).toBeGreaterThan(10)
  expect(parts()).toBeLessThan(before / 2)
  expect(pagesInLog(db)).toBe(0)
})

test('told to leave off it takes no further step, and empties the log all the same', async () => {
  // The second step, and the log.
  expect(await tidied(2)).toBe(3)
  expect(pagesInLog(db)).toBe(0)
  db.exec(`INSERT INTO search (search) VALUES ('integrity-check')`)
})
