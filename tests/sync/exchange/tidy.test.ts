import { leaveLogAlone, pagesInLog } from '../../../electron/engine/db/open'
import { tidyBeside } from '../../../electron/engine/exchange/tidy'
import { MANY_ROWS } from '../../../electron/engine/search/merge-parts'
import { AppError } from '../../../shared/errors'
import { databaseEach, putSessions, searchParts } from '../../support/records/search-parts'

const ROWS = 3 * MANY_ROWS
const own = databaseEach('tidy')
beforeEach(() => {
  leaveLogAlone(own.db)
  for (let from = 1; from <= ROWS; from += 250) putSessions(own.db, from, 250)
})

/** Tidies, and cancels once the pen was asked for so often. @returns how often it was */
async function tidied(cancelledAfter: number): Promise<number> {
  const task = new AbortController()
  let asked = 0
  await tidyBeside(
    {
      db: own.db,
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
  const before = searchParts(own.db)
  expect(await tidied(Number.POSITIVE_INFINITY)).toBeGreaterThan(10)
  expect(searchParts(own.db)).toBeLessThan(before / 2)
  expect(pagesInLog(own.db)).toBe(0)
})

test('told to leave off it takes no further step, and empties the log all the same', async () => {
  // The second step, and the log.
  expect(await tidied(2)).toBe(3)
  expect(pagesInLog(own.db)).toBe(0)
  own.db.exec(`INSERT INTO search (search) VALUES ('integrity-check')`)
})
