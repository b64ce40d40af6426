import { type Measure, type MeasureSource, measure, source } from './define'

const left = '草稿、作废和已删除的记录不计。'
const settled = ['succeeded', 'performed', 'confirmed']
const byClosing = { by: 'closedOn' } as const
/** What a committee did not take on is none of its disputes. */
const disputesOf = ({ add, where }: Pick<MeasureSource, 'add' | 'where'>): MeasureSource =>
  source({ kind: 'mediation', ...(where && { where }), except: { state: ['declined'] }, add })
/** A lead found to repeat another is that other one. */
const leads = ({ add }: Pick<MeasureSource, 'add'>): MeasureSource =>
  source({ kind: 'wage-arrears-lead', except: { conclusion: ['duplicate'] }, add })
const closedLeads = (adding: Pick<MeasureSource, 'add'>): MeasureSource => ({
  ...leads(adding),
  when: byClosing,
  where: { state: ['closed'] },
})
const notTwice = `办理结论为“重复”的不计；${left}`

/** Wages owed: what came in is counted by the day it came, what was answered by the day of the answer. */
export const wages: readonly Measure[] = [
  measure({
    name: 'leadsReceived',
    label: '接收欠薪线索',
    word: '条',
    group: 'wages',
    version: 2,
    meaning: `接收日期在期内的欠薪线索，不论是否办结，每条计1条。${notTwice}`,
    over: [leads({ add: 'each' })],
  }),
  measure({
    name: 'leadWorkers',
    label: '欠薪线索涉及人数',
    word: '人',
    group: 'wages',
    version: 2,
    meaning: `接收日期在期内的欠薪线索“涉及人数”之和；同一人出现在两条线索里计2人。${notTwice}`,
    over: [leads({ add: { field: 'people' } })],
  }),
  measure({
    name: 'leadAmount',
    label: '欠薪线索涉及金额',
    word: '元',
    money: true,
    group: 'wages',
    version: 2,
    meaning: `接收日期在期内的欠薪线索“涉及金额”之和。${notTwice}`,
    over: [leads({ add: { field: 'amount' } })],
  }),
  measure({
    name: 'leadsDisposed',
    label: '处理欠薪线索',
    word: '条',
    group: 'wages',
    version: 2,
    meaning: `办结日期在期内、已办结答复的欠薪线索，每条计1条：以办结日期为准，与接收日期无关；办结后又重新核处的不计。${notTwice}`,
    over: [closedLeads({ add: 'each' })],
  }),
  measure({
    name: 'workersServed',
    label: '为农民工提供服务保障',
    word: '名',
    group: 'wages',
    version: 2,
    meaning: `办结日期在期内、已办结答复的欠薪线索“服务人数”之和；与追回金额分别统计。${notTwice}`,
    over: [closedLeads({ add: { field: 'helped' } })],
  }),
  measure({
    name: 'wagesRecovered',
    label: '追回欠薪',
    word: '元',
    money: true,
    group: 'wages',
    version: 2,
    meaning: `办结日期在期内、已办结答复的欠薪线索“追回金额”之和。${notTwice}`,
    over: [closedLeads({ add: { field: 'recovered' } })],
  }),
]

/** Disputes: the share settled is of those accepted in the same period, so that it never passes the whole. */
export const disputes: readonly Measure[] = [
  measure({
    name: 'mediationsAccepted',
    label: '受理矛盾纠纷',
    word: '起',
    group: 'disputes',
    version: 2,
    meaning: `登记日期在期内的矛盾纠纷，不论结果，每条计1起；不予受理的不计。${left}`,
    over: [disputesOf({ add: 'each' })],
  }),
  measure({
    name: 'mediationsSucceeded',
    label: '期内受理、已调解成功的纠纷',
    word: '起',
    group: 'disputes',
    version: 1,
    meaning: `登记日期在期内、调解成功（含已履行、已司法确认）的矛盾纠纷，每条计1起；是调处成功率的分子。${left}`,
    over: [disputesOf({ where: { state: settled }, add: 'each' })],
  }),
  measure({
    name: 'mediationRate',
    label: '调处成功率',
    word: '%',
    group: 'disputes',
    version: 1,
    meaning:
      '登记日期在期内的矛盾纠纷中调解成功的起数÷受理的起数，保留一位小数，有1起不成功即不显示100%；没有受理的不计算，显示为“—”。',
    over: [],
    ratio: { part: 'mediationsSucceeded', of: 'mediationsAccepted' },
  }),
  measure({
    name: 'mediationsSettled',
    label: '调结矛盾纠纷',
    word: '起',
    group: 'disputes',
    version: 1,
    meaning: `调结日期在期内、调解成功（含已履行、已司法确认）的矛盾纠纷，每条计1起：以调结日期为准，与受理日期无关。${left}`,
    over: [source({ kind: 'mediation', when: byClosing, where: { state: settled }, add: 'each' })],
  }),
  measure({
    name: 'mediationAmount',
    label: '纠纷协议金额',
    word: '元',
    money: true,
    group: 'disputes',
    version: 1,
    meaning: `调结日期在期内、调解成功的矛盾纠纷“协议金额”之和。${left}`,
    over: [
      source({ kind: 'mediation', when: byClosing, where: { state: settled }, add: { field: 'amount' } }),
    ],
  }),
  ...(
    [
      ['crimesPrevented', '防止民转刑', '件'],
      ['crimesPreventedPeople', '防止民转刑涉及', '人'],
      ['petitionsPrevented', '防止群体上访', '件'],
      ['petitionsPreventedPeople', '防止群体上访涉及', '人'],
    ] as const
  ).map(([field, label, word]) =>
    measure({
      name: field,
      label,
      word,
      group: 'disputes',
      version: 2,
      meaning: `登记日期在期内的矛盾纠纷“${label}”之和；不予受理的不计。${left}`,
      over: [disputesOf({ add: { field } })],
    }),
  ),
]

/** 民主法治示范村(社区): named in the period. */
export const honours: readonly Measure[] = (
  [
    ['nationalHonours', '全国', 'nation'],
    ['provincialHonours', '省级', 'province'],
    ['cityHonours', '市级', 'city'],
    ['countyHonours', '县级', 'county'],
  ] as const
).map(([name, level, value]) =>
  measure({
    name,
    label: `获评${level}民主法治示范村（社区）`,
    word: '个',
    group: 'honours',
    version: 1,
    meaning: `命名日期在期内的${level}民主法治示范村（社区），每条记录计1个；以后被撤销的，命名当期仍计。已删除的记录不计。`,
    over: [source({ kind: 'honour', where: { level: [value] }, add: 'each' })],
    said: 'batch',
  }),
)
