import { parsePeriod } from '../../../shared/period'
import { recentMonths } from '../../kinds-ui/list-filter'

export interface PeriodGroup {
  readonly label: string
  readonly options: { readonly value: string; readonly label: string }[]
}

const shownMonths = 36
const shownYears = 6

/** Periods up to `today` (`YYYY-MM-DD`), the newest of each length first. */
export function periodGroups(today: string): readonly PeriodGroup[] {
  const years = Array.from({ length: shownYears }, (_, back) => Number(today.slice(0, 4)) - back)
  const begun = (names: readonly string[]): PeriodGroup['options'] =>
    names
      .map(parsePeriod)
      .filter(({ from }) => from <= today)
      .map(({ name, label }) => ({ value: name, label }))
  return [
    { label: '月', options: [...recentMonths(today, shownMonths)] },
    { label: '季度', options: begun(years.flatMap((year) => [4, 3, 2, 1].map((n) => `${year}-Q${n}`))) },
    { label: '半年', options: begun(years.flatMap((year) => [`${year}-H2`, `${year}-H1`])) },
    { label: '年', options: begun(years.map(String)) },
  ]
}
