import { dateInWords } from '../language/date-in-words'
import type { Period } from '../period'

/**
 * What a paper says where a district counts only approved records (上报口径); nothing where no day of it is concerned.
 * @param from the first such day, `YYYY-MM-DD` @param period absent: all times
 */
export function approvedOnlyNotes(from: string | null, period: Pick<Period, 'to'> | undefined): string[] {
  if (from === null || (period !== undefined && period.to < from)) return []
  return [`注：日期在${dateInWords(from)}及以后的记录，审核通过后计入。`]
}
