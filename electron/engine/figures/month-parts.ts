import { monthNumber, monthPeriodOf } from '../../../shared/facts/by-month'
import { factTable } from '../../../shared/facts/tables'
import { reportingRule } from '../../../shared/kinds/reporting-rule'
import { LAST_FIRST_DAY, type Period } from '../../../shared/period'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'

// A district may report by months of its own, from the 26th to the 25th (报送规则). What is kept of a month is kept in the parts that
// those days cut it into, so that both the calendar's months and its own are some of them.

/** The parts of a month are numbered from the month's number times this on, by the day on which they begin. */
export const PARTS_A_MONTH = 32

/** Of a longer period nothing is looked up month by month: its facts are read, in one go a kind. */
const MOST_MONTHS = 120

/** Days of one month that are kept together. */
export interface MonthPart extends Pick<Period, 'from' | 'to'> {
  readonly part: number
  readonly month: number
}

const firstDays = `SELECT DISTINCT json_extract(r.body, '$.firstDay') AS day
  FROM ${factTable(reportingRule)} f CROSS JOIN records r ON r.rid = f.rid WHERE f.deleted = 0`

/** The days of a month on which a part begins, in order: its first, and those on which months of rules begin. */
export const cutDays: (db: ReadDb) => readonly number[] = remembered((db) => {
  const days = prepared<[], unknown>(db, firstDays).pluck().all()
  const said = days.filter((day): day is number => Number.isInteger(day) && isWithinMonth(Number(day)))
  return [1, ...said.sort((a, b) => a - b)]
})

const isWithinMonth = (day: number): boolean => day > 1 && day <= LAST_FIRST_DAY

/** The parts of a month, in order. */
export function partsOfMonth(db: ReadDb, month: number): readonly MonthPart[] {
  const { from, to } = monthPeriodOf(month)
  const on = (day: number): string => `${from.slice(0, 8)}${String(day).padStart(2, '0')}`
  const days = cutDays(db)
  return days.map((day, at) => {
    const next = days[at + 1]
    return {
      part: month * PARTS_A_MONTH + day,
      month,
      from: on(day),
      to: next === undefined ? to : on(next - 1),
    }
  })
}

/** The parts that a period consists of, in order; `null` where it has other days, or over ten years. */
export function partsOfPeriod(
  db: ReadDb,
  { from, to }: Pick<Period, 'from' | 'to'>,
): readonly MonthPart[] | null {
  const [first, last] = [monthNumber(from), monthNumber(to)]
  if (last - first >= MOST_MONTHS) return null
  const parts: MonthPart[] = []
  for (let month = first; month <= last; month += 1)
    parts.push(...partsOfMonth(db, month).filter((part) => part.from >= from && part.to <= to))
  return parts[0]?.from === from && parts.at(-1)?.to === to ? parts : null
}
