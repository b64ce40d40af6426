import type { WriteDb } from '../context'
import { prepared } from '../db/prepared'

/** Pages that a short step merges at most. On a slow computer a step takes 26 ms, the one that ends a large part 230: a question waits for it. */
const SHORT_STEP = 64

/** What is merged after many rows is bounded by their number: 1.3 KB a row. Terms of a record take about 1.1 KB. */
const ROWS_A_MERGED_PAGE = 3

/** Each step takes the room of the one before. More steps look all parts up more often. */
const MERGING_STEPS = 32
/** Pages of a long step at most: what is saved meanwhile waits for one. */
const LONG_STEP = 1000

/**
 * Merges parts of the full text index that came of several saves, in one short step of its own transaction. The index has a part for
 * each save, and each part makes every question slower. @returns whether there was something to merge
 * @see https://sqlite.org/fts5.html#the_merge_command
 */
export function mergeSome(db: WriteDb): boolean {
  const before = changesSoFar(db)
  merge(db, SHORT_STEP)
  // By SQLite's manual the command alone counts as one change; more of them say that something was merged.
  return changesSoFar(db) - before > 1
}

/** From so many rows in one transaction on they leave more than a few short steps merge. */
export const MANY_ROWS = 1000

/** Merges the parts that many rows left, in steps, each to be done by the caller. Of fewer rows there are none. */
export function* mergingSteps(db: WriteDb, rows: number): Generator<() => void> {
  if (rows < MANY_ROWS) return
  const pages = Math.ceil(rows / ROWS_A_MERGED_PAGE)
  const step = Math.min(LONG_STEP, Math.ceil(pages / MERGING_STEPS))
  for (let merged = 0; merged < pages; merged += step) yield () => merge(db, step)
}

function merge(db: WriteDb, pages: number): void {
  // The index takes whole numbers only, and a parameter is a real one.
  prepared<[number]>(db, `INSERT INTO search (search, rank) VALUES ('merge', CAST(? AS INTEGER))`).run(pages)
}

const changesSoFar = (db: WriteDb): number =>
  Number(prepared<[], number>(db, 'SELECT total_changes()').pluck().get())
