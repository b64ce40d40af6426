import type { Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'

/** How a list is ordered: by one of its fields, which has an index. */
export interface ListSort {
  readonly field: string
  readonly descending: boolean
}

/** The latest and the largest are looked for first. */
const numbers: readonly Field['type'][] = ['date', 'count', 'money', 'decimal']

/** Whether a list of the kind may be sorted by one of its fields: by its own order, or by what it calls sortable. */
export function isSortable(kind: Kind, key: string): boolean {
  return key === kind.sort.field || kind.sorts?.includes(key) === true
}

/** The order that an address asks for (`sort=people`, `sort=-date`), or the kind's own. */
export function sortOf(kind: Kind, query: URLSearchParams): ListSort {
  const asked = query.get('sort') ?? ''
  const field = asked.replace(/^-/, '')
  return isSortable(kind, field) ? { field, descending: asked.startsWith('-') } : kind.sort
}

/** The address's word for the next order of a column: the usual way first, then the other one. */
export function nextSort(kind: Kind, now: ListSort, key: string): string | undefined {
  const field = kind.fields[key]
  const firstDescending = field !== undefined && numbers.includes(field.type)
  const descending = now.field === key ? !now.descending : firstDescending
  const isOwn = key === kind.sort.field && descending === kind.sort.descending
  return isOwn ? undefined : `${descending ? '-' : ''}${key}`
}

/** The row (from 0) that an address says the list was left at. */
export function rowOf(query: URLSearchParams): number {
  const text = query.get('at') ?? ''
  return /^\d{1,7}$/.test(text) ? Number(text) : 0
}

/** What of an address says how a list looks or where it was left, and narrows nothing. */
const lookKeys = ['sort', 'at', 'cols', 'view'] as const

/** What of an address narrows a list: not its order, its columns, nor the row that it was left at. */
export function narrowingOf(query: URLSearchParams): URLSearchParams {
  const narrowing = new URLSearchParams(query)
  for (const key of lookKeys) narrowing.delete(key)
  return narrowing
}

/** What of an address a view keeps: all but where the list was left. */
export function viewQueryOf(query: URLSearchParams): string {
  const kept = new URLSearchParams(query)
  kept.delete('at')
  kept.delete('view')
  kept.sort()
  return kept.toString()
}
