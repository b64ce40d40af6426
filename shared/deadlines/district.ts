import { addDays, yearOf } from '../dates'
import { deadlineNames } from '../dictionaries/deadline-names'
import type { Calendar, CalendarYear } from './calendar'
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

/** A single day that a district's entry changes: a later notice moved it, or it was overlooked (a living `calendar-day`). */
export interface DistrictDay {
  readonly day: string
  readonly rest: boolean
  readonly notice: string
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

/**
 * The calendar with the district's years in place of the shipped ones; years that neither has stay unknown. What a year's notice
 * says of the December before, and single days, amend the years they lie in.
 */
export function withDistrictYears(
  calendar: Calendar,
  years: readonly DistrictYear[],
  days: readonly DistrictDay[] = [],
): Calendar {
  const versions = [calendar.version, ...years.flatMap(({ issuedOn }) => issuedOn ?? [])]
  const known = { ...calendar.years, ...Object.fromEntries(years.map((year) => [year.year, yearIn(year)])) }
  return {
    version: versions.reduce((newest, version) => (version > newest ? version : newest)),
    years: [...years.flatMap(daysBefore), ...days].reduce(amended, known),
  }
}

type Years = Calendar['years']

/** A year that nobody knows is not known by one day. */
function amended(years: Years, { day, rest, notice }: DistrictDay): Years {
  const year = years[yearOf(day)]
  if (!year) return years
  const other = (list: readonly string[]): readonly string[] => list.filter((one) => one !== day.slice(5))
  const [off, work] = [other(year.off), other(year.work)]
  const changed = rest
    ? { off: [...off, day.slice(5)].sort(), work }
    : { off, work: [...work, day.slice(5)].sort() }
  return { ...years, [yearOf(day)]: { ...changed, byDistrict: year.byDistrict ?? notice } }
}

/** What a year's notice says of days of the year before. */
function daysBefore({ year, notice, holidays, makeUp }: DistrictYear): readonly DistrictDay[] {
  const isBefore = (day: string): boolean => yearOf(day) === year - 1
  return [
    ...holidays
      .flatMap(({ from, to }) => daysFrom(from, to))
      .filter(isBefore)
      .map((day) => ({ day, rest: true, notice })),
    ...makeUp.filter(isBefore).map((day) => ({ day, rest: false, notice })),
  ]
}

function yearIn({ year, notice, holidays, makeUp }: DistrictYear): CalendarYear {
  const own = (days: readonly string[]): readonly string[] =>
    [...new Set(days.filter((day) => yearOf(day) === year).map((day) => day.slice(5)))].sort()
  return {
    off: own(holidays.flatMap(({ from, to }) => daysFrom(from, to))),
    work: own(makeUp),
    byDistrict: notice,
  }
}

/** Every day of a holiday; one longer than a month, which only a foreign file brings, is cut there. */
function daysFrom(from: string, to: string): readonly string[] {
  const days: string[] = []
  for (let day = from; day <= to && days.length < LONGEST; day = addDays(day, 1)) days.push(day)
  return days
}

const LONGEST = 31

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
