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
