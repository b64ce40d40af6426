import { deadlineNames } from '../dictionaries/deadline-names'
import type { Calendar, CalendarYear } from './calendar'
import { addDays } from './dates'
import type { Rule } from './rule'

/** What a district says of one year's working days (a living `holiday-year`); dates `YYYY-MM-DD`. */
export interface DistrictYear {
  readonly year: number
  /** The notice's date, when it is known. */
  readonly issuedOn: string | null
  readonly notice: string
  readonly holidays: readonly { readonly from: string; readonly to: string }[]
  readonly makeUp: readonly string[]
}

/** How a district counts one rule from a day on (a living `deadline-setting`). */
export interface DistrictSetting {
  readonly rule: string
  readonly unit: 'day' | 'workday'
  /** `null`: the rule's own. */
  readonly length: number | null
  readonly from: string
  readonly basis: string
}

/** The calendar with the district's years in place of the shipped ones; years that neither has stay unknown. */
export function withDistrictYears(calendar: Calendar, years: readonly DistrictYear[]): Calendar {
  const versions = [calendar.version, ...years.flatMap(({ issuedOn }) => issuedOn ?? [])]
  return {
    version: versions.reduce((newest, version) => (version > newest ? version : newest)),
    years: { ...calendar.years, ...Object.fromEntries(years.map((year) => [year.year, yearOf(year)])) },
  }
}

function yearOf({ year, notice, holidays, makeUp }: DistrictYear): CalendarYear {
  const off = new Set(holidays.flatMap((span) => daysOf(year, span)))
  return { off: [...off].sort(), work: makeUp.map((day) => day.slice(5)).sort(), byDistrict: notice }
}

function daysOf(year: number, { from, to }: DistrictYear['holidays'][number]): readonly string[] {
  const days: string[] = []
  for (let day = from; day <= to && day.startsWith(String(year)); day = addDays(day, 1))
    days.push(day.slice(5))
  return days
}

/**
 * The rule as the district counts it for a start on `date`: by the newest setting that is in use on that day.
 * A setting of what a statute gives is not followed, and the rule says so (`ignored`).
 */
export function asSet(rule: Rule, settings: readonly DistrictSetting[], date: string): Rule {
  const [setting] = settings
    .filter((each) => each.rule === rule.name && each.from <= date)
    .toSorted((a, b) => (a.from > b.from ? -1 : 1))
  if (!setting) return rule
  const { unit, length, from, basis } = setting
  if (!deadlineNames[rule.name].settable) return { ...rule, ignored: { from, basis } }
  return { ...rule, unit, length: length ?? rule.length, setting: { from, basis } }
}
