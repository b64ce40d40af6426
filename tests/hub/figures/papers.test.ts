import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { districtAmounts } from '../../../electron/hub/figures/figures'
import { hubReport, hubStatistics } from '../../../electron/hub/figures/papers'
import { figureRowsOn } from '../../../electron/hub/reads/figure-rows'
import { groundOf } from '../../../electron/hub/reads/ground'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import { builtInOnly } from '../../../shared/definition/words'
import { measures } from '../../../shared/figures/measures'
import { isDistinct } from '../../../shared/figures/measures/define'
import { parsePeriod } from '../../../shared/period'
import { fillHub } from '../../support/hub/filled-hub'
import { ofSecondDistrict, secondUnits } from '../../support/hub/second-district'
import { eachStore } from '../../support/hub/stores'
import type { Counted } from '../../support/records/naive-figures'

const meeting = (day: number, leaflets: number, more: Record<string, string> = {}): Counted => ({
  id: `activity-${day}`,
  kind: 'activity',
  body: { date: `2026-11-0${day}`, unit: 'peach', leaflets, attendance: 10, ...more },
  deleted: false,
})
const here = [meeting(1, 5), meeting(2, 7), meeting(3, 0), meeting(4, 90, { status: 'draft' })]
const there = [meeting(5, 40)]
const period = parsePeriod('2026-11')
const paper = { period: '2026-11', unit: null, date: '2026-12-01' }

async function twoDistricts(store: Store): Promise<readonly number[]> {
  await migrate(store)
  await reconcileHubFacts(store)
  return await fillHub(store, [
    { unit: 'district', records: here },
    { unit: 'b-district', records: ofSecondDistrict(there), units: secondUnits },
  ])
}

eachStore(({ open }) => {
  test('a table has a row for each district, and theirs add up to that of all', async () => {
    const store = await open()
    await twoDistricts(store)
    const { figures } = await hubStatistics(store, paper, ['leaflets', 'events'])
    const of = (unit: string | null): readonly number[] =>
      figures.filter((figure) => figure.unit === unit).map(({ value }) => value)
    expect([of(null), of('province')]).toEqual([
      [52, 4],
      [52, 4],
    ])
    const one = await hubStatistics(store, { ...paper, unit: 'district' }, ['leaflets', 'events'])
    expect(one.figures.map(({ value }) => value)).toEqual([12, 3])
    const report = await hubReport(store, 'monthly', { ...paper, unit: 'b-district' })
    expect(JSON.stringify(report)).toContain('40')
  })

  test('the records behind a figure of a district add up to it, a page at a time', async () => {
    const store = await open()
    await twoDistricts(store)
    const account = { account: 1, name: '甲', role: 'read', region: 'district' } as const
    const ground = await groundOf({ sql: store, account }, builtInOnly)
    const shares = (
      await districtAmounts(
        store,
        measures.flatMap(({ name, ratio }) => (ratio ? [] : [name])),
        period,
      )
    ).get('district')
    for (const measure of measures) {
      if (measure.ratio || isDistinct(measure) || measure.levels) continue
      const seen: number[] = []
      let after: string | undefined
      do {
        const asked = { measure: measure.name, period: period.name, limit: 1, ...(after && { after }) }
        const page = await figureRowsOn(store, ground, asked)
        seen.push(...page.rows.map(({ amount }) => amount))
        after = page.next ?? undefined
      } while (after !== undefined)
      const share = shares?.get(measure.name)
      const sum = seen.reduce((total, amount) => total + amount, 0)
      expect([measure.name, sum, seen.length]).toEqual([measure.name, share?.value ?? 0, share?.rows ?? 0])
    }
    const east = await groundOf({ sql: store, account }, builtInOnly, 'east')
    const some = await figureRowsOn(store, east, { measure: 'leaflets', period: period.name, limit: 9 })
    expect(some.rows).toEqual([])
  })
})
