import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { narrowedName, UNFILLED } from '../../../shared/figures/measures/narrowed'
import { type Desk, openDistrict, refusal } from '../../support/desks/engine'
import { activityOf } from '../../support/records/month'

let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
  const { peach, plum } = desk.units
  // By hand: peach 2 lectures and 1 rally, plum 1 lecture; of them wages 3, narcotics 2, and one says no topic.
  await add(peach, ['wages', 'narcotics'], 'lecture')
  await add(peach, ['wages', 'narcotics'], 'rally')
  await add(peach, ['wages'], 'lecture')
  await add(plum, [], 'lecture')
})
afterEach(() => desk.close())

async function add(unit: string, topics: readonly string[], form: string): Promise<void> {
  const { body } = activityOf(unit, '2026-11', 1)
  const patch = { ...body, topics: [...topics], form }
  await desk.rpc.records.save({ kind: 'activity', patch, operation: desk.operation() })
}

interface Asked {
  readonly across: string
  readonly by?: string
  readonly measures?: string[]
}

/** The table's texts, a row a list, by what its file holds. */
async function table(asked: Asked): Promise<{ columns: string[]; rows: string[][]; notes: string }> {
  const page = await desk.rpc.statistics.page({ period: '2026-11', ...asked })
  const path = join(desk.profile, 'table.json')
  await desk.rpc.statistics.write({
    period: '2026-11',
    ...asked,
    format: 'json',
    file: desk.engine.grant(path),
  })
  const { table } = JSON.parse(readFileSync(path, 'utf8')) as {
    table: { columns: { label: string }[]; rows: { cells: { text: string }[] }[] }
  }
  return {
    columns: table.columns.map(({ label }) => label),
    rows: table.rows.map(({ cells }) => cells.map(({ text }) => text)),
    notes: page.markup,
  }
}

/** One number by the words at its row and column. */
const at = ({ columns, rows }: Awaited<ReturnType<typeof table>>, row: string, column: string) =>
  Number(rows.find(([name]) => name === row)?.[columns.indexOf(column)])

const measures = ['activities']

test('units down and forms across sum to the total in both directions, with zero as 0', async () => {
  const found = await table({ across: '活动形式', measures })
  expect(found.columns[0]).toBe('单位')
  expect(found.columns.at(-1)).toBe('合计')
  expect(at(found, '桃花村', '讲座宣讲')).toBe(2)
  expect(at(found, '桃花村', '集中宣传')).toBe(1)
  expect(at(found, '桃花村', '合计')).toBe(3)
  expect(at(found, '李子村', '讲座宣讲')).toBe(1)
  expect(at(found, '李子村', '集中宣传')).toBe(0)
  expect(at(found, '合计', '讲座宣讲')).toBe(3)
  expect(at(found, '合计', '合计')).toBe(4)
  for (const row of found.rows)
    expect(row.slice(1, -1).reduce((sum, text) => sum + Number(text), 0)).toBe(Number(row.at(-1)))
})

test('of several topics each is counted, the total once, what says none stands apart, and the page says so', async () => {
  const found = await table({ across: '宣传专题', by: '活动形式', measures })
  expect(at(found, '讲座宣讲', '根治欠薪')).toBe(2)
  expect(at(found, '讲座宣讲', '禁毒')).toBe(1)
  expect(at(found, '讲座宣讲', '未填写')).toBe(1)
  expect(at(found, '讲座宣讲', '合计')).toBe(3)
  expect(at(found, '合计', '根治欠薪')).toBe(3)
  expect(at(found, '合计', '禁毒')).toBe(2)
  expect(at(found, '合计', '合计')).toBe(4)
  expect(found.notes).toContain('一条记录可以有多项宣传专题')
})

test('a number opens its rows, also of two words and of none', async () => {
  const rowsOf = async (measure: string, unit?: string) => {
    const asked = { measure, period: '2026-11', limit: 10, ...(unit && { unit }) }
    return (await desk.rpc.reports.figureRows(asked)).rows.length
  }
  const lectures = narrowedName('activities', 'form', 'lecture')
  expect(await rowsOf(lectures, desk.units.peach)).toBe(2)
  expect(await rowsOf(narrowedName(lectures, 'topics', 'wages'))).toBe(2)
  expect(await rowsOf(narrowedName(lectures, 'topics', UNFILLED))).toBe(1)
  const page = await desk.rpc.statistics.page({
    period: '2026-11',
    across: '宣传专题',
    by: '活动形式',
    measures,
  })
  const two = page.figures.find(({ measure }) => measure === narrowedName(lectures, 'topics', 'wages'))
  expect(two?.label).toBe('普法宣传活动（活动形式：讲座宣讲，宣传专题：根治欠薪）')
})

test('the words of the district stand among them by their names, and one whose entry is gone by its code', async () => {
  const word = await desk.rpc.records.save({
    kind: 'dictionary-entry',
    patch: { dictionary: 'topic', value: 'fishing', label: '禁渔' },
    operation: desk.operation(),
  })
  await add(desk.units.plum, ['fishing'], 'lecture')
  expect(at(await table({ across: '宣传专题', measures }), '李子村', '禁渔')).toBe(1)
  await desk.rpc.records.delete({ id: word.id, operation: desk.operation() })
  expect(at(await table({ across: '宣传专题', measures }), '李子村', 'fishing')).toBe(1)
})

test('it is signed off apart from the tables of one choice', async () => {
  const asked = { period: '2026-11', by: 'activity.form', across: 'activity.topics' }
  const { id } = await desk.rpc.statistics.freeze({ ...asked, measures, operation: desk.operation() })
  expect((await desk.rpc.statistics.page(asked)).frozen?.id).toBe(id)
  expect((await desk.rpc.statistics.page({ period: '2026-11', by: 'activity.form' })).frozen).toBeNull()
})

test('choices of two kinds, one choice twice and two measures are refused with the reason', async () => {
  const problem = async (asked: Asked) =>
    (await refusal(desk.rpc.statistics.page({ period: '2026-11', ...asked }))).params.problems
  expect(await problem({ across: 'activity.form', by: 'mediation.type' })).toMatchObject([
    { reason: 'category.kinds' },
  ])
  expect(await problem({ across: 'activity.form', by: 'activity.form' })).toMatchObject([
    { reason: 'category.twice' },
  ])
  expect(await problem({ across: 'activity.form', measures: ['activities', 'sms'] })).toMatchObject([
    { reason: 'measure.one' },
  ])
})

test('every pair of choices of one kind has a table', async () => {
  const { categories } = await desk.rpc.statistics.measures({})
  for (const { name } of categories)
    expect((await desk.rpc.statistics.page({ period: '2026-11', across: name })).pages).toBeGreaterThan(0)
  for (const one of categories) {
    const other = categories.find(({ kind, name }) => kind === one.kind && name !== one.name)
    const common = other?.measures.some((name) => one.measures.includes(name))
    if (!other || !common) continue
    const asked = { period: '2026-11', by: one.name, across: other.name }
    expect((await desk.rpc.statistics.page(asked)).pages).toBeGreaterThan(0)
  }
})
