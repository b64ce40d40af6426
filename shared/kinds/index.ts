import type { Kind } from '../definition/define'
import { AppError } from '../errors'
import { activity } from './activity'
import { adviser } from './adviser'
import { calendarDay } from './calendar-day'
import { caseStory } from './case-story'
import { consultation } from './consultation'
import { counselContract } from './counsel-contract'
import { counselService } from './counsel-service'
import { countingRule } from './counting-rule'
import { courtyardSession } from './courtyard-session'
import { deadlineSetting } from './deadline-setting'
import { demonstrationHousehold } from './demonstration-household'
import { dictionaryEntry } from './dictionary-entry'
import { formTemplate } from './form-template'
import { holidayYear } from './holiday-year'
import { honour } from './honour'
import { indicator } from './indicator'
import { indicatorValue } from './indicator-value'
import { lawExam } from './law-exam'
import { lawReader } from './law-reader'
import { lecturer } from './lecturer'
import { legalAidCase } from './legal-aid-case'
import { legalSite } from './legal-site'
import { mediation } from './mediation'
import { mediationCommittee } from './mediation-committee'
import { mediator } from './mediator'
import { monthlyTheme } from './monthly-theme'
import { person } from './person'
import { publicNotice } from './public-notice'
import { publicityFund } from './publicity-fund'
import { publicityOfficer } from './publicity-officer'
import { reportSection } from './report-section'
import { reportingRule } from './reporting-rule'
import { responsibilityItem } from './responsibility-item'
import { retentionRule } from './retention-rule'
import { subsidyRate } from './subsidy-rate'
import { team } from './team'
import { unit } from './unit'
import { upwardSetting } from './upward-setting'
import { vicePrincipal } from './vice-principal'
import { wageArrearsLead } from './wage-arrears-lead'
import { wordingTemplate } from './wording-template'

/** Every record kind, in the order the window shows them. */
export const kinds: readonly Kind[] = [
  courtyardSession,
  activity,
  consultation,
  wageArrearsLead,
  mediation,
  legalAidCase,
  counselService,
  monthlyTheme,
  team,
  person,
  publicityOfficer,
  adviser,
  counselContract,
  lawReader,
  demonstrationHousehold,
  honour,
  lecturer,
  legalSite,
  vicePrincipal,
  caseStory,
  lawExam,
  mediationCommittee,
  mediator,
  responsibilityItem,
  publicityFund,
  publicNotice,
  indicatorValue,
  indicator,
  subsidyRate,
  wordingTemplate,
  reportSection,
  reportingRule,
  formTemplate,
  countingRule,
  retentionRule,
  holidayYear,
  calendarDay,
  deadlineSetting,
  upwardSetting,
  dictionaryEntry,
  unit,
]

const byName = new Map(kinds.map((kind) => [kind.name, kind]))

/** The kind of this name. @throws AppError `kind.unknown` */
export function kindOf(name: string): Kind {
  const kind = byName.get(name)
  if (!kind) throw new AppError('kind.unknown', { kind: name })
  return kind
}

/** The kind of this name, or `undefined`: a newer laptop may send kinds that this version does not know. */
export function knownKind(name: string): Kind | undefined {
  return byName.get(name)
}
