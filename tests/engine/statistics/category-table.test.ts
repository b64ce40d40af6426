import { categories } from '../../../shared/figures/measures/categories'
import { narrowedName } from '../../../shared/figures/measures/narrowed'
import { type Desk, openDistrict, refusal } from '../../support/desks/engine'
import { activityOf } from '../../support/records/month'

let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
  // By hand: three with 根治欠薪, two of them with 禁毒 too, one with neither.
  await add(['wages', 'narcotics'], 'lecture', 10)
  await add(['wages', 'narcotics'], 'rally', 20)
  await add(['wages'], 'lecture', 30)
  await add([], 'lecture', 40)
})
afterEach(() => desk.close())

async function add(topics: readonly string[], form: string, attendance: number): Promise<void> {
  const { body } = activityOf(desk.units.peach, '2026-11', 1)
  const patch = { ...body, topics: [...topics], form, attendance }
  await desk.rpc.records.save({ kind: 'activity', patch, operation: desk.operation() })
}

const table = (by: string) => desk.rpc.statistics.page({ period: '2026-11', by, measures: ['activities'] })
const number = (page: Awaited<ReturnType<typeof table>>, measure: string) =>
  page.figures.find((figure) => figure.measure === measure && figure.period === '2026-11')?.value

test('of several-valued topics each is counted, the total counts a record once and the page says so', async () => {
  const page = await table('宣传专题')
  expect(number(page, narrowedName('activities', 'topics', 'wages'))).toBe(3)
  expect(number(page, narrowedName('activities', 'topics', 'narcotics'))).toBe(2)
  expect(number(page, 'activities')).toBe(4)
  expect(page.title).toContain('普法宣传活动按宣传专题统计表')
  expect(page.markup).toContain('合计按记录计')
})

test('of one form the rows are the total, and a number opens its rows', async () => {
  const page = await table('activity.form')
  const forms = page.figures.filter(
    ({ measure, period }) => measure.includes('form=') && period === '2026-11',
  )
  expect(forms.reduce((sum, { value }) => sum + value, 0)).toBe(4)
  const measure = narrowedName('activities', 'form', 'lecture')
  expect(number(page, measure)).toBe(3)
  const { rows } = await desk.rpc.reports.figureRows({ measure, period: '2026-11', limit: 10 })
  expect(rows).toHaveLength(3)
})

test('it is signed off beside the table by units, and each opens its own', async () => {
  const { id } = await desk.rpc.statistics.freeze({
    period: '2026-11',
    by: 'activity.form',
    measures: ['activities'],
    operation: desk.operation(),
  })
  expect((await desk.rpc.statistics.page({ period: '2026-11', by: 'activity.form' })).frozen?.id).toBe(id)
  expect((await desk.rpc.statistics.page({ period: '2026-11' })).frozen).toBeNull()
})

test('every category has a table, and what is none is refused with its name', async () => {
  expect(categories.map(({ label }) => label)).toEqual(
    expect.arrayContaining([
      '矛盾纠纷：纠纷类型',
      '普法宣传活动：活动形式',
      '普法宣传活动：宣传对象',
      '普法宣传活动：宣传专题',
      '法律援助案件：案由类别',
      '法律援助案件：人员类别',
    ]),
  )
  for (const { name } of categories) {
    const page = await desk.rpc.statistics.page({ period: '2026-11', by: name })
    expect([name, page.pages > 0]).toEqual([name, true])
  }
  expect(await refusal(table('天气'))).toMatchObject({ params: { problems: [{ field: 'by' }] } })
  const strange = desk.rpc.statistics.page({
    period: '2026-11',
    by: 'activity.form',
    measures: ['mediationsAccepted'],
  })
  expect((await refusal(strange)).code).toBe('measure.unknown')
})
