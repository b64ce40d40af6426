import { isPeriod, monthOf, parsePeriod, previousMonth } from '../../shared/period'
import { ownNamed } from '../../shared/readiness/own-periods'
import { monthsBack, recentMonths } from '../kinds-ui/list/list-filter'
import { type OwnPeriods, ofLength, ownOn } from '../kinds-ui/use-own-periods'

export interface PeriodGroup {
  readonly label: string
  readonly options: { readonly value: string; readonly label: string }[]
}

const shownMonths = 36
const shownYears = 6

/** A period that an address names, when it is one; otherwise this month, the district's own where it has some. */
export function periodIn(asked: string | null, today: string, own: OwnPeriods = []): string {
  if (asked !== null && isPeriod(asked)) return asked
  return ownOn(own, 'month', today) ?? monthOf(today).name
}

/**
 * Periods up to `today` and back to the `oldest` record (`YYYY-MM-DD`): those that are mostly wanted, then the newest of
 * each length first. `own`: those of the district's own. Its quarters and years stand for the calendar's, its months beside them.
 */
export function periodGroups(
  today: string,
  oldest?: string | null,
  own: OwnPeriods = [],
): readonly PeriodGroup[] {
  const month = monthOf(today)
  const year = Number(today.slice(0, 4))
  const months = monthsBack(today, oldest, shownMonths)
  const reached = oldest ? year - Number(oldest.slice(0, 4)) + 1 : 0
  const years = Array.from({ length: Math.max(shownYears, reached) }, (_, back) => year - back)
  // The next year's first reporting months begin in this one.
  const begun = [year + 1, ...years]
  const quarter = `${year}-Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`
  const wanted = [month.name, previousMonth(month).name, quarter, String(year)]
  const offer = (names: readonly string[]): PeriodGroup['options'] =>
    names
      .map((name) => parsePeriod(ownNamed(own, { name })))
      .filter(({ from }) => from <= today)
      .map(({ name, label }) => ({ value: name, label }))
  const others = (names: readonly string[]) => offer(names.filter((name) => !wanted.includes(name)))
  const ownMonths = ofLength(own, 'month')
  return [
    { label: '最近', options: offer(wanted) },
    ...(ownMonths.length > 0 ? [{ label: '报送月', options: [...ownMonths] }] : []),
    { label: '月', options: others(recentMonths(today, months).map(({ value }) => value)) },
    { label: '季度', options: others(begun.flatMap((one) => [4, 3, 2, 1].map((n) => `${one}-Q${n}`))) },
    { label: '半年', options: others(begun.flatMap((one) => [`${one}-H2`, `${one}-H1`])) },
    { label: '年', options: others(begun.map(String)) },
  ]
}
