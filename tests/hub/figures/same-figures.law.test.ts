import Database from 'better-sqlite3'
import type { WriteDb } from '../../../electron/engine/context'
import { migrations } from '../../../electron/engine/db/migrations'
import { reconcileFacts } from '../../../electron/engine/facts/reconcile'
import { amountsIn } from '../../../electron/engine/reports/figures'
import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { settleYears } from '../../../electron/hub/facts/years'
import { amountsOfFacts } from '../../../electron/hub/figures/amounts'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Amounts } from '../../../shared/figures/amounts'
import { countedFor, measures } from '../../../shared/figures/measures'
import { parsePeriod } from '../../../shared/period'
import { fillHub } from '../../support/hub/filled-hub'
import { eachStore } from '../../support/hub/stores'
import { isFullSize } from '../../support/laws/law-size'
import fc from '../../support/laws/property'
import { fill, someRecords } from '../../support/records/random-records'

let db: WriteDb

beforeAll(() => {
  db = new Database(':memory:') as Database.Database as WriteDb
  for (const { sql } of migrations) db.exec(sql)
  reconcileFacts(db)
})
afterAll(() => db.close())

const periods = ['2026-01', '2026-11', '2026-Q4', '2026-H1', '2026-T11', '2026']
const names = measures.map(({ name }) => name)

/** What was added by each unit to each measure, without the names that things and first records have inside. */
function plain(amounts: Amounts): Record<string, Record<string, readonly [value: number, rows: number]>> {
  return Object.fromEntries(
    [...amounts].map(([unit, own]) => [
      unit,
      Object.fromEntries([...own].map(([name, { value, rows }]) => [name, [value, rows]])),
    ]),
  )
}

eachStore(({ open }) => {
  test('every measure of any records, by unit and in any period, is to the last digit what a laptop counts', async () => {
    const store = await open()
    await migrate(store)
    await reconcileHubFacts(store)
    await fc.assert(
      fc.asyncProperty(someRecords, fc.constantFrom(...periods), async (records, name) => {
        fill(db, records)
        const [district = 0] = await fillHub(store, [{ unit: 'district', records }])
        await settleYears(store, 1)
        const period = parsePeriod(name)
        const found = await amountsOfFacts(store, countedFor(names), period, { by: 'unit', district })
        expect(plain(found)).toEqual(plain(amountsIn(db, names, period)))
      }),
      { numRuns: isFullSize ? 20 : 5 },
    )
  })
})
