import { kindOf, kinds } from '../../../shared/kinds'
import { ledgerOf } from '../../../shared/ledgers/ledger'
import { reports } from '../../../shared/reports'
import { runHere } from '../../support/desks/cli'

/** The fields that inspectors and ministries ask for (issue 15, A5 to A9, B, C1, C2, C4 and C6 to C10), in their words; `/` before a cell of rows. */
const asked: Readonly<Record<string, readonly string[]>> = {
  mediation: [
    ...[
      '申请方性别',
      '申请方年龄',
      '申请方民族',
      '申请方职业（职务）',
      '申请方住址',
      '另一方性别',
      '另一方年龄',
    ],
    ...[
      '另一方民族',
      '另一方职业（职务）',
      '另一方住址',
      '其他当事人/性别',
      '其他当事人/年龄',
      '其他当事人/民族',
    ],
    ...['其他当事人/职业（职务）', '其他当事人/住址', '其他当事人/哪一方', '请求事项', '调解地点', '记录人'],
    ...['履行方式', '履行期限', '回访日期', '回访人', '回访情况', '委托移送单位', '疑难复杂', '受理金额'],
    ...[
      '未履行、反悔或起诉',
      '不予受理（终止、撤回）的原因',
      '防止群体械斗',
      '防止自杀',
      '排查纠纷',
      '预防纠纷',
    ],
  ],
  'law-reader': ['性别', '出生年月', '政治面貌', '文化程度', '身份', '培训情况', '考核结果', '参与活动'],
  'counsel-service': ['服务方式', '服务时长', '村（单位）确认人'],
  'legal-site': ['名称', '类型', '所在地点', '建成日期'],
  'vice-principal': ['学校'],
  'case-story': ['案例名称', '基本案情', '释法说理'],
  lecturer: ['姓名', '类别', '专业领域'],
  'law-exam': ['应考人数', '参考人数', '合格人数', '其中领导干部'],
  'mediation-committee': ['名称'],
  mediator: ['姓名'],
  'responsibility-item': ['负责单位', '普及法律', '重点对象', '完成时限', '完成日期', '履职情况'],
  activity: ['集中宣传', '媒体报道', '线上阅读量', '领导干部'],
  'public-notice': [
    '公示开始日期',
    '公示结束日期',
    '受理异议单位',
    '异议热线',
    '异议/异议内容',
    '异议/核实结果',
  ],
  'publicity-fund': ['安排金额', '已使用金额'],
  indicator: ['指标名称', '计量单位', '汇总方式', '小数位数', '填报单位', '填报频次'],
  'indicator-value': ['指标', '所属单位', '月份', '数值'],
  'reporting-rule': ['启用日期', '报送月从上月几日起', '截止', '适用街道'],
  'holiday-year': ['年度', '放假', '放假/从', '放假/到', '调休上班'],
  'calendar-day': ['日期', '改为', '依据文件'],
  'wage-arrears-lead': [
    '实名制管理',
    '总包代发工资',
    '追回金额',
    '服务人数',
    '劳动关系终止日期',
    '办结时限',
    '务工人员/已支付金额',
  ],
  'legal-aid-case': [
    '补正完成日期',
    '视为撤回日期',
    '收到通知日期',
    '通知机关',
    '收到异议日期',
    '签订委托协议日期',
    '提交结案材料日期',
    '劳动关系终止日期',
    '仲裁材料补正日期',
  ],
  honour: ['级别', '批次'],
}

/** A field as `yuanba kinds --json` tells it to a program. */
interface Told {
  readonly label: string
  readonly fields?: readonly Told[]
}

let told: ReadonlyMap<string, readonly Told[]>
beforeAll(async () => {
  const { code, stdout } = await runHere(['kinds', '--json'])
  expect(code).toBe(0)
  const answer: { readonly kinds: readonly { name: string; fields: readonly Told[] }[] } = JSON.parse(stdout)
  told = new Map(answer.kinds.map(({ name, fields }) => [name, fields]))
})

test.each(Object.entries(asked))(
  'yuanba kinds --json shows every field that is asked of %s',
  (name, labels) => {
    const shown = (told.get(name) ?? []).flatMap(({ label, fields: cells = [] }) => [
      label,
      ...cells.map((cell) => `${label}/${cell.label}`),
    ])
    expect(labels.filter((label) => !shown.includes(label))).toEqual([])
  },
)

test('a dispute ends in every way that the law knows', () => {
  const [flow] = kindOf('mediation').flows ?? []
  expect(Object.values(flow?.states ?? {})).toEqual(
    expect.arrayContaining(['不予受理', '撤回申请', '终止调解', '调解不成功', '已履行']),
  )
})

test.each([
  ['mediation', ['applicant', 'respondent', 'acceptedOn', 'closedOn', 'agreementForm', 'state']],
  ['counsel-service', ['way', 'minutes', 'confirmedBy']],
  ['constitution-week', ['media', 'reads', 'leaders']],
  ['civil-code-month', ['media', 'reads', 'leaders']],
  ['responsibility-list', ['department', 'laws', 'audience', 'due']],
  ['responsibility-performance', ['performance', 'doneOn']],
])('the ledger %s shows what inspectors ask', (name, columns) => {
  expect(ledgerOf(name).columns).toEqual(expect.arrayContaining(columns))
})

test('the law of today is among what can be chosen', () => {
  const offered = (key: string): readonly string[] => {
    const field = kindOf('activity').fields[key]
    return field && 'options' in field ? Object.values(field.options) : []
  }
  expect(offered('laws')).toEqual(
    expect.arrayContaining(['宪法', '法治宣传教育法', '治安管理处罚法', '行政复议法', '民法典']),
  )
  expect(offered('topics')).toContain('习近平法治思想')
})

test('nothing that an office prints or chooses still speaks of 八五普法', () => {
  const offered = kinds.flatMap(({ fields }) =>
    Object.values(fields).flatMap((field) => ('options' in field ? Object.values(field.options) : [])),
  )
  const sentences = reports.flatMap((report) =>
    (report.sentences ?? []).flatMap(({ text, fuller }) => [text, fuller ?? '']),
  )
  expect([...offered, ...sentences].filter((text) => text.includes('八五'))).toEqual([])
})

test('a wage case is closed with how many were helped, and what was recovered is the sum of what workers were paid', () => {
  const lead = kindOf('wage-arrears-lead')
  const close = lead.flows?.flatMap(({ moves }) => moves).find(({ name }) => name === 'close')
  expect(close?.needs).toContain('helped')
  expect(lead.totals?.recovered).toEqual({ of: 'workers', sum: 'paid' })
})
