import { kindOf, kinds } from '../../../shared/kinds'
import { columnsOf, usualColumns } from '../../../shared/ledgers/columns'
import { ledgerOf } from '../../../shared/ledgers/ledger'
import { summedFields } from '../../../shared/records/summed'

/** The headings of a kind's ledger before anybody chooses columns. */
const headings = (name: string): string => {
  const labels = new Map(columnsOf(kindOf(name)).map(({ key, label }) => [key, label.replace(/\n.*/s, '')]))
  return usualColumns(kindOf(name))
    .map((key) => labels.get(key))
    .join(' ')
}

test.each([
  [
    'mediation',
    '登记日期 所属单位 纠纷类型 当事人（申请方） 当事人（另一方） 受理日期 调解员 协议形式 调结日期 调解进度 备注',
  ],
  [
    'law-reader',
    '姓名 村（社区） 性别 出生年月 政治面貌 文化程度 身份 证书编号 认定日期 培训情况 考核结果 参与活动 备注',
  ],
  [
    'counsel-service',
    '服务日期 所属单位 法律顾问 服务单位 服务类别 服务方式 服务时长 服务内容 村（单位）确认人 备注',
  ],
])('the ledger of %s shows what inspectors ask for, in their order', (name, expected) => {
  expect(headings(name)).toBe(expected)
})

test('a kind that says nothing of its ledger shows its list and what every record must have', () => {
  expect(headings('law-exam')).toBe('考试日期 所属单位 考试名称 应考人数 参考人数 合格人数 备注')
})

test('years, months, ages, rates and limits are no amounts: neither a ledger nor a list adds them up', () => {
  const added = kinds.flatMap((kind) =>
    [...columnsOf(kind).filter(({ total }) => total), ...summedFields(kind).map((key) => ({ key }))].map(
      ({ key }) => `${kind.name}.${key}`,
    ),
  )
  expect(added).toEqual(expect.arrayContaining(['courtyard-session.people', 'activity.leaflets']))
  for (const none of [
    ...['responsibility-item.year', 'holiday-year.year', 'monthly-theme.year', 'monthly-theme.month'],
    ...['mediation.applicantAge', 'subsidy-rate.amount', 'retention-rule.years', 'deadline-setting.length'],
    ...['reporting-rule.firstDay', 'reporting-rule.dueDays', 'indicator.places'],
  ])
    expect(added).not.toContain(none)
})

test('a list that is called one already is no 清单台账', () =>
  expect(ledgerOf('responsibility-item').label).toBe('普法责任台账'))
