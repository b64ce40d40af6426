import type { BulkStep } from '../../../shared/contract/bulk'
import { isTyped, type Kind } from '../../../shared/definition/define'
import type { CellField } from '../../../shared/definition/fields'
import { reviewOf } from '../../../shared/records/review'
import type { Role } from '../../../shared/rights'

/** One step that may be done with many records, as a button says it. */
export interface BulkOffer {
  readonly label: string
  readonly step: BulkStep
  /** Whether it asks why. */
  readonly reason: boolean
}

/** What may be moved along a review, many at once: the moves of a role that ask for nothing but a reason. */
export function bulkMoves(kind: Kind, role: Role): readonly BulkOffer[] {
  const flow = reviewOf(kind)?.flow
  if (!flow) return []
  return flow.moves
    .filter(({ by, needs = [] }) => needs.length === 0 && (role === 'admin' || by.includes(role)))
    .map(({ name, label, reason = false }) => ({
      label,
      step: { do: 'move', flow: flow.field, move: name },
      reason,
    }))
}

export const binOffer: BulkOffer = { label: '移入回收站', step: { do: 'delete' }, reason: false }
export const restoreOffer: BulkOffer = { label: '从回收站恢复', step: { do: 'restore' }, reason: false }

/** The fields that can be set alike on many records: what people type, but for rows, which are each record's own. */
export function fieldsToSet(kind: Kind): readonly (readonly [string, CellField])[] {
  return kind.form.flat().flatMap((key): [string, CellField][] => {
    const field = kind.fields[key]
    return field && field.type !== 'rows' && isTyped(kind, key) ? [[key, field]] : []
  })
}
