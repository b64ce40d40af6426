/**
 * The time limits of DOMAIN 3 by name, and what of each a district may set.
 * It may set whether days are counted as 日 or 工作日 where the statutes are read either way, and the length only where no
 * statute gives it.
 * The rules themselves are `shared/deadlines`.
 */
export const deadlineNames = {
  'letter-answer': { label: '信函咨询答复', settable: 'unitAndLength' },
  'legal-aid-review': { label: '法援审查', settable: 'unit' },
  'legal-aid-assignment': { label: '法援指派', settable: 'unit' },
  'legal-aid-transfer': { label: '转交法援申请', settable: 'nothing' },
  'legal-aid-in-advance': { label: '时效将满，先行提供法援', settable: 'nothing' },
  'legal-aid-objection': { label: '法援异议审查', settable: 'unit' },
  'mediation-closing': { label: '人民调解', settable: 'nothing' },
  'judicial-confirmation': { label: '申请司法确认', settable: 'unit' },
  'labor-inspection-acceptance': { label: '劳动监察受理', settable: 'unit' },
  'labor-inspection-investigation': { label: '劳动监察调查', settable: 'unit' },
  'labor-inspection-limitation': { label: '劳动监察时限', settable: 'nothing' },
  'arbitration-limitation': { label: '劳动仲裁时效', settable: 'nothing' },
  'arbitration-limitation-wages': { label: '拖欠报酬的劳动仲裁时效', settable: 'nothing' },
  'labor-mediation': { label: '劳动争议调解', settable: 'unit' },
  'arbitration-acceptance': { label: '劳动仲裁受理', settable: 'unit' },
  'arbitration-award': { label: '劳动仲裁裁决', settable: 'unit' },
  'award-lawsuit': { label: '不服裁决起诉', settable: 'unit' },
} as const satisfies Record<string, { readonly label: string; readonly settable: Settable }>

export type Settable = 'nothing' | 'unit' | 'unitAndLength'

export type DeadlineName = keyof typeof deadlineNames
