import { type DeadlineName, deadlineNames } from '../dictionaries/deadline-names'

export type Unit = 'hour' | 'day' | 'workday' | 'month' | 'year'

/** By whose clock a deadline runs. */
export const clocks = [
  '法援机构',
  '司法行政部门',
  '转交单位',
  '承办机构',
  '责任单位',
  '人社',
  '仲裁委',
  '调委会',
  '街道',
  '当事人',
] as const
export type Whose = (typeof clocks)[number]

/** A statutory time limit as data (DOMAIN 3). */
export interface Rule {
  readonly name: DeadlineName
  readonly label: string
  /** Raised when the length, the unit or the fields change. */
  readonly version: number
  /** The record kind that it watches, and the values of a choice field, in words, without which it does not apply. */
  readonly kind: string
  readonly when?: { readonly field: string; readonly is: readonly string[] }
  /** It runs on although the record's own path has ended: an objection to a refusal. */
  readonly afterEnd?: true
  /** Key of the date field that the clock starts from, and of the time field (`HH:mm`) beside it for hours. */
  readonly from: string
  readonly fromTime?: string
  /** Key of a date field from which, once filled, it counts anew: a decision that took an earlier one's place. */
  readonly restart?: string
  /**
   * Two date fields between which the clock stands: the days after `from` up to and with `to` count for nothing. Days only.
   */
  readonly pause?: { readonly from: string; readonly to: string }
  /** Keys of the date fields of which any, once filled, ends it. */
  readonly done: readonly string[]
  readonly length: number
  readonly unit: Unit
  /**
   * `back`: the last day before `from` on which the whole length is still left; it never rolls over. From the next day on it
   * is no arrears but an alert, and with `from` it is over.
   * `typed`: the date of `from` is the last day itself, as a person wrote it down; its length is 0 and no holiday moves it.
   */
  readonly counts: 'forward' | 'back' | 'typed'
  /** A further length in the same unit, granted when the yes/no field `when` says so. */
  readonly extension?: { readonly length: number; readonly when: string }
  /** Its source; both are empty where the record itself says the day. */
  readonly law: string
  readonly article: string
  readonly whose: Whose
  readonly note?: string
  /** Set where the district counts it otherwise than the program: since when, and by which document. */
  readonly setting?: Setting
  /** A setting of the district that is not followed, because the law gives the time limit. */
  readonly ignored?: Setting
}

interface Setting {
  readonly from: string
  readonly basis: string
}

/** The name of a rule together with its label. */
export function named<N extends DeadlineName>(name: N): { readonly name: N; readonly label: string } {
  return { name, label: deadlineNames[name].label }
}

/** The rule with its extension granted. @throws RangeError when the law grants none. */
export function extended(rule: Rule): Rule {
  const { extension, ...plain } = rule
  if (!extension) throw new RangeError(`${rule.name}: has no extension`)
  return { ...plain, length: rule.length + extension.length }
}
