import type { FieldProblem } from '../../errors'
import type { Body } from '../../shapes'

/** Refuses an end that lies before its start; both are dates `YYYY-MM-DD`, an empty one says nothing. */
export function inOrder(record: Body, start: string, end: string): readonly FieldProblem[] {
  const [from, to] = [record[start], record[end]]
  return typeof from === 'string' && typeof to === 'string' && to < from
    ? [{ field: end, reason: 'date.before-start' }]
    : []
}
