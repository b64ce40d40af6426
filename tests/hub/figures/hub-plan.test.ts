import { distinctSql } from '../../../electron/engine/figures/distinct-sql'
import { addingSql, sumSql } from '../../../electron/engine/figures/figure-sql'
import { everyPass } from '../../../electron/engine/figures/passes'
import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { openHubFacts } from '../../../electron/hub/facts/write'
import { settleYears } from '../../../electron/hub/facts/years'
import { hubReport, hubStatistics } from '../../../electron/hub/figures/papers'
import { refreshMonths } from '../../../electron/hub/figures/refresh'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Sql, Store } from '../../../electron/hub/store/store'
import { factDay } from '../../../shared/facts/days'
import { yearColumn } from '../../../shared/facts/dialect-postgres'
import { postgresDialect } from '../../../shared/facts/sql-dialect'
import { factTablesOf } from '../../../shared/facts/tables'
import { measures } from '../../../shared/figures/measures'
import { isDistinctSource } from '../../../shared/figures/measures/define'
import { kinds } from '../../../shared/kinds'
import { testSeal } from '../../support/hub/sealed'
import { onPostgres } from '../../support/hub/stores'

const YEARS = [2024, 2025, 2026]
const month = [factDay('2026-05-01'), factDay('2026-05-31')]

/** A hub with three years of a few meetings and cases each. */
async function threeYears(store: Store): Promise<void> {
  await migrate(store)
  await reconcileHubFacts(store, 2)
  await store.query(`INSERT INTO districts (site, unit, name, region) VALUES ('s', 'u', '甲区', '{u}')`)
  const dated = [
    'activity',
    'courtyard-session',
    'consultation',
    'mediation',
    'legal-aid-case',
    'wage-arrears-lead',
  ]
  await store.transaction((sql) =>
    openHubFacts(sql, 1, testSeal).write(
      dated.flatMap((kind, at) =>
        YEARS.map((year, place) => ({
          rid: at * 10 + place + 1,
          id: `${kind}-${year}`,
          kind,
          before: undefined,
          deleted: false,
          flat: { date: `${year}-05-10`, unit: 'u' },
        })),
      ),
    ),
  )
  await settleYears(store, 2)
}

async function planOf(store: Store, text: string, values: readonly unknown[]): Promise<string> {
  return await store.transaction(async (sql) => {
    // Of tables this small a walk through them is cheapest: what is asked here is whether there is another way.
    await sql.query('SET LOCAL enable_seqscan = off')
    const rows = await sql.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
}

const isOfDate = (when: object): boolean => 'by' in when && when.by === 'date'

onPostgres(({ open }) => {
  test('what counts by the date of a record is found by index, in the partitions of its year alone', async () => {
    const store = await open()
    await threeYears(store)
    const sums = everyPass.filter(({ sums: [one] }) => one && isOfDate(one.source.when))
    const things = measures
      .flatMap(({ over }) => over)
      .filter((one) => isDistinctSource(one) && isOfDate(one.when))
    for (const isScoped of [false, true])
      for (const isRolled of [false, true]) {
        const dialect = postgresDialect(isScoped, isRolled)
        const values = isScoped ? [...month, [1]] : month
        for (const pass of sums) expectPruned(pass.kind, await planOf(store, sumSql(pass, dialect), values))
        for (const one of things)
          expectPruned(one.kind, await planOf(store, distinctSql(one, dialect), values))
      }
  })

  test('a page behind a sum is found by the index of its district, in the partitions of its year alone', async () => {
    const store = await open()
    await threeYears(store)
    const dialect = postgresDialect(true, false)
    for (const measure of measures)
      for (const source of measure.over) {
        if (isDistinctSource(source) || measure.narrowed || !isOfDate(source.when)) continue
        const text = dialect.finished(addingSql(measure, source, 'all', dialect))
        expectPruned(source.kind, await planOf(store, text, [...month, [1], -2, 0, 51]))
      }
  })

  test('once the months of a province are added up, its month and its table look into no record with a date', async () => {
    const store = await open()
    await threeYears(store)
    await refreshMonths(store)
    const asked: string[] = []
    const sql: Sql = {
      ...store,
      query: (text, values) => {
        asked.push(text)
        return store.query(text, values)
      },
    }
    const paper = { period: '2026-05', unit: null, date: '2026-06-01' }
    await hubReport(sql, 'monthly', paper)
    await hubStatistics(sql, paper)
    const years = kinds.filter((kind) => yearColumn(kind) !== null).map((kind) => factTablesOf(kind).table)
    const touched = years.filter((table) => asked.some((text) => new RegExp(`\\b${table}\\b`).test(text)))
    expect(touched).toEqual([])
    await store.query(`INSERT INTO stale_months (district, month) VALUES (1, $1)`, [2026 * 12 + 4])
    await hubReport(sql, 'monthly', paper)
    expect(asked.some((text) => text.includes('facts_activity'))).toBe(true)
  })

  test('what counts by another date is found by the index of that date', async () => {
    const store = await open()
    await threeYears(store)
    for (const pass of everyPass) {
      const [one] = pass.sums
      if (!one || !('by' in one.source.when) || one.source.when.by === 'date') continue
      const plan = await planOf(store, sumSql(pass, postgresDialect(false, true)), month)
      expect(plan).not.toMatch(new RegExp(`Seq Scan on facts_${pass.kind.replaceAll('-', '_')}`))
    }
  })
})

/** Of a kind of other years nothing is touched, and nothing of its own year is walked through. */
function expectPruned(kind: string, plan: string): void {
  const table = `facts_${kind.replaceAll('-', '_')}`
  const touched = [...plan.matchAll(new RegExp(` on ${table}(_\\w+)? r`, 'g'))].map(([, part]) => part ?? '')
  expect([kind, touched.length > 0]).toEqual([kind, true])
  expect([kind, touched.filter((part) => !/^_(2026(_\d)?|other)(_\d)?$/.test(part))]).toEqual([kind, []])
  expect(plan).not.toMatch(new RegExp(`Seq Scan on ${table}\\w* r`))
}
