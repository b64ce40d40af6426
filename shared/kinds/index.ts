import type { Kind } from '../definition/define'
import { AppError } from '../errors'
import { activity } from './activity'
import { adviser } from './adviser'
import { calendarDay } from './calendar-day'
import { consultation } from './consultation'
import { counselContract } from './counsel-contract'
import { counselService } from './counsel-service'
import { courtyardSession } from './courtyard-session'
import { deadlineSetting } from './deadline-setting'
import { demonstrationHousehold } from './demonstration-household'
import { dictionaryEntry } from './dictionary-entry'
import { holidayYear } from './holiday-year'
import { honour } from './honour'
import { lawReader } from './law-reader'
import { legalAidCase } from './legal-aid-case'
import { mediation } from './mediation'
import { monthlyTheme } from './monthly-theme'
import { person } from './person'
import { publicityOfficer } from './publicity-officer'
import { responsibilityItem } from './responsibility-item'
import { subsidyRate } from './subsidy-rate'
import { team } from './team'
import { unit } from './unit'
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
  responsibilityItem,
  subsidyRate,
  wordingTemplate,
  holidayYear,
  calendarDay,
  deadlineSetting,
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
