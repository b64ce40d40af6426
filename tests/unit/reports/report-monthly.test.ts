import type { Amounts } from '../../../shared/figures/amounts'
import { type UnitNode, unitTree } from '../../../shared/figures/unit-tree'
import type { Block, DocumentModel } from '../../../shared/paper/document'
import { layOut, lineText } from '../../../shared/paper/layout'
import { monthPeriod } from '../../../shared/period'
import { reportOf } from '../../../shared/reports'
import { computeReport, type ReportInput } from '../../../shared/reports/define'

const unit = (id: string, name: string, level: string, parent: string | null, living = true): UnitNode => ({
  id,
  name,
  level,
  parent,
  living,
})

const tree = unitTree([
  unit('district', '示范区', 'district', null),
  unit('east', '东街街道', 'street', 'district'),
  unit('peach', '桃花村', 'village', 'east'),
  unit('plum', '李子村', 'village', 'east'),
  unit('west', '重庆路街道', 'street', 'district'),
  unit('far', '远山村', 'village', 'west'),
  unit('gone', '旧村', 'village', 'west', false),
])

type Own = Readonly<Record<string, Readonly<Record<string, number>>>>

function amounts(own: Own): Amounts {
  return new Map(
    Object.entries(own).map(([id, values]) => [
      id,
      new Map(Object.entries(values).map(([name, value]) => [name, { value, rows: value }])),
    ]),
  )
}

const november: Own = {
  peach: {
    events: 5,
    activities: 2,
    sessions: 4,
    attendance: 120,
    leaflets: 300,
    questions: 9,
    sms: 1000,
    households: 60,
  },
  far: {
    events: 1,
    activities: 1,
    sessions: 0,
    attendance: 30,
    leaflets: 50,
    questions: 0,
    sms: 0,
    households: 0,
  },
}

function monthOf(
  over: Partial<ReportInput> & { now?: Own; before?: Own; lastYear?: Own } = {},
): DocumentModel {
  const { now = november, before = {}, lastYear = {}, ...rest } = over
  return computeReport(reportOf('monthly'), {
    period: monthPeriod(2026, 11),
    unit: null,
    unitName: '示范区',
    tree,
    amounts: new Map([
      ['2026-11', amounts(now)],
      ['2026-10', amounts(before)],
      ['2025-11', amounts(lastYear)],
    ]),
    texts: {},
    date: '2026-11-30',
    ...rest,
  })
}

const textOf = (block: Block | undefined): string =>
  block?.type === 'heading' || block?.type === 'paragraph' ? block.runs.map((run) => run.text).join('') : ''
const headings = (document: DocumentModel): string[] =>
  document.blocks.filter((block) => block.type === 'heading').map(textOf)
const tables = (document: DocumentModel) => document.blocks.filter((block) => block.type === 'table')
const rowsOf = (document: DocumentModel, table: number): string[][] =>
  tables(document)[table]?.rows.map((row) => row.cells.map((cell) => cell.text)) ?? []

test('the lead says the month in the words of a 公文，with last month and last year', () => {
  const document = monthOf({
    before: { peach: { events: 4, attendance: 150 } },
    lastYear: { far: { events: 8, attendance: 100 } },
  })
  expect(textOf(document.blocks[0])).toBe('示范区2026年11月基层普法工作月报')
  expect(textOf(document.blocks[1])).toBe(
    '11月份，示范区共开展普法活动6场次，其中普法宣传活动3场次、院坝会4场次，' +
      '参加群众150人次；发放宣传资料350份；解答咨询9人次；发送普法短信1000条。' +
      '活动场次环比增长50%，同比下降25%；参加群众与上月持平，同比增长50%。',
  )
  // How the rows come to their total stands under the table.
  expect(document.blocks.map(textOf)).toContain(
    '注：有1场次院坝会同时登记为普法宣传活动，合计只计1次，所以开展普法活动场次少于两项之和。',
  )
})

test('a month after nothing says so instead of dividing by it', () => {
  const lead = textOf(monthOf({ before: { peach: { sms: 1 } } }).blocks[1])
  expect(lead).toContain('活动场次上月未开展；')
  expect(lead).not.toMatch(/NaN|Infinity|%/)
})

test('a month without any record is a report of zeros', () => {
  const document = monthOf({ now: {} })
  expect(textOf(document.blocks[1])).toBe(
    '11月份，示范区未开展普法活动，未登记法律服务和矛盾纠纷等事项，各项数据均为0，为零报告。',
  )
  for (const row of rowsOf(document, 1)) expect(row.slice(1)).toEqual(['0', '0', '0', '0', '0', '0'])
  expect(document.blocks.map(textOf)).toContain('3个村（社区）本月均没有登记普法活动。各项数据见表1。')
  expect(document.blocks.map(textOf).join('')).not.toMatch(/占0%|无记录/)
})

test('the overall table sets every figure beside last month and last year', () => {
  const document = monthOf({ before: { peach: { sms: 800 } }, lastYear: { far: { leaflets: 700 } } })
  expect(rowsOf(document, 0).slice(0, 8)).toEqual([
    ['开展普法活动（场次）', '6', '0', '上月为0', '0', '去年同月为0'],
    ['普法宣传活动（场次）', '3', '0', '上月为0', '0', '去年同月为0'],
    ['院坝会（场次）', '4', '0', '上月为0', '0', '去年同月为0'],
    ['参加群众（人次）', '150', '0', '上月为0', '0', '去年同月为0'],
    ['发放宣传资料（份）', '350', '0', '上月为0', '700', '下降50%'],
    ['解答咨询（人次）', '9', '0', '上月为0', '0', '去年同月为0'],
    ['发送普法短信（条）', '1000', '800', '增长25%', '0', '去年同月为0'],
    ['院坝会参加户数（户）', '60', '0', '上月为0', '0', '去年同月为0'],
  ])
})

test('the months of consultations, leads and disputes stand beside those of publicity, a share by its points', () => {
  const document = monthOf({
    now: { peach: { mediationsAccepted: 8, mediationsSucceeded: 7, consultations: 3 } },
    before: { peach: { mediationsAccepted: 4, mediationsSucceeded: 3 } },
  })
  expect(rowsOf(document, 0).slice(8)).toEqual([
    ['提供法律咨询服务（次）', '3', '0', '上月为0'],
    ['委托办理法律援助案件（件）', '0', '0', '持平'],
    ['接收欠薪线索（条）', '0', '0', '持平'],
    ['处理欠薪线索（条）', '0', '0', '持平'],
    ['受理矛盾纠纷（起）', '8', '4', '增长100%'],
    ['期内受理、已调解成功的纠纷（起）', '7', '3', '增长133.3%'],
    ['调处成功率（%）', '87.5', '75', '上升12.5个百分点'],
    ['法律顾问服务（次）', '0', '0', '持平'],
  ])
  expect(textOf(document.blocks[1])).toContain('受理矛盾纠纷8起，调解成功7起，成功率87.5%。')
})

test('a village taken off the list is among those reached only where it was', () => {
  const reached = (own: Own): string => {
    const first = (id: string) => new Map([[id, `0:2026-11-01:${id.length}`]])
    const named = (id: string) => new Map([['villagesReached', { value: 1, rows: 1, first: first(id) }]])
    const now = new Map([...amounts(own)].map(([id, values]) => [id, new Map([...values, ...named(id)])]))
    return textOf(
      monthOf({
        amounts: new Map([
          ['2026-11', now],
          ['2026-10', new Map()],
          ['2025-11', new Map()],
        ]),
      }).blocks[3],
    )
  }
  expect(reached(november)).toContain('3个村（社区）中，2个开展了普法活动，占66.7%。')
  expect(reached({ ...november, gone: { events: 1 }, east: { events: 1 } })).toContain(
    '4个村（社区）中，3个开展了普法活动，占75%。',
  )
})

test('villages that logged nothing are named as a report of zeros', () => {
  const after = (document: DocumentModel): string =>
    document.blocks.map(textOf).find((text) => text.startsWith('各单位')) ?? ''
  expect(after(monthOf())).toBe('各单位开展普法活动情况见表2。李子村本月为零报告。')
  expect(after(monthOf({ now: {} }))).toBe('各单位开展普法活动情况见表2。')
})

test('at the district each street stands over its villages, zeros and all, and the total closes the table', () => {
  expect(rowsOf(monthOf(), 1)).toEqual([
    ['东街街道', '2', '4', '120', '300', '9', '1000'],
    ['桃花村', '2', '4', '120', '300', '9', '1000'],
    ['李子村', '0', '0', '0', '0', '0', '0'],
    ['重庆路街道', '1', '0', '30', '50', '0', '0'],
    ['远山村', '1', '0', '30', '50', '0', '0'],
    ['合计', '3', '4', '150', '350', '9', '1000'],
  ])
})

test('what a street did itself, a removed village did, or an unknown unit did is in a row, so that the rows sum to the total', () => {
  const rows = rowsOf(
    monthOf({
      now: { ...november, east: { sms: 7 }, gone: { attendance: 3 }, 'never-seen': { leaflets: 11 } },
    }),
    1,
  )
  expect(rows).toContainEqual(['本级', '0', '0', '0', '0', '0', '7'])
  expect(rows).toContainEqual(['旧村', '0', '0', '3', '0', '0', '0'])
  expect(rows).toContainEqual(['其他', '0', '0', '0', '11', '0', '0'])
  const { figures } = monthOf({
    now: { ...november, east: { sms: 7 }, gone: { attendance: 3 }, 'never-seen': { leaflets: 11 } },
  })
  const parts = figures.filter(({ part, value }) => part !== undefined && value > 0)
  expect(parts.map(({ id, unit, part }) => [id, unit, part])).toEqual([
    ['sms@2026-11@east/own', 'east', 'own'],
    ['leaflets@2026-11@*/rest', null, 'rest'],
  ])
  const groups = rows.filter(([name]) => ['东街街道', '重庆路街道', '其他'].includes(name ?? ''))
  const sum = (column: number): number => groups.reduce((total, row) => total + Number(row[column]), 0)
  expect(rows.at(-1)?.slice(1)).toEqual([1, 2, 3, 4, 5, 6].map((column) => String(sum(column))))
})

test('at a street the rows are its villages', () => {
  const document = monthOf({ unit: 'east', unitName: '东街街道' })
  expect(rowsOf(document, 1).map(([name]) => name)).toEqual(['桃花村', '李子村', '合计'])
  expect(textOf(document.blocks[0])).toBe('东街街道2026年11月基层普法工作月报')
})

test('at a village there is no table of one row', () => {
  expect(tables(monthOf({ unit: 'peach', unitName: '桃花村' }))).toHaveLength(1)
})

test('sections that nobody wrote are left out without a gap in the numbers', () => {
  expect(headings(monthOf()).slice(1)).toEqual(['一、总体情况', '二、分单位情况'])
  expect(headings(monthOf({ texts: { next: '抓好宪法宣传周。', features: ' \n ' } })).slice(1)).toEqual([
    '一、总体情况',
    '二、分单位情况',
    '三、下一步工作',
  ])
})

test('what people wrote keeps its paragraphs', () => {
  const document = monthOf({ texts: { features: '院坝会开到农户家门口。\r\n\n群众参与面扩大。' } })
  const at = document.blocks.findIndex((block) => textOf(block) === '三、工作特点')
  expect(document.blocks.slice(at + 1, at + 3).map(textOf)).toEqual([
    '院坝会开到农户家门口。',
    '群众参与面扩大。',
  ])
  expect(document.blocks.at(-1)).toEqual({ type: 'signature', unit: '示范区', date: '2026年11月30日' })
})

test('what people wrote keeps the levels of a 公文: （一） in 楷体, also before its text on one line, 1. below it', () => {
  const features =
    '（一）突出重点对象。面向青少年开展12场。\n(二)创新方式\n1．送法上门。\n2023年以来持续开展。\n3.5万人受益。'
  const { blocks } = monthOf({ texts: { features } })
  const at = blocks.findIndex((block) => textOf(block) === '三、工作特点')
  expect(
    blocks.slice(at + 1, -1).map((block) => [block.type === 'heading' ? block.level : '', textOf(block)]),
  ).toEqual([
    ['', '（一）突出重点对象。面向青少年开展12场。'],
    [2, '（二）创新方式'],
    ['', '1. 送法上门。'],
    ['', '2023年以来持续开展。'],
    ['', '3.5万人受益。'],
  ])
  expect(blocks[at + 1]).toMatchObject({
    runs: [{ text: '（一）突出重点对象。', face: 'kaiti' }, { text: '面向青少年开展12场。' }],
  })
})

test('every number of the report names a figure that the document lists with its value', () => {
  const document = monthOf({ before: { peach: { events: 4 } } })
  const values = new Map(document.figures.map((figure) => [figure.id, figure.text]))
  const runs = document.blocks.flatMap((block) =>
    block.type === 'table'
      ? block.rows.flatMap((row) => row.cells)
      : block.type === 'paragraph'
        ? block.runs
        : [],
  )
  const clickable = runs.filter((run) => run.figure !== undefined)
  const isComparison = ({ text }: (typeof clickable)[number]): boolean => /^(与上月|环比|增长)/.test(text)
  for (const run of clickable.filter((run) => !isComparison(run)))
    expect(values.get(run.figure ?? '')).toBe(run.text)
  expect(clickable.filter(isComparison)).toContainEqual({
    text: '环比增长50%',
    figure: 'events@2026-10@*',
  })
  expect(clickable.filter(isComparison)).toContainEqual({ text: '增长50%', figure: 'events@2026-10@*' })
  expect(runs).toContainEqual({ text: '上月为0' })
  expect(values.get('attendance@2026-11@*')).toBe('150')
  expect(values.get('events@2026-10@*')).toBe('4')
  expect(values.get('sms@2026-11@peach')).toBe('1000')
})

test('26 villages in five streets fit, with the head of the table on each page', () => {
  const streets = Array.from({ length: 5 }, (_, s) => unit(`s${s}`, `第${s + 1}街道`, 'street', 'district'))
  const villages = Array.from({ length: 26 }, (_, v) => unit(`v${v}`, `第${v + 1}村`, 'village', `s${v % 5}`))
  const pages = layOut(
    monthOf({ tree: unitTree([unit('district', '示范区', 'district', null), ...streets, ...villages]) }),
  )
  const rows = pages.map((page) => page.items.filter((item) => item.type === 'row' && item.table === 1))
  const names = rows.flatMap((page) =>
    page.map((item) => (item.type === 'row' ? item.row.cells[0]?.lines.map(lineText).join('').trim() : '')),
  )
  for (const village of villages) expect(names).toContain(village.name)
  for (const page of rows.filter((items) => items.length > 0))
    expect(page[0]?.type === 'row' && page[0].row.role).toBe('head')
})
