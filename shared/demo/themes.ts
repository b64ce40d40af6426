import type { laws, topics } from '../dictionaries/activity-options'
import type { demandCategories } from '../dictionaries/matter-options'

/** What the example district adds to the topics. */
export const districtTopics = [{ value: 'petition', label: '依法信访' }] as const

/** A topic of every district, or one that this district added. */
type Topic = keyof typeof topics | (typeof districtTopics)[number]['value']

export interface Theme {
  readonly theme: string
  readonly agenda: string
  readonly laws: readonly (keyof typeof laws)[]
  readonly topics: readonly Topic[]
}

type Subject = readonly [
  theme: string,
  agenda: string,
  laws: readonly (keyof typeof laws)[],
  topics: readonly Topic[],
]

const theme = ([name, agenda, lawNames, topicNames]: Subject): Theme => ({
  theme: name,
  agenda,
  laws: lawNames,
  topics: topicNames,
})

export const constitution = theme(['宪法学习宣传活动', '宪法与日常生活', ['constitution'], ['constitution']])
const wages = theme(['根治欠薪专项宣传', '务工维权与欠薪怎么办', ['wages', 'labour'], ['wages']])
const fraud = theme(['反电信网络诈骗宣传', '识别骗局，守好钱袋子', ['telecomFraud'], ['fraud']])
const fire = theme(['消防安全宣传月', '农村用火用电安全', ['fire'], ['fire', 'safety']])

/** The themes of a month, the ones that stand in the nationwide calendar first (DOMAIN 2h). */
const byMonth: Readonly<Record<number, readonly Theme[]>> = {
  1: [wages, fraud],
  2: [fraud, theme(['春节返乡人员普法', '返乡务工人员的权利', ['labour', 'legalAid'], ['wages']])],
  3: [
    theme(['“三八”妇女维权宣传', '反家庭暴力与妇女权益', ['women', 'domesticViolence'], ['women']]),
    theme(['消费者权益日宣传', '买到假货怎么维权', ['consumers'], ['consumers']]),
  ],
  4: [theme(['全民国家安全教育日宣传', '国家安全人人有责', ['security'], ['security']])],
  5: [
    theme(['民法典宣传月', '民法典里的婚姻、继承与借贷', ['civilCode'], ['civilCode']]),
    theme(['信访法治宣传月', '依法信访，有序维权', ['civilCode'], ['petition']]),
  ],
  6: [
    theme(['全民禁毒宣传月', '远离毒品，保护家人', ['narcotics'], ['narcotics']]),
    theme(['安全生产月宣传', '生产安全与责任', ['safety'], ['safety']]),
    theme(['未成年人保护宣传', '家庭、学校与未成年人保护', ['minors'], ['minors']]),
  ],
  7: [theme(['暑期未成年人保护', '防溺水与未成年人保护', ['minors'], ['minors']])],
  8: [fraud, wages],
  9: [theme(['网络安全宣传周', '个人信息与网络安全', ['telecomFraud'], ['network', 'fraud']])],
  10: [theme(['敬老月普法宣传', '老年人权益与防养老诈骗', ['elderly', 'civilCode'], ['civilCode', 'fraud']])],
  11: [fire, wages],
  12: [constitution, theme(['国家宪法日主题活动', '弘扬宪法精神', ['constitution'], ['constitution']])],
}

const always: readonly Theme[] = [
  fraud,
  wages,
  theme(['人民调解法进村社', '邻里纠纷找调解', ['mediation', 'civilCode'], ['civilCode']]),
  theme(['法律援助惠民生', '法律援助怎么申请', ['legalAid'], ['other']]),
  theme(['村民自治与村务公开', '村规民约与村民权利', ['villageSelfRule'], ['other']]),
]

/** What people of this month are told about: three themes in four are the month's own. */
export function themesOf(month: number): readonly Theme[] {
  const own = byMonth[month] ?? []
  return [...own, ...own, ...own, ...always.slice(0, own.length)]
}

/** The theme of the month in the district's plan (一月一主题). */
export function monthTheme(month: number): Theme {
  return byMonth[month]?.[0] ?? fraud
}

export const demands: readonly (readonly [keyof typeof demandCategories, string, string])[] = [
  ['wages', '外出务工被拖欠工钱，想知道怎么讨要', '已指导收集证据，向劳动监察部门反映'],
  ['wages', '跟着包工头做活，工程完了还有尾款没有结清', '已联系项目方核实，约定分期支付'],
  ['family', '子女对老人赡养费用分担有分歧', '已由调解员上门调解，达成口头协议'],
  ['family', '想咨询离婚后孩子抚养费的问题', '已当场解答，并留下法律援助电话'],
  ['neighbours', '邻居新建围墙挡了排水沟', '已到现场查看，双方同意改道'],
  ['neighbours', '相邻林木遮挡采光', '已协商修枝'],
  ['forestLand', '承包地边界与邻户有争议', '已查对承包合同，重新指界'],
  ['housing', '宅基地翻建需要哪些手续', '已告知办理流程和所需材料'],
  ['damages', '骑电动车与人相撞后赔偿没有谈拢', '已引导申请人民调解'],
  ['consumer', '购买保健品后发现夸大宣传，要求退款', '已指导向市场监管部门投诉'],
  ['labour', '在工厂做工没有签劳动合同', '已告知可主张的权利和时效'],
  ['welfare', '咨询低保和临时救助的申请条件', '已转社区工作人员跟进'],
  ['village', '希望公开道路硬化项目的开支', '已请村务监督委员会答复'],
  ['other', '反映夜间广场舞音响扰民', '已与组织者约定时间和音量'],
]

/** Where things are held, by the level of detail a clerk would type. */
export const venues = [
  '党群服务中心',
  '文化广场',
  '村委会会议室',
  '便民服务点',
  '农贸市场',
  '小学操场',
  '新时代文明实践站',
]
