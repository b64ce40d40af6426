import Database from 'better-sqlite3'
import type { WriteDb } from '../../electron/engine/context'
import { reconcileColumns } from '../../electron/engine/db/columns'
import { foundation } from '../../electron/engine/db/migrations/0001-foundation'
import { countedKinds, newestRecords, rowsSql, sumSql } from '../../electron/engine/reports/queries'
import { measures } from '../../shared/reports/measures'

let db: WriteDb

beforeAll(() => {
  db = new Database(':memory:') as Database.Database as WriteDb
  db.exec(foundation.sql)
  reconcileColumns(db)
})
afterAll(() => db.close())

interface Step {
  readonly opcode: string
  readonly p1: number
  readonly p3: number
}

test.each(countedKinds)('the figures of %s run inside their index and never read a body', (kind) => {
  readsOnlyTheIndex(kind, sumSql(kind), ['a', 'b'])
})

test.each(
  measures.flatMap((measure) =>
    measure.over.map((source) => [measure.name, source.kind, measure, source] as const),
  ),
)('the rows behind %s of %s are found inside the index', (_name, kind, measure, source) => {
  for (const someUnits of [false, true])
    readsOnlyTheIndex(kind, rowsSql(measure, source, someUnits), [
      'a',
      'b',
      '',
      0,
      ...(someUnits ? ['[]'] : []),
      10,
    ])
})

function readsOnlyTheIndex(kind: string, sql: string, parameters: readonly unknown[]): void {
  const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters)
  expect(plan.map((step) => step.detail).join('\n')).toContain(`SEARCH r USING INDEX r_${kind}_figures`)

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
