import { activityOf, type MonthRecord, type Sums, sessionOf, sumsOf } from '../records/month'
import {
  addUnit,
  exportBundle,
  foundDistrict,
  goTo,
  importBundles,
  joinDistrict,
  makeJoinFile,
  typeRecord,
} from './clerk'
import type { OpenScreen, Screen, Table } from './screen'

/** This month on the machine's clock, `2026-11`: hosts in real processes live by it. */
export function thisMonth(): string {
  const now = new Date()
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`
}

interface StreetPlan {
  readonly name: string
  readonly villages: readonly string[]
}

const plans: readonly StreetPlan[] = [
  { name: '桂湖街道', villages: ['桂湖一村', '桂湖二村'] },
  { name: '清溪街道', villages: ['清溪村', '清溪社区'] },
]

const activitiesEach = 8
const sessionsEach = 24

export interface Told {
  readonly district: Screen
  readonly streets: readonly Screen[]
  readonly typed: ReadonlyMap<string, MonthRecord>
  readonly sums: Sums
  /** The text of the district's import results, and of the streets' after the receipts. */
  readonly imported: string
  readonly receipts: readonly string[]
  /** The files that went to the district. */
  readonly bundles: readonly string[]
}

/** A street's month, typed through the form. The records are kept under their human numbers. */
async function logMonth(street: Screen, plan: StreetPlan, typed: Map<string, MonthRecord>): Promise<void> {
  const { page } = street
  const month = thisMonth()
  const work: readonly [string, string, number, typeof activityOf][] = [
    ['普法宣传活动', 'activity', activitiesEach, activityOf],
    ['院坝会', 'courtyard-session', sessionsEach, (unit, of, n) => sessionOf(unit, of, n)],
  ]
  for (const [label, kind, count, make] of work) {
    await goTo(page, label)
    await page.keyboard.press('Control+n')
    await page.getByRole('form', { name: `${label}登记表` }).waitFor()
    for (let n = 0; n < count; n++) {
      const village = plan.villages[n % plan.villages.length] ?? ''
      const record = make(village, month, n)
      const number = await typeRecord(page, record, village)
      if (typed.has(number)) throw new Error(`${number} was given twice`)
      typed.set(number, { ...record, kind: kind === 'activity' ? 'activity' : 'courtyard-session' })
    }
  }
}

/**
 * The main job, as people do it: a district and two streets; each street types a month, carries a file to the district,
 * and gets its receipt back. The screens stay open.
 */
export async function tellStory(open: OpenScreen, table: Table): Promise<Told> {
  const district = await open(table.path('district/profile'), table.path('stick-district'))
  await foundDistrict(district.page, '示范区司法局', '周永贵')
  for (const plan of plans) {
    await addUnit(district.page, { name: plan.name, level: '街道（乡镇）', parent: '示范区司法局' })
    for (const name of plan.villages) {
      const level = name.endsWith('社区') ? '社区' : '村'
      await addUnit(district.page, { name, level, parent: plan.name })
    }
  }

  const typed = new Map<string, MonthRecord>()
  const streets: Screen[] = []
  const bundles: string[] = []
  for (const [index, plan] of plans.entries()) {
    const street = await open(table.path(`street-${index}/profile`), table.path(`stick-${index}`))
    await joinDistrict(street, await makeJoinFile(district, plan.name), '吴秀英')
    await logMonth(street, plan, typed)
    bundles.push(await exportBundle(street))
    streets.push(street)
  }

  const imported = await importBundles(district, ...bundles)
  const receipts: string[] = []
  for (const [index, plan] of plans.entries()) {
    const street = streets[index]
    if (street === undefined) continue
    receipts.push(await importBundles(street, await exportBundle(district, plan.name)))
  }
  return { district, streets, typed, sums: sumsOf(typed), imported, receipts, bundles }
}
