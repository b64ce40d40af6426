/** The enumerations of 法律援助案件 (DOMAIN 2d). */

/** Forms of service (法律援助法第二十二条). */
export const serviceForms = {
  advice: '法律咨询',
  drafting: '代拟法律文书',
  criminalDefence: '刑事辩护与代理',
  representation: '民事、行政、国家赔偿案件的诉讼代理及非诉讼代理',
  dutyLawyer: '值班律师法律帮助',
  labour: '劳动争议调解与仲裁代理',
} as const

/** What aid is asked for, in the words of 法律援助法第三十一条 and 第三十二条 shortened; a figure of 援助案由 is of these. */
export const aidMatters = {
  labourPay: '劳动报酬（确认劳动关系）',
  injury: '工伤',
  traffic: '交通事故',
  medical: '医疗（食品药品安全）事故',
  damages: '其他人身损害',
  support: '赡养（抚养、扶养）',
  marriage: '婚姻家庭',
  violence: '家庭暴力（虐待、遗弃）',
  socialInsurance: '社会保险（社会救助）',
  pension: '抚恤金',
  capacity: '认定民事行为能力',
  environment: '环境污染（生态破坏）',
  stateCompensation: '国家赔偿',
  rescue: '见义勇为',
  contract: '合同（借贷）',
  criminal: '刑事辩护（代理）',
  other: '其他',
} as const

export const caseTypes = { civil: '民事', criminal: '刑事', administrative: '行政' } as const

export const meansTests = {
  checked: '核查',
  pledge: '个人诚信承诺',
  exempt: '免予核查',
  unlimited: '不受限制',
} as const

/** How the application reached the office. */
export const aidWays = {
  own: '本人申请',
  agent: '代为申请',
  transferred: '转交申请',
  notified: '通知辩护（代理）',
} as const

export const closingManners = {
  judgment: '判决',
  ruling: '裁定',
  courtMediation: '法院调解',
  award: '仲裁裁决',
  arbitrationMediation: '仲裁调解',
  settlement: '和解',
  withdrawn: '撤诉（撤回）',
  nonLitigation: '非诉讼办结',
  other: '其他',
} as const

export const aidOutcomes = {
  won: '胜诉',
  partlyWon: '部分胜诉',
  lost: '败诉',
  settled: '调解（和解）结案',
  accepted: '采纳意见',
  partlyAccepted: '部分采纳意见',
  notAccepted: '未采纳意见',
  other: '其他',
} as const

/** What the 司法行政部门 makes of an objection (法律援助法第四十九条). */
export const objectionResults = { granted: '责令改正', upheld: '维持决定' } as const
