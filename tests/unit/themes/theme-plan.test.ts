import { sheetPages } from '../../../shared/paper/sheet/markup'
import { missingOf, planCells, planCellText } from '../../../shared/themes/plan'
import { themeSheet } from '../../../shared/themes/sheet'

const march = { id: 'm', month: 3, theme: '妇女维权', target: 2 }
const may = { id: 'c', month: 5, theme: '民法典', target: 1 }
const always = { id: 't', foundedOn: null, dissolvedOn: null }
const grid = { year: 2026, thisMonth: '2026-04' }
const none = (): number => 0

test('a month to come is planned, not missing; the running one may be missing', () => {
  const cell = { team: 't', theme: 'x', planned: 2, done: 1 }
  expect(planCellText(cell, march, grid)).toBe('已办 1 场，缺 1 场')
  expect(planCellText(cell, may, grid)).toBe('已办 1 场，计划 1 场')
  expect(missingOf(cell, may, grid)).toBe(0)
  expect(missingOf(cell, { ...may, month: 4 }, grid)).toBe(1)
})

test('more than planned is no debt of the others', () => {
  const cell = { team: 't', theme: 'x', planned: 1, done: 3 }
  expect([planCellText(cell, march, grid), missingOf(cell, march, grid)]).toEqual(['已办 3 场', 0])
})

test('nothing is planned for a team before it was founded or after it was dissolved', () => {
  const young = { id: 't', foundedOn: '2026-05-31', dissolvedOn: null }
  expect(planCells(2026, [march, may], [young], none).map(({ theme }) => theme)).toEqual(['c'])
  const gone = { id: 't', foundedOn: null, dissolvedOn: '2026-03-01' }
  expect(planCells(2026, [march, may], [gone], none).map(({ theme }) => theme)).toEqual(['m'])
  expect(planCells(2026, [march, may], [gone], () => 1)).toHaveLength(2)
})

test('the sheet for paper holds every team and month, and no markup out of a name', () => {
  const team = { id: 't', name: '<b>队', unit: 'u', unitName: '桃花村' }
  const cells = planCells(2026, [march], [always], none)
  const plan = { ...grid, themes: [march], teams: [team], cells, unlinked: [] }
  const frame = { grid: plan, unitName: '示范区', date: '2026-04-02' }
  const sheet = themeSheet({ ...frame, variant: 'internal', audit: { letter: '', number: 7 } })
  expect(sheet.title).toBe('示范区2026年月度主题普法计划')
  expect(sheet.columns.map(({ label }) => label)).toHaveLength(14)
  expect(sheet.columns[4]?.label).toBe('3月\n妇女维权')
  expect(sheet.rows[0]?.cells[4]?.text).toBe('缺 2 场')
  const { markup } = sheetPages(sheet)
  expect(markup).toContain('&lt;b&gt;')
  for (const words of ['内部 编号 000007', '内部资料 注意保密', '妇女维权']) expect(markup).toContain(words)
  expect(
    sheetPages(themeSheet({ ...frame, variant: 'public', audit: { letter: '', number: 8 } })).markup,
  ).not.toContain('注意保密')
})
