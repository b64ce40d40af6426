import { readCount, readDate, readTime } from '../../renderer/kinds-ui/typed-values'
import { courtyardSession } from '../../shared/kinds/courtyard-session'
import { readPastedRows, type TypedReaders } from '../../shared/kinds/paste-rows'
import { wageArrearsLead } from '../../shared/kinds/wage-arrears-lead'
import { builtInOnly, type WordsOf } from '../../shared/kinds/words'

const { workers } = wageArrearsLead.fields
const readers: TypedReaders = {
  date: (text) => readDate(text, '2026-11-24'),
  time: readTime,
  count: readCount,
}
const read = (text: string) => readPastedRows(workers, text, readers, builtInOnly)

test('a heading gives the order of the columns, and columns of other names are left out', () => {
  const { rows, refused } = read('序号\t欠薪金额(元)\t姓名*\r\n1\t31,900.5\t郑家富\r\n2\t1.2万\t吴秀英\r\n')
  expect(refused).toEqual([])
  expect(rows).toEqual([
    { amount: 3_190_050, name: '郑家富' },
    { amount: 1_200_000, name: '吴秀英' },
  ])
})

test('without a heading the columns stand in the order of the cells', () => {
  expect(read('郑家富\t\t护照 E1234\t199 0000 1234').rows).toEqual([
    { name: '郑家富', otherDocument: '护照 E1234', phone: '19900001234' },
  ])
})

test('a row that is wrong is kept apart as it came, with the reason at its cell; the others are taken', () => {
  const { rows, refused } = read('姓名\t电话\t欠薪金额\n郑家富\t123\t五百\n\t19900001234\t500\n吴秀英\t\t500')
  expect(rows).toEqual([{ name: '吴秀英', amount: 50_000 }])
  expect(refused.map(({ line }) => line)).toEqual([
    ['郑家富', '123', '五百'],
    ['', '19900001234', '500'],
  ])
  expect(refused.map(({ problems }) => problems.map(({ field, reason }) => [field, reason]))).toEqual([
    [
      ['phone', 'phone.invalid'],
      ['amount', 'money.invalid'],
    ],
    [['name', 'required']],
  ])
})

test('a line with more columns than there are cells is refused instead of losing the rest', () => {
  const { rows, refused } = read(`郑家富${'\t'.repeat(8)}多出来的`)
  expect(rows).toEqual([])
  expect(refused[0]?.problems).toEqual([{ field: '', reason: 'paste.too-wide' }])
})

test('a quoted cell holds line ends and quotes, and empty lines are no rows', () => {
  const { rows } = read('姓名\t备注\n\n郑家富\t"第一行\n说""已付"""\n\n')
  expect(rows).toEqual([{ name: '郑家富', remarks: '第一行 说"已付"' }])
})

test('an ID number that a spreadsheet rounded is refused', () => {
  const { refused } = read('姓名\t身份证号\n郑家富\t510101199003070000')
  expect(refused[0]?.problems[0]?.field).toBe('idNumber')
})

test('a word of the district is read by its label, and a retired one is refused', () => {
  const { demands } = courtyardSession.fields
  const wordsOf: WordsOf = (dictionary) =>
    dictionary === 'demand'
      ? [
          { value: 'fishPond', label: '鱼塘承包', retired: false },
          { value: 'grainTax', label: '公粮', retired: true },
        ]
      : []
  const lines = '诉求人\t诉求内容\t类别\n张三\t两亩鱼塘\t鱼塘承包\n李四\t旧账\t公粮'
  const { rows, refused } = readPastedRows(demands, lines, readers, wordsOf)
  expect(rows).toEqual([{ who: '张三', what: '两亩鱼塘', category: 'fishPond' }])
  expect(refused).toMatchObject([{ at: 3, problems: [{ field: 'category', reason: 'choice.unknown' }] }])
})
