import Database from 'better-sqlite3'
import type { WriteDb } from '../../../electron/engine/context'
import { reconcileIndexes } from '../../../electron/engine/db/indexes'
import { foundation } from '../../../electron/engine/db/migrations/0010-foundation'
import {
  distinctSql,
  everyPass,
  indexFor,
  rowsSql,
  sumSql,
} from '../../../electron/engine/reports/figure-sql'
import { newestRecords } from '../../../electron/engine/reports/queries'
import { measures } from '../../../shared/figures/measures'
import { isDistinctSource, type Source } from '../../../shared/figures/measures/define'

let db: WriteDb

beforeAll(() => {
  db = new Database(':memory:') as Database.Database as WriteDb
  db.exec(foundation.sql)
  reconcileIndexes(db)
})
afterAll(() => db.close())

interface Step {
  readonly opcode: string
  readonly p1: number
  readonly p3: number
}

const sources = measures.flatMap((measure) =>
  measure.over.map((source) => [measure.name, source.kind, measure, source] as const),
)

test.each(everyPass.map((pass) => [pass.kind, pass] as const))(
  'the figures of %s run inside their index and never read a body',
  (_kind, pass) => {
    const [{ source } = { source: undefined }] = pass.sums
    if (source) readsOnlyTheIndex(source, sumSql(pass), ['a', 'b'])
  },
)

const hasSpans = ({ when }: Source): boolean => 'spans' in when

test.each(sources.filter(([, , , source]) => isDistinctSource(source) && !hasSpans(source)))(
  'the different things of %s in %s are found inside the index',
  (_name, _kind, _measure, source) => readsOnlyTheIndex(source, distinctSql(source), ['a', 'b']),
)

test.each(sources.filter(([, , , source]) => hasSpans(source)))(
  'what %s counts by rows of %s is read from that kind’s bodies alone',
  (_name, _kind, _measure, source) => {
    expect(planOf(distinctSql(source), ['a', 'b'])).toMatch(usesIndex(source))
  },
)

test.each(sources.filter(([, , , source]) => !isDistinctSource(source)))(
  'the rows behind %s of %s are found inside the index',
  (_name, _kind, measure, source) => {
    for (const among of ['all', 'in', 'not in'] as const)
      readsOnlyTheIndex(source, rowsSql(measure, source, among), [
        'a',
        'b',
        '',
        0,
        ...(among === 'all' ? [] : ['[]']),
        10,
      ])
  },
)

function planOf(sql: string, parameters: readonly unknown[]): string {
  const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters)
  return plan.map((step) => step.detail).join('\n')
}

/** Counted by a date, the index is entered at the first day; what lasts over a period is looked for in all of it. */
function usesIndex(source: Source): RegExp {
  const entered = 'by' in source.when ? 'SEARCH' : '(SEARCH|SCAN)'
  return new RegExp(`${entered} r USING INDEX ${indexFor(source)}( |$)`, 'm')
}

function readsOnlyTheIndex(source: Source, sql: string, parameters: readonly unknown[]): void {
  expect(planOf(sql, parameters)).toMatch(usesIndex(source))

  if (source.link !== undefined)
    expect(planOf(sql, parameters)).toMatch(/SEARCH l USING INDEX r_\S+_repeated /)

  // SQLite does not call an index of expressions covering, though it reads nothing else: the byte code says so. The outer
  // loop's deferred seek (p3: the table's cursor) is done only if some column is read from the table.
  const steps = db.prepare<unknown[], Step>(`EXPLAIN ${sql}`).all(...parameters)
  const table = steps.find((step) => step.opcode === 'DeferredSeek')?.p3
  expect(table).toBeDefined()
  expect(steps.filter((step) => step.opcode === 'Column' && step.p1 === table)).toEqual([])
}

test('the newest records are found from the end, without sorting', () => {
  expect(newestRecords(db, ['activity'], 8)).toEqual([])
  const plan = db
    .prepare<unknown[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT rid FROM records NOT INDEXED
       WHERE kind IN (SELECT value FROM json_each(?)) AND deleted = 0 ORDER BY rid DESC LIMIT ?`,
    )
    .all('[]', 1)
  expect(plan.map((step) => step.detail).join('\n')).not.toContain('TEMP B-TREE FOR ORDER BY')
})
