import { yearOf } from '../dates'
import { calendarParts, monthsOf, type Period, parsePeriod } from '../period'
import { type DatedRule, spanUnder } from './rules'

/**
 * The periods of a unit that have begun on a day and are the district's own, not the calendar's: months, quarters, half-years and
 * years, of each length the newest first.
 * @param years how many years back
 */
export function ownPeriods(
  rules: readonly DatedRule[],
  unit: string | null,
  today: string,
  years: number,
): readonly Period[] {
  // The month that has begun may be the first of the next year.
  const last = yearOf(today) + 1
  const back = Array.from({ length: years + 1 }, (_, at) => parsePeriod(String(last - at)))
  const halves = back.flatMap(({ name }) => [parsePeriod(`${name}-H2`), parsePeriod(`${name}-H1`)])
  const quarters = back.flatMap((year) => calendarParts(year).toReversed())
  const months = back.flatMap((year) => monthsOf(year).toReversed())
  return [months, quarters, halves, back].flatMap((calendars) =>
    calendars
      .map((calendar) => spanUnder(rules, unit, calendar))
      .filter((span, at) => span.name !== calendars[at]?.name && span.from <= today),
  )
}

/**
 * The district's own period of a name: of `2026-Q4` `2026-Q4@26`, of `2026-06@26` `2026-06@1-26` where a rule changes there. A month by
 * its plain name is the calendar's; what the district has none of is itself.
 */
export function ownNamed(own: readonly { readonly value: string }[], { name }: Pick<Period, 'name'>): string {
  if (/^\d{4}-\d{2}$/.test(name)) return name
  const [calendar] = name.split('@')
  return own.find(({ value }) => value.split('@')[0] === calendar)?.value ?? name
}
