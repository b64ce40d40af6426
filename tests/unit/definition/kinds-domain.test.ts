import { rules } from '../../../shared/deadlines/rules'
import { fillings, isTyped, type Kind } from '../../../shared/definition/define'
import type { CellFields, Field } from '../../../shared/definition/fields'
import { movesFrom, reviewFlow, reviewStates, type Workflow } from '../../../shared/definition/workflow'
import { kindOf, kinds } from '../../../shared/kinds'
import { commonFields } from '../../../shared/records/common-fields'
import { recordView } from '../../../shared/records/view'

/** Every field that DOMAIN 1 and 2 names, in its words; `★` marks what is required, `/` stands before a cell of sub-rows. */
const domain: Readonly<Record<string, readonly string[]>> = {
  team: ['★队名', '★村（社区）', '★队长'],
  person: ['★姓名', '电话', '★入队日期', '离队日期'],
  'publicity-officer': ['★街道', '★任职日期', '离任日期'],
  'law-reader': ['★村（社区）', '证书编号', '★认定日期', '移出日期'],
  adviser: [
    ...['★身份', '执业证号', '执业机构', '服务村（社区）', '★聘用开始日期', '聘用结束日期'],
    ...['聘用合同', '聘用合同/★合同开始', '聘用合同/合同结束'],
  ],
  'demonstration-household': ['★户主', '★村（社区）', '★认定日期', '撤销日期'],
  honour: ['★村（社区）', '★级别', '批次', '★命名日期', '撤销日期'],
  'responsibility-item': ['★负责单位', '★普法责任'],
  activity: [
    ...['★日期', '★所属单位', '★活动主题', '★地点', '★主办单位', '★活动形式', '★参加人数', '协办单位'],
    ...['宣传对象', '宣讲法律', '宣传专题', '主讲人', '月度主题', '发放资料', '发放手册', '展板', '横幅'],
    ...['宣传车', '现场咨询', '问卷', '新媒体推送', '宣传短信', '备注', '审核状态'],
  ],
  'courtyard-session': [
    ...['★日期', '★村（社区）', '★开始时间', '结束时间', '★院坝（户主）', '★主持人', '★主讲人', '★参加户数'],
    ...['★参加人数', '★议题', '发放资料', '解答咨询', '群众诉求', '备注', '审核状态'],
    ...['群众诉求/★诉求人', '群众诉求/★诉求内容', '群众诉求/★类别', '群众诉求/交办给', '群众诉求/办理期限'],
    ...['群众诉求/办理结果', '群众诉求/回访日期'],
  ],
  consultation: [
    ...[
      '★咨询日期',
      '★所属单位',
      '★咨询方式',
      '★咨询类别',
      '★解答意见',
      '★接待人',
      '咨询人',
      '电话',
      '身份证号',
    ],
    ...['拒绝提供身份信息', '引导申请法律援助', '备注', '审核状态', '来源'],
  ],
  'legal-aid-case': [
    ...['★登记日期', '★所属单位', '★申请人', '申请日期', '告知补正的材料', '告知补正日期', '开始审查日期'],
    ...['决定日期', '不予援助的理由', '先行提供的理由', '指派日期', '承办机构', '承办人', '变更承办人日期'],
    ...[
      '终止的理由',
      '援助形式',
      '案件类型',
      '人员类别',
      '经济困难核查',
      '结案方式',
      '办理结果',
      '挽回经济损失',
    ],
    ...[
      '裁判（法律）文书号',
      '结案日期',
      '归档日期',
      '补贴标准',
      '补贴金额',
      '补贴发放日期',
      '工作站（联络点）',
    ],
    ...['法律援助机构', '办理进度', '备注', '审核状态', '来源'],
  ],
  'wage-arrears-lead': [
    ...[
      '★接收日期',
      '★所属单位',
      '★线索来源',
      '★涉及人数',
      '★涉及金额',
      '★用人单位',
      '工程/非工程',
      '所属行业',
    ],
    ...['项目名称', '建设单位', '施工总承包单位', '分包单位', '班组长', '欠薪开始日期', '欠薪截止日期'],
    ...[
      '劳资专管员',
      '工资专户',
      '工资保证金',
      '维权告示牌',
      '欠薪原因',
      '清偿责任主体',
      '办理结论',
      '追回金额',
    ],
    ...[
      '服务人数',
      '办理进度',
      '备注',
      '审核状态',
      '来源',
      '务工人员',
      '务工人员/★姓名',
      '务工人员/身份证号',
    ],
    ...['务工人员/电话', '务工人员/银行卡号', '务工人员/欠薪金额'],
  ],
  mediation: [
    ...[
      '★登记日期',
      '★所属单位',
      '★纠纷类型',
      '受理方式',
      '当事人（申请方）',
      '当事人（另一方）',
      '其他当事人',
    ],
    ...['调解员', '协议形式', '协议金额', '履行日期', '司法确认日期', '防止民转刑', '防止民转刑涉及'],
    ...['防止群体上访', '防止群体上访涉及', '调解进度', '备注', '审核状态', '来源'],
  ],
  'counsel-service': [
    ...['★服务日期', '★所属单位', '★法律顾问', '★服务单位', '★服务类别', '服务对象', '服务内容', '服务结果'],
    ...['审查文件', '备注', '审核状态'],
  ],
  'monthly-theme': ['★年度', '★月份', '★主题', '每队计划场次'],
  'subsidy-rate': ['★补贴项目', '案件类型', '★每件补贴', '★执行日期'],
  'dictionary-entry': ['★所属字典', '★代码', '★名称', '排序'],
  'holiday-year': ['★年度', '★放假', '放假/★从', '放假/★到', '调休上班', '调休上班/★上班日'],
  'deadline-setting': ['★期限', '★计算单位', '天数', '★启用日期'],
}

/** The enumerations that DOMAIN 2 spells out, word for word. */
const enumerations: readonly (readonly [kind: string, field: string, words: string])[] = [
  ['activity', 'audience', '机关 学校 乡村 社区 寺庙 企业 单位'],
  [
    'activity',
    'form',
    '集中宣传 讲座宣讲 入户走访 院坝会 广播 宣传车 LED 新媒体 短信 文艺 以案释法 问卷 会前学法',
  ],
  ['consultation', 'channel', '来访 来电 信函 网络 顾问值班 院坝现场'],
  [
    'legal-aid-case',
    'serviceForm',
    '法律咨询 代拟法律文书 刑事辩护与代理 民事、行政、国家赔偿案件的诉讼代理及非诉讼代理 值班律师法律帮助 劳动争议调解与仲裁代理',
  ],
  ['legal-aid-case', 'caseType', '民事 刑事 行政'],
  ['legal-aid-case', 'groups', '农民工 残疾人 老年人 未成年人 妇女 军人军属 退役军人 一般贫困 其他'],
  ['legal-aid-case', 'meansTest', '核查 个人诚信承诺 免予核查 不受限制'],
  [
    'legal-aid-case',
    'state',
    '申请 一次性告知补正 审查 给予 视为撤回申请 不予 先行提供 指派 承办 变更承办人 终止 结案 归档 补贴',
  ],
  ['wage-arrears-lead', 'source', '平台转办 主动排查 热线 来电 来访 信访 院坝会'],
  ['wage-arrears-lead', 'engineering', '工程 非工程'],
  ['wage-arrears-lead', 'state', '接收 转办 核处 审核 办结答复'],
  [
    'wage-arrears-lead',
    'conclusion',
    '已支付 部分支付 达成还款计划 转监察 转仲裁 转法援 移送公安 不属实 不属管辖 重复 联系不上',
  ],
  [
    'mediation',
    'type',
    '婚姻家庭 邻里 房屋宅基地 合同 生产经营 损害赔偿 山林土地 征地拆迁 环境污染 劳动争议 消费 医疗 道路交通事故 物业 村务管理 其他',
  ],
  ['mediation', 'way', '主动 申请 委托移送'],
  ['mediation', 'agreementForm', '书面 口头'],
  ['counsel-service', 'service', '法律意见 咨询 讲座 调解 代理 合法性审查 值班'],
  ['adviser', 'profession', '执业律师 基层法律服务工作者'],
  ['honour', 'level', '全国 省级 市级 县级'],
]

function labelsOf(fields: CellFields | Kind['fields'], before = ''): string[] {
  return Object.values(fields).flatMap((field: Field) => [
    `${before}${field.required ? '★' : ''}${field.label}`,
    ...(field.type === 'rows' ? labelsOf(field.of, `${field.label}/`) : []),
  ])
}

test.each(Object.entries(domain))('%s holds every field that the domain names', (name, wanted) => {
  const labels = labelsOf(kindOf(name).fields)
  expect(wanted.filter((label) => !labels.includes(label))).toEqual([])
})

test.each(enumerations)('%s.%s offers the words of the domain', (name, key, words) => {
  const field = kindOf(name).fields[key]
  const options = field && 'options' in field ? Object.values(field.options) : []
  expect(options).toEqual(words.split(' '))
})

test('no kind says one label twice', () => {
  for (const { name, fields } of kinds) {
    const labels = Object.values(fields).map((field) => field.label)
    expect([name, labels.filter((label, at) => labels.indexOf(label) !== at)]).toEqual([name, []])
  }
})

test('every kept record is reviewed, counted by its day and found by its unit', () => {
  for (const kind of kinds.filter((one) => one.place === 'daily')) {
    expect([kind.name, kind.flows?.includes(reviewFlow), kind.numbered]).toEqual([kind.name, true, true])
    expect(kind.fields.status).toMatchObject({ options: reviewStates, measured: true, index: true })
    expect(kind.fields.date).toMatchObject({ required: true, measured: true })
    expect(kind.filters).toEqual(expect.arrayContaining(['unit', 'status']))
    expect(kind.code).toMatch(/^[A-Z]{2}$/)
  }
})

test('names, telephones, documents and cards of private people are masked wherever they stand', () => {
  for (const kind of kinds)
    for (const field of [...Object.values(kind.fields), ...cellsOf(kind)])
      if (field.type === 'text' && (field.format ?? 'creditCode') !== 'creditCode')
        expect([kind.name, field.label, field.mask === undefined]).toEqual([kind.name, field.label, false])
})

describe('workflows', () => {
  const flows = kinds.flatMap((kind) =>
    (kind.flows ?? []).map((flow) => [kind.name, flow.label, flow] as const),
  )

  test.each(flows)('%s, %s: every state is reached, and none but a last one is a dead end', (_, __, flow) => {
    expect([...reached(flow)].sort()).toEqual(Object.keys(flow.states).sort())
    const dead = Object.keys(flow.states).filter((state) => movesFrom(flow, state, 'admin').length === 0)
    expect(dead.filter((state) => !flow.final.includes(state))).toEqual([])
    expect(new Set(flow.moves.map((move) => move.name)).size).toBe(flow.moves.length)
  })

  test.each(flows)(
    '%s, %s: each move asks for typed fields only, and a stamp fits its field',
    (name, _, flow) => {
      const kind = kindOf(name)
      for (const move of flow.moves) {
        for (const key of move.needs ?? []) expect(isTyped(kind, key)).toBe(true)
        for (const [key, stamp] of Object.entries(move.stamps ?? {}))
          expect(kind.fields[key]?.type).toBe(stamp === 'today' ? 'date' : 'text')
      }
    },
  )

  test('不予 wants its reason，结案 its outcome，办结 its conclusion', () => {
    expect(needsOf('legal-aid-case', 'refuse')).toContain('refusalReason')
    expect(needsOf('legal-aid-case', 'close')).toEqual(expect.arrayContaining(['outcome', 'closedOn']))
    expect(needsOf('wage-arrears-lead', 'close')).toContain('conclusion')
  })
})

describe('follow-ups', () => {
  test('each leads to a kind that keeps where it came from and says what it takes over', () => {
    for (const kind of kinds)
      for (const [from, targets] of Object.entries(kind.follow ?? {}))
        for (const name of targets) {
          const target = kindOf(name)
          expect([name, target.fields.origin?.type]).toEqual([name, 'origin'])
          const source = from === '$record' ? kind.name : `${kind.name}/${from}`
          expect([name, Object.keys(target.takes ?? {})]).toEqual([name, expect.arrayContaining([source])])
        }
  })

  test('what a chosen record fills exists on both sides, fits and says nothing private', () => {
    const found = kinds.flatMap((kind) => fillings(kind.fields).map((filling) => [kind, filling] as const))
    expect(found.length).toBeGreaterThan(0)
    for (const [kind, { key, field, fills }] of found)
      for (const [own, theirs] of Object.entries(fills)) {
        const [to, from] = [kind.fields[own], kindOf(field.to).fields[theirs]]
        expect([kind.name, key, to?.type, to?.mask]).toEqual([kind.name, key, from?.type, from?.mask])
        expect(from?.mask).toBeUndefined()
      }
  })

  test('what is taken over exists on both sides and fits', () => {
    for (const target of kinds)
      for (const [source, map] of Object.entries(target.takes ?? {}))
        for (const [own, theirs] of Object.entries(map)) {
          const from = sourceField(source, theirs)
          const to = target.fields[own]
          expect([target.name, source, own, from && to && fits(from, to)]).toEqual([
            target.name,
            source,
            own,
            true,
          ])
        }
  })

  test('nothing that says who somebody is gets lost where the target says the same of somebody', () => {
    for (const target of kinds)
      for (const [source, map] of Object.entries(target.takes ?? {})) {
        const [name = '', rows] = source.split('/')
        const list = rows === undefined ? undefined : kindOf(name).fields[rows]
        const people = list?.type === 'rows' ? list.of : kindOf(name).fields
        const taken = new Set(Object.values(map))
        const lost = Object.entries(people).filter(
          ([key, from]) =>
            !taken.has(key) &&
            from.mask !== undefined &&
            !employersPeople.has(`${source}.${key}`) &&
            Object.values(target.fields).some((to) => to.mask === from.mask),
        )
        expect([source, target.name, lost.map(([key]) => key)]).toEqual([source, target.name, []])
      }
  })

  test('a demand becomes each of the four, a consultation three, a lead a legal-aid case', () => {
    expect(kindOf('courtyard-session').follow?.demands).toEqual([
      ...['consultation', 'mediation', 'wage-arrears-lead', 'legal-aid-case'],
    ])
    expect(kindOf('consultation').follow?.$record).toEqual([
      'mediation',
      'wage-arrears-lead',
      'legal-aid-case',
    ])
    expect(kindOf('wage-arrears-lead').follow?.$record).toEqual(['legal-aid-case'])
  })
})

test('deadlines start from, end with and ask for fields that the kinds have', () => {
  for (const rule of rules) {
    const { fields } = kindOf(rule.kind)
    expect([rule.name, fields[rule.from]?.type, fields[rule.from]?.index]).toEqual([rule.name, 'date', true])
    for (const key of [...rule.done, ...(rule.restart ? [rule.restart] : [])])
      expect([rule.name, key, fields[key]?.type]).toEqual([rule.name, key, 'date'])
    if (rule.fromTime) expect(fields[rule.fromTime]?.type).toBe('time')
    if (rule.extension) expect(fields[rule.extension.when]?.type).toBe('flag')
    const asked = rule.when && fields[rule.when.field]
    const words = asked && 'options' in asked ? Object.values(asked.options) : []
    expect(words).toEqual(expect.arrayContaining([...(rule.when?.is ?? [])]))
  }
})

function cellsOf(kind: Kind): Field[] {
  return Object.values(kind.fields).flatMap((field) => (field.type === 'rows' ? Object.values(field.of) : []))
}

function reached(flow: Workflow): ReadonlySet<string> {
  const found = new Set([flow.initial, ...(flow.draft === undefined ? [] : [flow.draft])])
  // A set grows while it is walked.
  for (const state of found) for (const move of movesFrom(flow, state, 'admin')) found.add(move.to)
  return found
}

function needsOf(kind: string, move: string): readonly string[] {
  return kindOf(kind).flows?.flatMap((flow) => flow.moves.find((one) => one.name === move)?.needs ?? []) ?? []
}

/** A row's follow-up takes its cells, and the record's own fields where the row has none of that name. */
function sourceField(source: string, key: string): Field | undefined {
  const [name = '', rows] = source.split('/')
  const { fields } = kindOf(name)
  const field = rows === undefined ? undefined : fields[rows]
  return (field?.type === 'rows' ? field.of[key] : undefined) ?? fields[key]
}

/** Those of a lead who are not the one that a case is made for. */
const employersPeople: ReadonlySet<string> = new Set([
  ...['wage-arrears-lead.teamLeader', 'wage-arrears-lead.teamLeaderPhone'],
  'wage-arrears-lead.wageOfficerPhone',
])

function fits(from: Field, to: Field): boolean {
  if (to.type === 'text' || to.type === 'longText')
    return (from.type === 'text' || from.type === 'longText') && from.max <= to.max
  if (to.type === 'choice')
    return from.type === 'choice' && Object.keys(from.options).some((value) => value in to.options)
  return from.type === to.type
}

test('the common fields of a kind are those of DOMAIN 2, each with its place in a record', () => {
  const names = (kind: string) => commonFields(kindOf(kind)).map(({ name }) => name)
  expect(names('mediation')).toEqual([
    ...['id', 'number', 'street', 'unit', 'date', 'author', 'recordedAt', 'status', 'files', 'remarks'],
    ...['laptop', 'formVersion'],
  ])
  expect(names('monthly-theme')).toEqual([
    ...['id', 'street', 'author', 'recordedAt', 'remarks', 'laptop', 'formVersion'],
  ])
  for (const kind of kinds)
    for (const { at } of commonFields(kind)) {
      const [first = '', rest = ''] = at.split('.')
      expect([...Object.keys(recordView.shape)]).toContain(first)
      if (first === 'body') expect(Object.keys(kind.fields)).toContain(rest)
    }
})
