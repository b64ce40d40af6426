import { distinctSql } from '../../../electron/engine/figures/distinct-sql'
import { sumSql } from '../../../electron/engine/figures/figure-sql'
import { everyPass, passesOf } from '../../../electron/engine/figures/passes'
import { indexFor } from '../../../electron/engine/figures/source-sql'
import { newestRecords, rowsSql } from '../../../electron/engine/reports/queries'
import { measureOf, measures } from '../../../shared/figures/measures'
import { isDistinctSource, type MeasureSource } from '../../../shared/figures/measures/define'
import { factsInMemory } from '../../support/records/facts-in-memory'

const db = factsInMemory()

const sources = measures.flatMap((measure) =>
  measure.over.map((source) => [measure.name, source.kind, measure, source] as const),
)

test.each(everyPass.map((pass) => [pass.kind, pass] as const))(
  'the figures of %s run inside their index and never read a record',
  (_kind, pass) => {
    const [{ source } = { source: undefined }] = pass.sums
    if (source) readsOnlyTheIndex(source, sumSql(pass), [1, 2])
  },
)

const hasSpans = ({ when }: MeasureSource): boolean => 'spans' in when

test.each(['activities:topics', 'attendance:form', 'events:status', 'leadAmount:source'])(
  'all words of %s are counted in one pass inside the index',
  (narrowed) => {
    const passes = passesOf(['a', 'b', 'c'].map((word) => measureOf(`${narrowed}=${word}`)))
    const kinds = passes.map(({ kind }) => kind)
    expect(kinds).toEqual([...new Set(kinds)])
    for (const pass of passes) {
      const [{ source } = { source: undefined }] = pass.sums
      if (source) readsOnlyTheIndex(source, sumSql(pass), [1, 2])
    }
  },
)

test.each(sources.filter(([, , , source]) => isDistinctSource(source) && !hasSpans(source)))(
  'the different things of %s in %s are found inside the index',
  (_name, _kind, _measure, source) => readsOnlyTheIndex(source, distinctSql(source), [1, 2]),
)

test.each(sources.filter(([, , , source]) => hasSpans(source)))(
  'what %s counts by rows of %s is found inside the index and the table of those rows',
  (_name, _kind, _measure, source) => {
    readsOnlyTheIndex(source, distinctSql(source), [1, 2])
    expect(planOf(distinctSql(source), [1, 2])).toMatch(/^SEARCH span USING INDEX facts_\w+_by_rid /m)
  },
)

test.each(sources.filter(([, , , source]) => !isDistinctSource(source)))(
  'the rows behind %s of %s are found inside the index',
  (_name, _kind, measure, source) => {
    for (const among of ['all', 'in', 'not in'] as const)
      readsOnlyTheIndex(source, rowsSql(measure, source, among), [
        ...[1, 2, 0, 0],
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
function readsOnlyTheIndex(source: MeasureSource, sql: string, parameters: readonly unknown[]): void {
  const plan = planOf(sql, parameters)
  const entered = 'by' in source.when ? 'SEARCH' : '(SEARCH|SCAN)'
  expect(plan).toMatch(new RegExp(`^${entered} r USING COVERING INDEX ${indexFor(source)}( |$)`, 'm'))
  if (source.link !== undefined) {
    expect(plan).toMatch(/^SEARCH l_record USING COVERING INDEX \S+ \(id=\?\)/m)
    expect(plan).toMatch(/^SEARCH l USING INTEGER PRIMARY KEY /m)
  }
  // Words, units, linked records and the rows of one record are looked up, never walked through.
  expect(plan).not.toMatch(/^SCAN (v|l|l_record|u|word|span|records|fact_\w+)( |$)/m)
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
