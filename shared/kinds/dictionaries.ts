import { activityForms, audiences, laws, topics } from './activity-options'
import { closingManners } from './legal-aid-options'
import { applicantGroups, consultationCategories, demandCategories, disputeTypes } from './matter-options'
import { arrearsCauses, industries, leadConclusions } from './wage-arrears-options'

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
  arrearsCause: { label: '欠薪原因', options: arrearsCauses },
  leadConclusion: { label: '欠薪办理结论', options: leadConclusions },
  industry: { label: '所属行业', options: industries },
  applicantGroup: { label: '人员类别', options: applicantGroups },
  closingManner: { label: '结案方式', options: closingManners },
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
