import { addDays } from '../../../shared/dates'
import { builtInOnly, type WordsOf } from '../../../shared/definition/words'
import { problemText } from '../../../shared/field-problems'
import { passesLuhn } from '../../../shared/identifiers/bank-card'
import { idCheckCode } from '../../../shared/identifiers/id-number'
import { kindOf, kinds } from '../../../shared/kinds'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'
import { wageArrearsLead } from '../../../shared/kinds/wage-arrears-lead'
import { plainMoney } from '../../../shared/money'
import type { TypedReaders } from '../../../shared/paste/cells'
import { headingsOf, plainWords } from '../../../shared/paste/headings'
import { type PastedRows, readPastedRows } from '../../../shared/paste/rows'
import { readCount, readDate, readTime } from '../../../shared/paste/typed'
import type { Cells } from '../../../shared/shapes'
import fc from '../../support/laws/property'

const { workers } = wageArrearsLead.fields
const readers: TypedReaders = {
  date: (text) => readDate(text, '2026-11-24'),
  time: readTime,
  count: readCount,
}
const read = (text: string, existing: readonly Cells[] = []) =>
  readPastedRows(workers, text, readers, builtInOnly, existing)
/** Notices as sentences would say them. */
const said = ({ notices }: PastedRows) =>
  notices.map(
    ({ at, problem }) => `${at === undefined ? '' : `${at} `}${problemText(problem, labelOf(problem.field))}`,
  )
const labelOf = (cell: string): string =>
  Object.entries(workers.of).find(([key]) => key === cell)?.[1].label ?? workers.label
const wang = '11010519491231002X'
const li = '510104199001010019'

test('a heading gives the order of the columns, and columns of other names are left out', () => {
  const { rows, refused } = read('序号\t欠薪金额（元）\t姓名*\r\n1\t31,900.5\t郑家富\r\n2\t1.2万\t吴秀英\r\n')
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

test('a heading is found below the titles, whatever it calls its columns, and what is not read is named', () => {
  const pasted = read(
    [
      '某工地拖欠工资名册\t\t\t\t\t',
      '',
      '制表单位：某街道\t\t\t2026年11月3日\t\t',
      '序号\t工种\t公民身份号码\t姓 名\t手机号\t拖欠工资（万元）\t工资卡号',
      `1\t木工\t${wang}\t郑家富\t199 0000 1234\t1.2\t-`,
      '序号\t工种\t公民身份号码\t姓 名\t手机号\t拖欠工资（万元）\t工资卡号',
      `2\t钢筋工\t'${li}\t吴秀英\t/\t5,000元\t4111 1111 1111 1111`,
    ].join('\n'),
  )
  expect(pasted.refused).toEqual([])
  expect(pasted.rows).toEqual([
    { idNumber: wang, name: '郑家富', phone: '19900001234', amount: 1_200_000 },
    { idNumber: li, name: '吴秀英', amount: 500_000, bankCard: '4111111111111111' },
  ])
  expect(said(pasted)).toEqual([
    '务工人员：第 1、3 行在列名上方，按标题处理，没有粘贴。',
    '务工人员：这几列没有粘贴：工种。要用的，请把列名改成表单里的名称再粘贴。',
  ])
})

test('a second column of one name is left out and named; an exact name goes before another word for it', () => {
  const pasted = read('联系电话\t姓名\t电话\n13800001234\t郑家富\t19900001234')
  expect(pasted.rows).toEqual([{ name: '郑家富', phone: '19900001234' }])
  expect(said(pasted)).toEqual([expect.stringContaining('联系电话')])
})

test('a column with words and no name above it is named by its place', () => {
  expect(said(read('姓名\t欠薪\t\n郑家富\t500\t木工'))).toEqual([expect.stringContaining('第3列')])
  expect(said(read('姓名\t欠薪\t\t说明事项\n郑家富\t500\t\t'))).toEqual([])
})

test('totals are no rows, and one that differs from its rows is told, in whole and in parts', () => {
  const rows = ['姓名\t欠薪金额', '郑家富\t500', '吴秀英\t五百', '小计\t500', '郑小军\t300.5']
  const right = read([...rows, '小 计\t300.5', '合计：\t800.5'].join('\n'))
  expect(right.rows).toHaveLength(2)
  expect(right.refused.map(({ at }) => at)).toEqual([3])
  expect(said(right)).toEqual(['务工人员：第 4、6、7 行是合计，没有粘贴。'])
  const wrong = read([...rows, '小计\t300', '合计\t1000'].join('\n'))
  expect(said(wrong).slice(1)).toEqual([
    '6 合计的欠薪金额是 300.00 元，各行相加是 300.50 元，请核对有没有漏行或错行。',
    '7 合计的欠薪金额是 1,000.00 元，各行相加是 800.50 元，请核对有没有漏行或错行。',
  ])
})

test('without a heading, columns are known by what stands in them, and the person is told', () => {
  const pasted = read(
    [
      `1\t4111111111111111\t5000\t桂花村3组\t${wang}\t郑家富\t19900001234`,
      `2\t5555555555554444\t800.5\t云锦街道1号院\t${li}\t吴秀英\t0832-1234567`,
      '合计\t\t5,800.50\t\t\t\t',
    ].join('\n'),
  )
  expect(pasted.refused).toEqual([])
  expect(pasted.rows).toEqual([
    { bankCard: '4111111111111111', amount: 500_000, idNumber: wang, name: '郑家富', phone: '19900001234' },
    { bankCard: '5555555555554444', amount: 80_050, idNumber: li, name: '吴秀英', phone: '0832-1234567' },
  ])
  const told = said(pasted)
  expect(told[0]).toContain('第1列 序号（不粘贴）、第2列 银行卡号、第3列 欠薪金额、第5列 身份证号')
  expect(told[1]).toContain('没有粘贴：第4列')
})

test('two columns of amounts without a heading are told apart by nobody', () => {
  const pasted = read(`郑家富\t5000\t800\t${wang}\n吴秀英\t900\t100\t${li}`)
  expect(pasted.rows).toEqual([
    { name: '郑家富', idNumber: wang },
    { name: '吴秀英', idNumber: li },
  ])
  expect(said(pasted)[1]).toBe('第2列、第3列都可能是欠薪金额，无法区分，没有粘贴；请连同列名一起粘贴。')
})

test('a table without a heading in the order of the cells is read so, with its days and free words', () => {
  const { holidays } = kindOf('holiday-year').fields
  if (holidays?.type !== 'rows') throw new Error('no rows')
  const { rows } = readPastedRows(
    holidays,
    '国庆\t10月1日\t10月8日\n元旦\t2026-1-1\t1-3',
    readers,
    builtInOnly,
  )
  expect(rows).toEqual([
    { name: '国庆', from: '2026-10-01', to: '2026-10-08' },
    { name: '元旦', from: '2026-01-01', to: '2026-01-03' },
  ])
  expect(read(`1\t郑家富\t${wang}\t\t\t\t\t\t已报\n2\t吴秀英\t${li}`).rows[0]).toEqual({
    name: '郑家富',
    idNumber: wang,
    remarks: '已报',
  })
})

test('one person twice in the table or in the list is warned of, also where the list shows the number shortened', () => {
  const existing = [
    { idNumber: '5101 0419 9001 0100 19' },
    { name: '王*', idNumber: '110***********002X' },
    {},
  ]
  const pasted = read(`姓名\t身份证号\n王一\t${wang}\n李四\t${li}\n王二\t${wang}`, existing)
  expect(pasted.rows).toHaveLength(3)
  expect(said(pasted)).toEqual([
    '2 和名单里原有的第 2 条身份证号可能相同（中间几位已遮盖），请核对是否重复。',
    '3 和名单里原有的第 1 条身份证号相同，请核对是否重复。',
    '4 和第 2 行的身份证号相同，请核对是否重复。',
    '4 和名单里原有的第 2 条身份证号可能相同（中间几位已遮盖），请核对是否重复。',
  ])
})

test('cards that a spreadsheet spoilt are refused with the reason, and a wrong last digit is pointed out', () => {
  const lines = [
    '姓名\t银行卡号',
    '甲\t6.22848E+18',
    '乙\t6228480402564880000',
    '丙\t4111111111111112',
    '丁\t6228480402564890000',
  ]
  const { rows, refused, notices } = read(lines.join('\n'))
  expect(refused.map(({ problems }) => problems[0]?.reason)).toEqual(['card.rounded', 'card.rounded'])
  expect(rows.map(({ name }) => name)).toEqual(['丙', '丁'])
  expect(notices).toMatchObject([
    { at: 4, problem: { field: 'bankCard', reason: 'card.luhn' } },
    { at: 5, problem: { field: 'bankCard', reason: 'paste.maybe-rounded' } },
  ])
})

test('no two cells of a list answer to one heading', () => {
  for (const kind of kinds)
    for (const [key, field] of Object.entries(kind.fields)) {
      if (field.type !== 'rows') continue
      const words = Object.values(field.of).flatMap((of) => [...new Set(headingsOf(of).map(plainWords))])
      expect([kind.name, key, words.filter((word, at) => words.indexOf(word) !== at)]).toEqual([
        ...[kind.name, key, []],
      ])
    }
})

describe('any list', () => {
  const digits = (length: number) =>
    fc.integer({ min: 0, max: 10 ** length - 1 }).map((number) => String(number).padStart(length, '0'))
  const id = fc
    .tuple(
      fc.constantFrom('110105', '510104', '511002'),
      fc.integer({ min: 0, max: 20_000 }),
      fc.integer({ min: 1, max: 999 }),
    )
    .map(([region, days, serial]) => {
      const birth = addDays('1950-01-01', days).replaceAll('-', '')
      const body = `${region}${birth}${String(serial).padStart(3, '0')}`
      return body + idCheckCode(body)
    })
  const card = digits(17).map((tail) => {
    const body = `62${tail.slice(2)}`
    return [...'0123456789'].map((last) => body + last).find(passesLuhn) ?? ''
  })
  const person = fc.record({
    name: fc.constantFrom('郑家富', '吴秀英', '李四', '欧阳娜娜', '阿依古丽·买买提'),
    idNumber: id,
    phone: digits(8).map((tail) => `139${tail}`),
    bankCard: card,
    amount: fc.integer({ min: 101, max: 9_999_999 }),
  })
  type Person = Readonly<Record<'name' | 'idNumber' | 'phone' | 'bankCard' | 'amount', string | number>>
  const cells = ['name', 'idNumber', 'phone', 'bankCard', 'amount'] as const
  const order = fc.shuffledSubarray([...cells], { minLength: cells.length })
  const people = fc.array(person, { minLength: 1, maxLength: 6 })
  const words = (one: Person, columns: readonly (typeof cells)[number][]) =>
    columns.map((cell) => (cell === 'amount' ? plainMoney(Number(one.amount)) : one[cell])).join('\t')

  test('is read the same in any order of its columns and by any of their names', () => {
    fc.assert(
      fc.property(
        people,
        order,
        fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
        (list, columns, picks) => {
          const heading = columns.map((cell, at) => {
            const names = headingsOf(workers.of[cell])
            return names[(picks[at] ?? 0) % names.length]
          })
          const lines = list.map((one) => words(one, columns))
          expect(read([heading.join('\t'), ...lines].join('\n')).rows).toEqual(list)
          expect(read(lines.join('\n')).rows).toEqual(list)
        },
      ),
    )
  })

  test('whose ID numbers a spreadsheet rounded is refused or pointed out, never taken in silence', () => {
    const rounded = id.chain((one) =>
      fc.constantFrom(
        `${one.slice(0, 15)}000`,
        `${one[0]}.${one.slice(1, 6)}E+17`,
        `${one[0]}.${one.slice(1, 3)}e+17`,
      ),
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(id, rounded), { minLength: 1, maxLength: 8 }), (ids) => {
        const { rows, refused, notices } = read(
          ['姓名\t身份证', ...ids.map((one) => `王一\t${one}`)].join('\n'),
        )
        const spoilt = ids.filter((one) => /000$|e/i.test(one))
        expect(rows.length + refused.length).toBe(ids.length)
        const reasons = [
          ...refused.flatMap(({ problems }) => problems),
          ...notices.map(({ problem }) => problem),
        ]
        const named = reasons.filter(
          ({ reason }) => reason === 'id.rounded' || reason === 'paste.maybe-rounded',
        )
        expect(named).toHaveLength(spoilt.length)
        if (reasons.some(({ reason }) => reason === 'id.rounded'))
          for (const { idNumber } of rows) expect(String(idNumber)).not.toMatch(/000$/)
      }),
    )
  })

  test('of any words at all is read or refused without failing', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('合计', '姓名', '电话', '5000', wang, '-', '"', '序号'),
    )
    const table = fc.array(fc.array(word, { minLength: 2, maxLength: 10 }), { maxLength: 8 })
    fc.assert(
      fc.property(table, (lines) => {
        const text = lines
          .map((line) => line.map((one) => one.replace(/[\t\r\n"]/g, ' ')).join('\t'))
          .join('\n')
        const { rows, refused } = read(text)
        expect(rows.length + refused.length).toBeLessThanOrEqual(lines.length)
      }),
    )
  })
})
