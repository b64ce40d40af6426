import { fieldOf, type Kind } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import { factTablesOf } from '../../../shared/facts/tables'
import type { RecordFacts } from '../../../shared/facts/to-facts'
import type { Seal } from './seal'

const isHidden = (kind: Kind, field: string): boolean => fieldOf(kind, field)?.mask !== undefined

/** The fields whose facts tell people apart and are hidden by a mask, such as the telephone of somebody who is counted once. */
export const hiddenFacts = (kind: Kind): readonly string[] =>
  factTablesOf(kind).columns.flatMap(({ field }) => (isHidden(kind, field) ? [field] : []))

/**
 * The facts of a record as a hub keeps them: in place of a hidden value stands what is equal for equal values alone.
 * @param seal null where the hub's keys are not at hand. @throws AppError `hub.no-keys` where they are needed
 */
export function sealedFacts(kind: Kind, facts: RecordFacts, seal: Seal | null): RecordFacts {
  const hidden = hiddenFacts(kind)
  if (hidden.length === 0) return facts
  const { columns } = factTablesOf(kind)
  const row = facts.row.map((value, at) => {
    if (typeof value !== 'string' || !hidden.includes(columns[at]?.field ?? '')) return value
    if (!seal) throw new AppError('hub.no-keys')
    return seal.standIn(value)
  })
  return { ...facts, row }
}
