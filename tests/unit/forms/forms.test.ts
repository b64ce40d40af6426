import { isTyped } from '../../../shared/definition/define'
import { builtInOnly } from '../../../shared/definition/words'
import { printedRecord } from '../../../shared/disclosure/printed-record'
import { forms, formsOf } from '../../../shared/forms'
import { formProblems } from '../../../shared/forms/check'
import { formDocument } from '../../../shared/forms/document'
import { contentsOf, mediationDossier } from '../../../shared/forms/dossier'
import { fillForm } from '../../../shared/forms/fill'
import { kindOf, kinds } from '../../../shared/kinds'
import { formedKinds } from '../../../shared/kinds/form-template'
import { layOut, lineText } from '../../../shared/paper/layout'
import type { Body } from '../../../shared/shapes'
import { filledPatch } from '../../support/records/filled'

const nameOf = (id: string): string => id

/** A form of a kind, filled from a record with these values, as it is edited. */
function filled(name: string, text: string, body: Body): string {
  const kind = kindOf(name)
  const printed = printedRecord(kind, body, { variant: 'internal', whole: true }, nameOf, builtInOnly)
  return fillForm(text, {
    kind,
    printed,
    nameOf,
    wordsOf: builtInOnly,
    words: {
      本单位: '东街街道',
      编号: '510-TJ-2026-A0001',
      今天: '2026年11月28日',
      录入人: '管理员',
      普法规划: '“九五”普法规划',
    },
    behind: () => undefined,
    contents: () => contentsOf(mediationDossier, [], () => 1),
  })
}

/** Every line of a laid-out form, cells one after another. */
function printedLines(title: string, text: string): string[] {
  return layOut(formDocument(title, text)).flatMap(({ items }) =>
    items.flatMap((item) =>
      item.type !== 'row'
        ? [item.type === 'line' ? lineText(item.text) : '']
        : [item.row.cells.flatMap(({ lines }) => lines.map(lineText)).join('｜')],
    ),
  )
}

const offered = kinds.flatMap((kind) => formsOf(kind).map((form) => ({ kind, form })))

test('every form belongs to a kind, and every kind finds the forms it names', () => {
  expect(new Set(offered.map(({ form }) => form.name))).toEqual(new Set(forms.map(({ name }) => name)))
  for (const kind of kinds) expect(formsOf(kind).map(({ name }) => name)).toEqual(kind.forms ?? [])
})

test.each(offered.map(({ kind, form }) => [kind.label, form.title, kind, form] as const))(
  '%s：%s names only what its kind has, and is laid out full and empty',
  (_, title, kind, form) => {
    expect(formProblems(kind, form.text)).toEqual([])
    const patch = filledPatch(kind, (name) => name)
    for (const body of [patch, {}]) {
      const text = filled(kind.name, form.text, body)
      expect(text).not.toMatch(/[{}]/)
      const lines = printedLines(title, text)
      expect(lines.join('')).toContain(text.includes('标题：') ? '' : title)
      expect(lines.length).toBeGreaterThan(5)
    }
  },
)

test('what was typed as a sentence has one full stop where the page has sentences, whoever brought it', () => {
  const report = forms.find(({ name }) => name === 'responsibility-report')?.text ?? ''
  const told = { duty: '宣传民法典', measures: '进村入户，', performance: '1. 已开展讲座；\n2. 已发放资料。' }
  const text = filled('responsibility-item', report, { ...told, department: '民政局' })
  expect(text).toContain('\n宣传民法典。\n')
  expect(text).toContain('\n进村入户。\n')
  expect(text).toContain('1. 已开展讲座；\n2. 已发放资料。\n')
  // A name alone on a line, a cell of a table and a title have none.
  expect(
    filled('responsibility-item', '{负责单位}\n责任｜{普法责任}\n标题：{普法责任}', {
      ...told,
      department: '民政局',
    }),
  ).toBe('民政局\n责任｜宣传民法典\n标题：宣传民法典')
  expect(filled('responsibility-item', '责任：{普法责任}。另附。', { duty: '宣传民法典。' })).toBe(
    '责任：宣传民法典。另附。',
  )
})

test('the forms that issue 15 asks for are all there', () => {
  const titles = forms.map(({ title }) => title)
  const asked = [
    ...['人民调解申请书', '人民调解受理登记表', '人民调解当事人权利义务告知书', '人民调解记录'],
    ...['人民调解协议书', '人民调解回访记录', '人民调解卷宗', '卷内目录'],
    ...['法律援助申请表', '申请人经济困难状况说明表', '法律援助经济困难状况诚信承诺书'],
    ...['给予法律援助决定书送达回执', '不予法律援助决定书送达回执', '授权委托书', '送达回证'],
    ...['农民工欠薪登记表', '法律顾问工作日志', '普法活动签到表', '院坝会会议记录', '谈话笔录'],
    '法律咨询登记表',
  ]
  expect(titles).toEqual(expect.arrayContaining(asked))
})

test('the kinds that a district may write forms for exist under their names', () => {
  for (const [name, label] of Object.entries(formedKinds)) expect(kindOf(name).label).toBe(label)
})

test.each([
  ['按{当事人}调解', 'form.placeholder', '当事人'],
  ['{调解员：大写}', 'form.format', '大写'],
  ['{协议金额：约}', 'form.format', '约'],
  ['{调解员/姓名}', 'form.placeholder', '调解员/姓名'],
  ['金额{协议金额', 'form.brace', '金额{协议金额'],
  ['明细：{调解员}｜{姓名}', 'form.rows', '调解员'],
  ['明细：{其他当事人}｜{工资}', 'form.rows', '工资'],
])('%s is refused', (text, reason, name) => {
  expect(formProblems(kindOf('mediation'), text)).toEqual([{ reason, name }])
})

test('a label with a bar of its own, a key, and full-width signs are understood', () => {
  const lead = kindOf('wage-arrears-lead')
  expect(formProblems(lead, '{工程/非工程}{amount}｛涉及金额：大写｝{涉及金额:大写}')).toEqual([])
})

test('values are said as on a form: dates and money in words, choices with marks, sex by the number of identity', () => {
  const body = {
    applicant: '周建国',
    idNumber: '11010519491231002X',
    agreementForm: 'written',
    amount: 3_190_050,
    agreementOn: '2026-11-03',
  }
  expect(filled('mediation', '{当事人（申请方）}｜{申请方性别，申请方身份证号：性别}', body)).toBe(
    '周建国｜女',
  )
  expect(filled('mediation', '{申请方性别，申请方身份证号：性别}', { ...body, applicantSex: 'male' })).toBe(
    '男',
  )
  expect(filled('mediation', '{申请方身份证号：出生日期}', body)).toBe('1949年12月31日')
  expect(filled('mediation', '{协议形式：选项}', body)).toBe('■书面　□口头')
  expect(filled('mediation', '{疑难复杂：选项}', body)).toBe('□是　□否')
  expect(filled('mediation', '{协议金额}，{协议金额：大写}', body)).toBe('31,900.50元，叁万壹仟玖佰元伍角整')
  expect(filled('mediation', '{本单位}{编号}于{达成协议日期}', body)).toBe(
    '东街街道510-TJ-2026-A0001于2026年11月3日',
  )
})

test('what is empty leaves room to write: a line for a word, a form of a date, lines for a long text, nothing in a cell', () => {
  expect(filled('mediation', '经{调解员}于{受理日期}', {})).toBe('经＿＿＿＿＿＿于　　　年　　月　　日')
  expect(filled('mediation', '调解员｜{调解员}｜概况｜{纠纷概况}', {})).toBe('调解员｜｜概况｜↵↵↵')
})

test('a text of several lines makes paragraphs, and keeps its lines inside a cell; a bar in it ends no cell', () => {
  const body = { dispute: '第一行\n第二｜行' }
  expect(filled('mediation', '{纠纷概况}', body)).toBe('第一行\n第二|行。')
  expect(filled('mediation', '概况｜{纠纷概况}', body)).toBe('概况｜第一行↵第二|行')
  expect(printedLines('试', '概况｜第一行↵第二行')).toEqual(['试', '概况｜第一行｜第二行'])
})

test('rows are a numbered table with room to sign, at least as many as the form says', () => {
  const body = { workers: [{ id: 'a', name: '周建国', amount: 500_000 }] }
  const line = '明细：2｜{务工人员}｜{姓名}｜{欠薪金额}｜签名'
  expect(filled('wage-arrears-lead', line, body).split('\n')).toEqual([
    '表头：序号｜姓名｜欠薪金额｜签名',
    '表行：1｜周建国｜5,000.00元｜',
    '表行：2｜｜｜',
  ])
  expect(filled('wage-arrears-lead', '明细：{务工人员}｜{姓名}', {})).toBe('')
})

test('any text that somebody makes of a form is a document', () => {
  const odd = [
    '表行：孤行',
    '表头：',
    '空表：多｜甲',
    '空表：9999｜序号',
    '落款：',
    '｜｜｜｜｜｜｜｜｜｜',
    '明细：',
    '表名：无表',
  ]
  expect(() => printedLines('试', odd.join('\n'))).not.toThrow()
  expect(printedLines('试', '空表：3｜序号｜签名')).toEqual(
    ['试', '序号｜签名', '1', '2', '3'].map((one, at) => (at > 1 ? `${one}｜` : one)),
  )
})

test('lines keep the levels of GB/T 9704', () => {
  const { blocks } = formDocument(
    '试',
    '一、事实\n（一）经过\n1. 本人承诺属实。\n居中：编号\n顶格：某单位：\n正文',
  )
  expect(
    blocks.map((block) =>
      block.type === 'heading' ? block.level : block.type === 'paragraph' ? (block.align ?? 'text') : '',
    ),
  ).toEqual([...[0, 1, 2, 'text'], ...['center', 'flush', 'text']])
})

test('a line of its own may say the title over the page', () => {
  const { title, blocks } = formDocument('公示文', '标题：关于某事的公示\n内容')
  expect(title).toBe('公示文')
  expect(blocks[0]).toEqual({ type: 'heading', level: 0, runs: [{ text: '关于某事的公示' }] })
  expect(blocks).toHaveLength(2)
})

test('a state that only moves change may be printed too', () => {
  const mediation = kindOf('mediation')
  expect(isTyped(mediation, 'state')).toBe(false)
  expect(filled('mediation', '{调解进度}', { state: 'terminated' })).toBe('终止调解')
})

test('what is signed below a text that fills its page is signed under the end of that text, in one piece', () => {
  const form = forms.find(({ name }) => name === 'mediation-rights')
  const pages = layOut(formDocument(form?.title ?? '', filled('mediation', form?.text ?? '', {})))
  const [last = [], ...others] = pages.map(({ items }) => items).toReversed()
  const isRow = (item: (typeof last)[number]): boolean => item.type === 'row'
  expect(others.flat().filter(isRow)).toEqual([])
  expect(last.filter(isRow)).toHaveLength(3)
  const said = last.map((item) => (item.type === 'line' ? lineText(item.text) : '')).join('')
  expect(said).toMatch(/^六、达成调解协议后.*以上内容已经告知，本人已知悉。$/)
})
