import { distinctSql } from '../../../electron/engine/reports/distinct-sql'
import { sumSql } from '../../../electron/engine/reports/figure-sql'
import { everyPass } from '../../../electron/engine/reports/passes'
import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { openHubFacts } from '../../../electron/hub/facts/write'
import { settleYears } from '../../../electron/hub/facts/years'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import { factDay } from '../../../shared/facts/days'
import { postgresDialect } from '../../../shared/facts/sql-dialect'
import { measures } from '../../../shared/figures/measures'
import { isDistinctSource } from '../../../shared/figures/measures/define'
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
    openHubFacts(sql, 1).write(
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
