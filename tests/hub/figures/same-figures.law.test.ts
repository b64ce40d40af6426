import { amountsIn } from '../../../electron/engine/reports/amounts'
import { figuresOf } from '../../../electron/engine/reports/figures'
import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { openHubFacts } from '../../../electron/hub/facts/write'
import { settleYears } from '../../../electron/hub/facts/years'
import { amountsOfFacts } from '../../../electron/hub/figures/amounts'
import { hubFigures } from '../../../electron/hub/figures/figures'
import { refreshMonths } from '../../../electron/hub/figures/refresh'
import { regionTree } from '../../../electron/hub/figures/region-tree'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Amounts } from '../../../shared/figures/amounts'
import { countedFor, measures } from '../../../shared/figures/measures'
import { parsePeriod } from '../../../shared/period'
import { fillHub, firstUnits } from '../../support/hub/filled-hub'
import { testSeal } from '../../support/hub/sealed'
import { ofSecondDistrict, secondUnits } from '../../support/hub/second-district'
import { eachStore } from '../../support/hub/stores'
import { isFullSize } from '../../support/laws/law-size'
import fc from '../../support/laws/property'
import { factsInMemory } from '../../support/records/facts-in-memory'
import type { Counted } from '../../support/records/naive-figures'
import { fill, someRecords } from '../../support/records/random-records'

const db = factsInMemory()

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

/** Deleted where it was not, and the other way round; every third record, and no unit. */
function flipped(record: Counted): Counted {
  return record.kind !== 'unit' && record.id.endsWith('1') ? { ...record, deleted: !record.deleted } : record
}

eachStore(({ open, engine }) => {
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
      { numRuns: isFullSize ? 20 : engine === 'pglite' ? 2 : 5 },
    )
  })

  test('every figure of several districts is what one database of them all finds, before its sums are added up and after', async () => {
    const store = await open()
    await migrate(store)
    await reconcileHubFacts(store, 2)
    await fc.assert(
      fc.asyncProperty(someRecords, someRecords, fc.constantFrom(...periods), async (here, some, name) => {
        const there = ofSecondDistrict(some)
        fill(db, [...here, ...secondUnits, ...there])
        const [first = 0, second = 0] = await fillHub(store, [
          { unit: 'district', records: here },
          { unit: 'b-district', records: there, units: secondUnits },
        ])
        const period = parsePeriod(name)
        const figures = async () => {
          const tree = await regionTree(store)
          const found = await hubFigures(store, tree, { measures: names, period, unit: null })
          return found.map(({ id, text }) => [id, text])
        }
        const one = figuresOf(db, names, period, null).map(({ id, text }) => [id, text])
        expect(await figures()).toEqual(one)
        await refreshMonths(store)
        await settleYears(store, 2)
        expect(await figures()).toEqual(one)

        // Some are deleted and some come back: the sums that they stood in hold no more.
        fill(db, [...here, ...secondUnits, ...there].map(flipped))
        for (const [district, records] of [
          [first, here],
          [second, there],
        ] as const)
          await store.transaction((sql) =>
            openHubFacts(sql, district, testSeal).write(
              records.map((record, at) => {
                const before = { kind: record.kind, deleted: record.deleted, flat: record.body }
                return {
                  ...before,
                  id: record.id,
                  rid: firstUnits.length + at + 1,
                  before,
                  deleted: flipped(record).deleted,
                }
              }),
            ),
          )
        const edited = figuresOf(db, names, period, null).map(({ id, text }) => [id, text])
        expect(await figures()).toEqual(edited)
        await refreshMonths(store)
        expect(await figures()).toEqual(edited)
      }),
      { numRuns: isFullSize ? 20 : engine === 'pglite' ? 2 : 5 },
    )
  })
})
