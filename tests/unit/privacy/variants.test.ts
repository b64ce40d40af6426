import { builtInOnly } from '../../../shared/definition/words'
import { allowedIn, printedRecord } from '../../../shared/disclosure/printed-record'
import { consultation } from '../../../shared/kinds/consultation'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'
import { legalAidCase } from '../../../shared/kinds/legal-aid-case'
import { wageArrearsLead } from '../../../shared/kinds/wage-arrears-lead'
import { marksOf } from '../../../shared/paper/marks'
import { hasPersonalNumber } from '../../../shared/privacy/personal-numbers'
import { printedText } from '../../../shared/privacy/variant'
import fc from '../../support/laws/property'

const nameOf = (id: string) => id

const lead = {
  date: '2026-11-03',
  employer: '某某建筑公司',
  employerCode: '91510100MA6CXXXX0A',
  amount: 1_234_500,
  reporter: '张三丰',
  reporterPhone: '13800001234',
  description:
    '张三丰说，工友李四（身份证510103199001011234）电话138 0000 5678，卡6222 0212 3456 7890 123,2026-11-03起欠薪12,345.00元。',
  workers: [
    {
      id: '01',
      name: '李四光',
      idNumber: '510103199001011234',
      phone: '13800005678',
      bankCard: '6222021234567890123',
      amount: 5000,
    },
  ],
}

test.each([
  ['手机', '联系13800001234。'],
  ['隔开的手机', '联系 138-0000-1234'],
  ['带国家码的手机', '+8613800001234'],
  ['全角手机', '１３８００００１２３４'],
  ['身份证', '510103199001011234'],
  ['末位 X', '51010319900101123x'],
  ['分段的身份证', '510103 19900101 1234'],
  ['老身份证', '510103900101123'],
  ['银行卡', '6222021234567890123'],
  ['分段的银行卡', '6222 0212 3456 7890 123'],
  ['座机', '0832-2221234'],
  ['带括号的座机', '(0832)2221234'],
  ['没有区号的座机', '电话：2221234'],
])('a number of a person is seen inside a text: %s', (_, text) => {
  expect(hasPersonalNumber(text)).toBe(true)
  expect(printedText(text, 'public')).not.toMatch(/[0-9０-９]{5}/)
  expect(printedText(text, 'internal')).toBe(text)
})

test.each([
  '2026-11-03至2026-11-30，共12场次、1234人次',
  '金额 1,234,567.00 元',
  '（2026）川1001民初12345号',
  '发放资料102345份',
  '2026年11月3日14:30',
  '511-YB-2026-A0001',
])('dates, amounts and document numbers stay: %s', (text) => {
  expect(printedText(text, 'public')).toBe(text)
  expect(printedText(text, 'upward')).toBe(text)
})

test('内部 shows what the screen shows, and everything to whoever may ask for it', () => {
  const shown = printedRecord(wageArrearsLead, lead, { variant: 'internal' }, nameOf, builtInOnly)
  expect(shown.text('workers')).toContain('李*')
  expect(shown.text('workers')).not.toContain('李四光')
  expect(shown.text('description')).toBe(lead.description)
  const whole = printedRecord(
    wageArrearsLead,
    lead,
    { variant: 'internal', whole: true },
    nameOf,
    builtInOnly,
  )
  expect(whole.text('reporterPhone')).toBe('13800001234')
  expect(
    printedRecord(wageArrearsLead, lead, { variant: 'upward', whole: true }, nameOf, builtInOnly).text(
      'reporterPhone',
    ),
  ).toBe('****')
})

test('上报 hides numbers in long texts, and the words that the record itself masks', () => {
  const shown = printedRecord(wageArrearsLead, lead, { variant: 'upward' }, nameOf, builtInOnly)
  expect(shown.text('description')).toBe(
    '****说，工友李四（身份证510***********1234）电话138****5678，卡****0123,2026-11-03起欠薪12,345.00元。',
  )
  expect(shown.text('workers')).toContain('138****5678')
  expect(shown.text('employerCode')).toBe('91510100MA6CXXXX0A')
})

test('公示 has no number of a person anywhere, not even a part of one', () => {
  const shown = printedRecord(wageArrearsLead, lead, { variant: 'public' }, nameOf, builtInOnly)
  const all = Object.keys(wageArrearsLead.fields)
    .map((key) => shown.text(key))
    .join('\n')
  expect(all).not.toMatch(/1234|5678|0123|张三丰|李四光/)
  expect(shown.text('reporterPhone')).toBe('')
  expect(shown.text('workers')).toContain('李*')
  expect(shown.text('amount')).toBe('12,345.00元')
})

test('a title is shown like every other text', () => {
  const titled = { ...lead, employer: '王老板13800009999' }
  expect(printedRecord(wageArrearsLead, titled, { variant: 'public' }, nameOf, builtInOnly).title).toBe(
    '2026-11-03 王老板****',
  )
})

test('公示 names nobody whole who acts in an office, and no courtyard by its household；上报 does', () => {
  const session = {
    date: '2026-11-03',
    courtyard: '解家院子',
    chair: '王主持',
    speaker: '赵主讲',
    summary: '赵主讲在解家院子讲民法典',
    demands: [{ id: 'r1', who: '张三丰', what: '请王主持回话', assignedTo: '东街街道司法所' }],
  }
  const published = printedRecord(courtyardSession, session, { variant: 'public' }, nameOf, builtInOnly)
  expect(published.title).toBe('2026-11-03 解*院子')
  expect(['chair', 'speaker', 'summary'].map((key) => published.text(key))).toEqual([
    ...['王*', '赵*', '赵*在解*院子讲民法典'],
  ])
  expect(published.text('demands')).toBe('诉求人：张*，诉求内容：请王*回话，交办给：东街街道司法所')
  const upward = printedRecord(courtyardSession, session, { variant: 'upward' }, nameOf, builtInOnly)
  expect([upward.title, upward.text('speaker')]).toEqual(['2026-11-03 解家院子', '赵主讲'])
})

test('a list that is published to name somebody names that person whole', () => {
  const paid = { lawyer: '周律师', applicant: '张三丰', opponent: '王老板' }
  const disclosure = { variant: 'public', naming: ['lawyer'] } as const
  const shown = printedRecord(legalAidCase, paid, disclosure, nameOf, builtInOnly)
  expect(['lawyer', 'applicant', 'opponent'].map((key) => shown.text(key))).toEqual(['周律师', '张*', '王*'])
})

test('公示 offers no column of telephones and document numbers', () => {
  const kept = Object.entries(consultation.fields).filter(([, field]) => allowedIn('public', field))
  expect(kept.every(([, field]) => field.mask === undefined || field.mask === 'name')).toBe(true)
  expect(kept.length).toBeLessThan(Object.keys(consultation.fields).length)
})

test('no mobile and no ID gets through, whatever stands around it', () => {
  const words = fc.stringMatching(/^[一-龥a-z，。:( ]{0,12}$/)
  const number = fc.oneof(
    fc.stringMatching(/^1[3-9][0-9]{9}$/),
    fc.stringMatching(/^[1-8][0-9]{5}19[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9])[0-9]{3}[0-9X]$/),
    fc.stringMatching(/^62[0-9]{14,17}$/),
  )
  fc.assert(
    fc.property(words, number, words, (before, secret, after) => {
      for (const variant of ['upward', 'public'] as const)
        expect(printedText(`${before}${secret}${after}`, variant)).not.toContain(secret)
    }),
    { numRuns: 300 },
  )
})

test('a preview has no number, and what is for everybody no watermark', () => {
  expect(marksOf('internal')).toEqual({ stamp: '内部 预览', watermark: '内部资料 注意保密' })
  expect(marksOf('public', { letter: '', number: 128 })).toEqual({ stamp: '公示 编号 000128' })
  expect(marksOf('public', { letter: 'B', number: 128 })).toEqual({ stamp: '公示 编号 B000128' })
})
