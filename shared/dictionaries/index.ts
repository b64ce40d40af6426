import { activityForms, audiences, laws, topics } from './activity-options'
import { aidMatters, aidOutcomes, closingManners } from './legal-aid-options'
import { applicantGroups, consultationCategories, demandCategories, disputeTypes } from './matter-options'
import { consultationChannels, counselServices } from './service-options'
import { arrearsCauses, industries, leadConclusions, leadSources, payers } from './wage-arrears-options'

/**
 * The enumerations that a district may extend with words of its own, each with the words that every district has. A field
 * takes part by naming its dictionary: `choice({ options: topics, dictionary: 'topic' })`.
 */
export const dictionaries = {
  activityForm: { label: '活动形式', options: activityForms },
  audience: { label: '宣传对象', options: audiences },
  law: { label: '宣讲法律', options: laws },
  topic: { label: '宣传专题', options: topics },
  demand: { label: '群众诉求类别', options: demandCategories },
  consultation: { label: '咨询类别', options: consultationCategories },
  dispute: { label: '纠纷类型', options: disputeTypes },
  consultationChannel: { label: '咨询方式', options: consultationChannels },
  leadSource: { label: '欠薪线索来源', options: leadSources },
  payer: { label: '清偿责任主体', options: payers },
  arrearsCause: { label: '欠薪原因', options: arrearsCauses },
  leadConclusion: { label: '欠薪办理结论', options: leadConclusions },
  industry: { label: '所属行业', options: industries },
  applicantGroup: { label: '人员类别', options: applicantGroups },
  closingManner: { label: '结案方式', options: closingManners },
  aidOutcome: { label: '法律援助办理结果', options: aidOutcomes },
  aidMatter: { label: '援助案由', options: aidMatters },
  counselService: { label: '顾问服务类别', options: counselServices },
} as const satisfies Record<string, Dictionary>

interface Dictionary {
  readonly label: string
  readonly options: Readonly<Record<string, string>>
}

export type DictionaryName = keyof typeof dictionaries

/** Every dictionary by name. */
export const dictionaryNames = Object.keys(dictionaries) as readonly DictionaryName[]

/** Whether a text names a dictionary that this version knows. */
export function isDictionary(name: string): name is DictionaryName {
  return Object.hasOwn(dictionaries, name)
}

/** The words that every district has: value → label. */
export function builtInWords(dictionary: DictionaryName): Readonly<Record<string, string>> {
  return dictionaries[dictionary].options
}
