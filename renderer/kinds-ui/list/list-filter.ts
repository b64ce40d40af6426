import type { RecordFilter } from '../../../shared/contract/record-lists'
import { isDate } from '../../../shared/dates'
import { type Kind, takesFiles } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import { isFact, isHeldTo } from '../../../shared/facts/tables'
import { isPeriod, parsePeriod } from '../../../shared/period'
import { receiptState } from '../../../shared/records/receipt'

/** Calendar months and the district's own. */
const monthShape = /^\d{4}-(0[1-9]|1[0-2])(@\d{1,2})?$/

/** Whether records of the kind lie on a day, so that a month can be chosen. */
export function hasMonth(kind: Kind): boolean {
  return kind.fields.date?.type === 'date'
}

const chosen: ReadonlySet<Field['type']> = new Set(['choice', 'flag', 'choices', 'refs'])

/** Choices, one or several, yes or no, that a list can be narrowed by beside its own filters. */
export function moreChoices(kind: Kind): readonly string[] {
  return Object.entries<Field>(kind.fields).flatMap(([key, { type }]) =>
    chosen.has(type) && !kind.filters.includes(key) && isHeldTo(kind, key) ? [key] : [],
  )
}

/** Numbers and days that a list can be narrowed by, from one to another. */
export function rangeFields(kind: Kind): readonly string[] {
  return Object.entries<Field>(kind.fields).flatMap(([key, { type, mask }]) =>
    (type === 'count' || type === 'money' || type === 'date') && mask === undefined && isFact(kind, key)
      ? [key]
      : [],
  )
}

/** How an address names an edge of a range: of the day that the records lie on by its edge alone. */
export const edgeName = (key: string, edge: 'from' | 'to'): string =>
  key === 'date' ? edge : `${key}.${edge}`

function edgeOf(field: Field | undefined, text: string | null): string | number | undefined {
  if (text === null) return undefined
  if (field?.type === 'date') return isDate(text) ? text : undefined
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** The ranges of an address, but for that of the day. */
function rangesOf(kind: Kind, query: URLSearchParams): NonNullable<RecordFilter['ranges']> {
  const ranges: NonNullable<RecordFilter['ranges']> = {}
  for (const key of rangeFields(kind)) {
    if (key === 'date') continue
    const [from, to] = (['from', 'to'] as const).map((edge) =>
      edgeOf(kind.fields[key], query.get(edgeName(key, edge))),
    )
    if (from !== undefined || to !== undefined)
      ranges[key] = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  }
  return ranges
}

/** The filter that a hash query stands for; what it does not understand is left out. */
export function filterOf(kind: Kind, query: URLSearchParams): RecordFilter {
  const month = query.get('month') ?? ''
  const text = (query.get('text') ?? '').trim().slice(0, 100)
  const unit = kind.fields.unit ? query.get('unit') : null
  const where: Record<string, string> = {}
  for (const key of [...kind.filters, ...moreChoices(kind)]) {
    const value = query.get(key)
    if (key !== 'unit' && value) where[key] = value
  }
  const receipt = receiptState.safeParse(query.get('receipt'))
  const period = hasMonth(kind) && monthShape.test(month) && isPeriod(month) ? parsePeriod(month) : null
  const ranges = rangesOf(kind, query)
  const [from, to] = (['from', 'to'] as const).map((edge) =>
    hasMonth(kind) ? edgeOf(kind.fields.date, query.get(edge)) : undefined,
  )
  const files = query.get('files')
  return {
    ...(period && { from: period.from, to: period.to }),
    // Of a month and days that were chosen besides, the days are the narrower word.
    ...(typeof from === 'string' && { from }),
    ...(typeof to === 'string' && { to }),
    ...(Object.keys(ranges).length > 0 && { ranges }),
    ...((files === '1' || files === '0') && takesFiles(kind) && { files: files === '1' }),
    ...(query.get('conflicts') === '1' && { conflicts: true }),
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
