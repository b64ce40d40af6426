import { dateInWords } from '../language/date-in-words'
import type { Period } from '../period'

/**
 * What a paper says where a district counts only approved records (上报口径); nothing where no day of it is concerned.
 * @param from the first such day, `YYYY-MM-DD` @param period absent: all times @param whose the district's name, at a city
 */
export function approvedOnlyNotes(
  from: string | null,
  period: Pick<Period, 'to'> | undefined,
  whose = '',
): string[] {
  if (from === null || (period !== undefined && period.to < from)) return []
  return [`注：${whose}日期在${dateInWords(from)}及以后的记录，审核通过后计入。`]
}
