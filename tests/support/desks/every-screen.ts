import { measures } from '../../../shared/figures/measures'
import { kinds } from '../../../shared/kinds'
import type { Computer } from './engine'

/** Asks for every screen that counts or lists; whatever was brought in, each answers. */
export async function expectEveryScreen({ rpc }: Computer): Promise<void> {
  await rpc.home.overview({})
  await rpc.reports.compute({ report: 'monthly', period: '2026-11' })
  await rpc.reports.compute({ report: 'quarterly', period: '2026-Q4' })
  await rpc.reports.compute({ report: 'annual', period: '2026' })
  await rpc.statistics.page({ period: '2026-11', measures: ['attendance', 'villagesAdvised'] })
  await rpc.charts.byUnit({ measures: ['attendance', 'villagesAdvised'], period: '2026-11' })
  await rpc.charts.byWord({ measure: 'activities', field: 'topics', period: '2026-11' })
  await rpc.reports.series({ measures: ['attendance', 'members'], from: '2026-01', to: '2026-12' })
  for (const ledger of ['courtyard-session', 'adviser']) await rpc.ledgers.page({ ledger, period: '2026-11' })
  await rpc.themes.grid({ year: 2026 })
  await rpc.deadlines.list({ until: '2026-12-31', most: 100 })
  await rpc.coverage.short({ kind: 'law-reader' })
  await rpc.anomalies.list({})
  await rpc.records.conflicts({})
  await rpc.records.bin({})
  await rpc.sync.status({})
  for (const { name } of kinds) {
    const { rows } = await rpc.records.list({ kind: name, limit: 8 })
    for (const { id } of rows) {
      await rpc.records.get({ id })
      await rpc.records.history({ id })
    }
  }
}

/** Every figure of these units (`undefined`: of all) is the sum of the rows that it opens. */
export async function expectFiguresOfRows(
  { rpc }: Computer,
  units: readonly (string | undefined)[],
): Promise<void> {
  for (const { name, ratio } of measures)
    for (const unit of ratio ? [] : units) {
      const wanted = { measure: name, period: '2026-11', ...(unit !== undefined && { unit }) }
      let sum = 0
      for (let after: string | null | undefined; after !== null; ) {
        const page = await rpc.reports.figureRows({
          ...wanted,
          limit: 1000,
          ...(after !== undefined && { after }),
        })
        for (const { amount } of page.rows) sum += amount
        after = page.next
      }
      expect([name, unit, sum]).toEqual([name, unit, (await rpc.reports.figure(wanted)).value])
    }
}
