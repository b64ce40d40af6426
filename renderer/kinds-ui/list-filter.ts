import type { RecordFilter } from '../../shared/contract/records'
import type { Kind } from '../../shared/definition/define'
import { parsePeriod } from '../../shared/period'
import { receiptState } from '../../shared/records/receipt'

const monthShape = /^\d{4}-(0[1-9]|1[0-2])$/

/** Whether records of the kind lie on a day, so that a month can be chosen. */
export function hasMonth(kind: Kind): boolean {
  return kind.fields.date?.type === 'date'
}

/** The filter that a hash query stands for; what it does not understand is left out. */
export function filterOf(kind: Kind, query: URLSearchParams): RecordFilter {
  const month = query.get('month') ?? ''
  const text = (query.get('text') ?? '').trim().slice(0, 100)
  const unit = kind.fields.unit ? query.get('unit') : null
  const where: Record<string, string> = {}
  for (const key of kind.filters) {
    const value = query.get(key)
    if (key !== 'unit' && value) where[key] = value
  }
  const receipt = receiptState.safeParse(query.get('receipt'))
  const period = hasMonth(kind) && monthShape.test(month) ? parsePeriod(month) : null
  return {
    ...(period && { from: period.from, to: period.to }),
    ...(unit && { unit }),
    ...(Object.keys(where).length > 0 && { where }),
    ...(text && { text }),
    ...(receipt.success && { receipt: receipt.data }),
    ...(query.get('deleted') === '1' && { deleted: true }),
  }
}

/** How many months up to the one of `today` reach the one of the oldest record; at least `least`. Days are `YYYY-MM-DD`. */
export function monthsBack(today: string, oldest: string | null | undefined, least: number): number {
  if (!oldest) return least
  const monthsIn = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  return Math.max(least, monthsIn(today) - monthsIn(oldest) + 1)
}

/** The last `count` months up to the one of `today` (`YYYY-MM-DD`), newest first. */
export function recentMonths(today: string, count: number): readonly { value: string; label: string }[] {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  return Array.from({ length: count }, (_, back) => {
    const at = year * 12 + (month - 1) - back
    const period = parsePeriod(`${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`)
    return { value: period.name, label: period.label }
  })
}
