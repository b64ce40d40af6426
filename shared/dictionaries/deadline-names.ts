/**
 * The time limits of DOMAIN 3 by name, and whether a district may set them.
 * A statute's days are the statute's: 日 of 法律援助法 never becomes 工作日, whoever decides so. Only what the law leaves to
 * the place is settable. The rules themselves are `shared/deadlines`.
 */
export const deadlineNames = {
  'letter-answer': { label: '信函咨询答复', settable: true },
  'legal-aid-review': { label: '法援审查', settable: false },
  'legal-aid-assignment': { label: '法援指派', settable: false },
  'legal-aid-notice-assignment': { label: '通知辩护（代理）指派', settable: false },
  'legal-aid-transfer': { label: '转交法援申请', settable: false },
  'legal-aid-in-advance': { label: '时效即将届满，先行提供法援', settable: false },
  'legal-aid-objection': { label: '法援异议审查', settable: false },
  'legal-aid-agreement': { label: '签订委托协议', settable: false },
  'legal-aid-materials': { label: '提交结案材料', settable: false },
  'mediation-closing': { label: '人民调解', settable: false },
  'judicial-confirmation': { label: '申请司法确认', settable: false },
  'labor-inspection-acceptance': { label: '劳动监察受理', settable: false },
  'labor-inspection-investigation': { label: '劳动监察调查', settable: false },
  'labor-inspection-limitation': { label: '劳动监察时限', settable: false },
  'arbitration-limitation': { label: '劳动仲裁时效', settable: false },
  'arbitration-limitation-wages': { label: '拖欠报酬的劳动仲裁时效', settable: false },
  'arbitration-limitation-wages-aid': { label: '拖欠报酬的劳动仲裁时效', settable: false },
  'labor-mediation': { label: '劳动争议调解', settable: false },
  'arbitration-review': { label: '申请仲裁审查', settable: false },
  'arbitration-acceptance': { label: '劳动仲裁受理', settable: false },
  'arbitration-award': { label: '劳动仲裁裁决', settable: false },
  'award-lawsuit': { label: '不服裁决起诉', settable: false },
  'petition-closing': { label: '信访办理', settable: false },
  'lead-due': { label: '线索办结时限', settable: false },
  'demand-due': { label: '群众诉求办理', settable: false },
  'duty-due': { label: '普法责任完成', settable: false },
} as const satisfies Record<string, { readonly label: string; readonly settable: boolean }>

export type DeadlineName = keyof typeof deadlineNames
