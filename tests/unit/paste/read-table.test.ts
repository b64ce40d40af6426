import type { Field } from '../../../shared/definition/fields'
import { builtInOnly } from '../../../shared/definition/words'
import { problemText } from '../../../shared/field-problems'
import { kinds } from '../../../shared/kinds'
import { consultation } from '../../../shared/kinds/consultation'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'
import { wageArrearsLead } from '../../../shared/kinds/wage-arrears-lead'
import { pastedGrid, type SheetGrid } from '../../../shared/paste/grid'
import { plainWords } from '../../../shared/paste/headings'
import { type ReadTable, readTable, type TableAsked } from '../../../shared/paste/read-table'
import type { CellReading } from '../../../shared/paste/table-cells'

const units: Readonly<Record<string, readonly string[]>> = {
  丰泽村: ['u-fengze'],
  松林村: ['u-songlin', 'u-songlin-2'],
}
const reading: Omit<CellReading, 'near'> = {
  wordsOf: builtInOnly,
  find: (_, name) => units[name] ?? [],
  answers: {},
}
const read = (grid: SheetGrid, asked: TableAsked = {}, more: Partial<typeof reading> = {}): ReadTable =>
  readTable(courtyardSession, grid, asked, { ...reading, ...more })
const reasons = ({ rows }: ReadTable) =>
  rows.map(({ problems }) => problems.map(({ field, reason }) => `${field} ${reason}`))

const messy: SheetGrid = {
  rows: [
    ['松涛街道2024年院坝会台账'],
    ['填报单位：松涛街道', '', '', '', '', '填报日期：2024.12.30'],
    ['序号', '时间', '村（社区）', '院坝情况', '', '参加情况', '', '发放资料（份）'],
    ['', '', '', '院坝（户主）', '主持人', '户数', '人数', ''],
    ['1', '2024.3.5', '丰泽村', '董静家', '周永贵', '12', '35', '1,200'],
    ['2', '3月15日', '', '李家大院', '周永贵', '8户', '20人', ''],
    [],
    ['小计', '', '', '', '', '20', '55', '1200'],
    ['序号', '时间', '村（社区）', '院坝情况', '', '参加情况', '', '发放资料（份）'],
    ['3', '45356', '松林村', '老槐树', '周永贵', '3', '9', '/'],
    ['合计', '', '', '', '', '23', '70', '1200'],
    ['填表人：吴秀英', '', '', '', '审核人：'],
  ],
  merges: [
    { top: 0, left: 0, bottom: 0, right: 7 },
    { top: 2, left: 3, bottom: 2, right: 4 },
    { top: 2, left: 5, bottom: 2, right: 6 },
    { top: 4, left: 2, bottom: 5, right: 2 },
  ],
}

test('a heading of two merged lines is found under titles, and what is no record is passed over and told', () => {
  const table = read(messy, { columns: { 1: 'date', 5: 'households', 6: 'people' } }, { year: 2024 })
  expect(table.head).toEqual([3, 4])
  expect(table.columns.map(({ target, by }) => [target, by])).toEqual([
    [null, null],
    ['date', 'chosen'],
    ['unit', 'label'],
    ['courtyard', 'label'],
    ['chair', 'label'],
    ['households', 'chosen'],
    ['people', 'chosen'],
    ['leaflets', 'label'],
  ])
  expect(
    table.rows.map(({ patch }) => [patch.date, patch.unit, patch.households, patch.people, patch.leaflets]),
  ).toEqual([
    ['2024-03-05', 'u-fengze', 12, 35, 1200],
    ['2024-03-15', 'u-fengze', 8, 20, undefined],
    ['2024-03-05', undefined, 3, 9, undefined],
  ])
  expect(reasons(table)).toEqual([[], [], ['unit table.name-unclear']])
  expect(table.leftOut).toEqual([
    ...[1, 2].map((at) => ({ at, why: 'title' })),
    { at: 8, why: 'total' },
    { at: 9, why: 'heading' },
    { at: 11, why: 'total' },
    { at: 12, why: 'note' },
  ])
  // 合计 says 70 people and the lines come to 64.
  expect(table.notices.map(({ at, problem }) => [at, problem.field])).toEqual([[11, 'people']])
})

test('a column of two names is known by other words, by its sound, by a part of its name, and by what was chosen last time', () => {
  const grid = pastedGrid('参会群众人数\t主讲仁\t资料\t院坝\n20\t吴秀英\t5\t董家')
  const told = (table: ReadTable) => table.columns.map(({ target, by }) => [target, by])
  expect(told(read(grid))).toEqual([
    ['people', 'part'],
    ['speaker', 'sound'],
    ['leaflets', 'part'],
    ['courtyard', 'alias'],
  ])
  expect(told(read(grid, { remembered: { 参会群众人数: 'people', 资料: null } }))).toEqual([
    ['people', 'remembered'],
    ['speaker', 'sound'],
    [null, 'chosen'],
    ['courtyard', 'alias'],
  ])
})

test('a heading that is like a field is not believed against what stands under it', () => {
  const table = read(pastedGrid('时间\t主持人\n2024.3.5\t周永贵\n2024.3.6\t周永贵'))
  expect(table.columns.map(({ target, by }) => [target, by])).toEqual([
    ['date', 'content'],
    ['chair', 'label'],
  ])
})

test('days are read in every form of a ledger, and never guessed', () => {
  const days = [
    '2024年3月5日',
    '24/3/5',
    '20240305',
    '2024-3-5 0:00:00',
    '2024.3.5（周二）',
    '45356',
    '3月5日',
    '3.10',
    '3.1',
    '五月',
  ]
  const grid = { rows: [['日期', '主持人'], ...days.map((day) => [day, '周永贵'])] }
  const unsaid = read(grid)
  expect(unsaid.rows.map(({ patch }) => patch.date)).toEqual([
    ...Array(6).fill('2024-03-05'),
    ...Array(4).fill(undefined),
  ])
  expect(reasons(unsaid).slice(6)).toEqual([
    ['date table.year-needed'],
    ['date table.year-needed'],
    ['date table.day-unclear'],
    ['date date.invalid'],
  ])
  const said = read(grid, {}, { year: 2024 })
  expect(said.rows.slice(6).map(({ patch }) => patch.date)).toEqual([
    '2024-03-05',
    '2024-03-10',
    undefined,
    undefined,
  ])
  // 1904: the same serial number is four years and a day later.
  const mac = read({
    rows: [
      ['日期', '主持人'],
      ['43894', '周永贵'],
    ],
    date1904: true,
  })
  expect(mac.rows[0]?.patch.date).toBe('2024-03-05')
})

test('times of people and of spreadsheets', () => {
  const grid = {
    rows: [
      ['开始时间', '主持人'],
      ...['下午3点', '14：30', '0.625', '15:00:00', '9点半'].map((at) => [at, '周']),
    ],
  }
  expect(read(grid).rows.map(({ patch }) => patch.start)).toEqual([
    '15:00',
    '14:30',
    '15:00',
    '15:00',
    '09:30',
  ])
})

test('an ID number that a spreadsheet rounded is refused, and all of its column that end like it', () => {
  const grid = pastedGrid(
    '身份证号\t接待人\n5.10111199001011E+17\t吴\n110105194912310000\t吴\n11010519491231002X\t吴',
  )
  const table = readTable(consultation, grid, {}, reading)
  expect(reasons(table).map((of) => of.map((one) => one.split(' ')[1]))).toEqual([
    ['id.rounded'],
    ['id.rounded'],
    [],
  ])
  expect(table.rows[2]?.patch.idNumber).toBe('11010519491231002X')
})

test('an amount is read with its measure, from the cell or the heading', () => {
  const grid = pastedGrid('涉及金额（万元）\t用人单位\n3.19\t甲公司\n31900元\t乙公司\n￥1,200.50元\t丙公司')
  const table = readTable(wageArrearsLead, grid, { columns: { 0: 'amount' } }, reading)
  expect(table.rows.map(({ patch }) => patch.amount)).toEqual([3_190_000, 3_190_000, 120_050])
})

test('a near word is asked for once, and the answer holds for every line', () => {
  const grid = pastedGrid('咨询类别\t接待人\n婚姻\t吴秀英\n婚姻\t吴秀英\n外星\t吴秀英')
  const table = readTable(consultation, grid, {}, reading)
  const [near] = table.near
  expect(table.near).toHaveLength(1)
  expect(reasons(table)).toEqual([
    ['category table.near-word'],
    ['category table.near-word'],
    ['category choice.unknown'],
  ])
  const sentence = problemText(table.rows[0]?.problems[0] ?? { field: '', reason: '' }, '咨询类别')
  expect(sentence).toContain(`可能是“${near?.label}”`)
  const answers = { category: { 婚姻: near?.value ?? '' } }
  const again = readTable(consultation, grid, {}, { ...reading, answers })
  expect(again.rows.map(({ patch }) => patch.category)).toEqual([near?.value, near?.value, undefined])
})

test('cells under a group are one row of a list, and a list as its ledger shows it is read back', () => {
  const two = {
    rows: [
      ['日期', '群众诉求', ''],
      ['', '诉求人', '诉求内容'],
      ['2024-03-05', '张三', '路灯不亮'],
    ],
    merges: [{ top: 0, left: 1, bottom: 0, right: 2 }],
  }
  expect(read(two).rows[0]?.patch).toEqual({
    date: '2024-03-05',
    demands: [{ who: '张三', what: '路灯不亮' }],
  })
  const text = '诉求人：张三，电话：13800001234，诉求内容：路灯，坏了\n诉求人：李四，诉求内容：低保'
  const one = {
    rows: [
      ['日期', '群众诉求'],
      ['2024-03-05', text],
    ],
  }
  expect(read(one).rows[0]?.patch.demands).toEqual([
    { who: '张三', phone: '13800001234', what: '路灯，坏了' },
    { who: '李四', what: '低保' },
  ])
})

test('a cell that was mended is read as if it stood so', () => {
  const table = read(messy, { mends: [{ at: 10, column: 2, word: '丰泽村' }] }, { year: 2024 })
  expect(table.rows[2]?.patch.unit).toBe('u-fengze')
})

test('a million empty lines cost nothing to speak of', () => {
  const rows: readonly string[][] = [
    ...messy.rows.map((row) => [...row]),
    ...Array.from({ length: 1_000_000 }, () => []),
  ]
  expect(read({ ...messy, rows }).rows).toHaveLength(3)
})

test('the columns of a real ledger are known by what offices call them, and no two fields of a kind by one name', () => {
  const grid = {
    rows: [
      ['序号', '会议时间', '村名', '农户', '主持', '宣讲人', '主题', '户数', '人数', '资料份数'],
      ['1', '2024.3.5', '丰泽村', '董静家', '周永贵', '吴秀英', '防诈骗', '12', '35', '40'],
    ],
  }
  expect(read(grid).columns.map(({ target, by }) => target && [target, by])).toEqual([
    null,
    ['date', 'alias'],
    ['unit', 'alias'],
    ['courtyard', 'alias'],
    ['chair', 'alias'],
    ['speaker', 'alias'],
    ['agenda', 'alias'],
    ['households', 'alias'],
    ['people', 'alias'],
    ['leaflets', 'alias'],
  ])
  const doubled = kinds.flatMap((kind) => {
    const said = Object.values<Field>(kind.fields).filter((field) => !('format' in field))
    const names = said.flatMap(({ label, aliases = [] }) => [label, ...aliases].map(plainWords))
    return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${kind.name} ${name}`)
  })
  // Both parties of a mediation go by the same papers.
  expect(doubled.filter((name) => !name.startsWith('mediation '))).toEqual([])
})

test('what a person says is the heading is one, though none of its words is known', () => {
  const grid: SheetGrid = { rows: [['台账'], ['哪天', '来了多少'], ['2024.3.5', '35'], ['2024.3.6', '20']] }
  const { head, columns, rows } = read(grid, { headAt: 2, columns: { 1: 'people' } })
  expect([head, columns.map(({ heading }) => heading), rows.length]).toEqual([[2], ['哪天', '来了多少'], 2])
})

test('attendances are read as 40人 and 40人次 alike', () => {
  const grid: SheetGrid = {
    rows: [
      ['日期', '参加人数'],
      ['2024.3.5', '４０人次'],
      ['2024.3.6', '40人'],
    ],
  }
  expect(read(grid).rows.map(({ patch }) => patch.people)).toEqual([40, 40])
})
