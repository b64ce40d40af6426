import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { settleFigures } from '../../../electron/hub/figures/settle'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import { otherYears } from '../../../shared/facts/dialect-postgres'
import { factTable } from '../../../shared/facts/tables'
import { kindOf } from '../../../shared/kinds'
import { fillHub } from '../../support/hub/filled-hub'
import { eachStore } from '../../support/hub/stores'

const kind = kindOf('activity')
const held = (date: string, leaflets: number) => ({
  id: `a-${date}`,
  kind: kind.name,
  body: { date, unit: 'east', leaflets },
  deleted: false,
})
const unit = {
  id: 'east',
  kind: 'unit',
  body: { name: 'east', level: 'district', parent: null },
  deleted: false,
}

eachStore(({ open }) => {
  const countIn = async (store: Store, table: string): Promise<number> =>
    (await store.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n ?? 0
  const monthsOf = (store: Store) =>
    store.query(`SELECT month, value FROM district_months WHERE measure = 'leaflets' ORDER BY month`)

  test('a pile leaves years without a place of their own and months to add up; once settled there are neither', async () => {
    const store = await open()
    await migrate(store)
    await reconcileHubFacts(store)
    const records = [held('2025-12-31', 3), held('2026-11-03', 5)]
    await fillHub(store, [{ unit: 'east', units: [unit], records }])
    expect(await countIn(store, otherYears(kind))).toBe(2)
    expect(await countIn(store, 'stale_months')).toBeGreaterThan(0)
    await settleFigures(store)
    const months = [
      { month: 2025 * 12 + 11, value: 3 },
      { month: 2026 * 12 + 10, value: 5 },
    ]
    expect(await monthsOf(store)).toEqual(months)
    expect(await countIn(store, 'stale_months')).toBe(0)
    expect(await countIn(store, otherYears(kind))).toBe(0)
    expect(await countIn(store, factTable(kind))).toBe(2)
    await settleFigures(store)
    expect(await monthsOf(store)).toEqual(months)
  })
})
