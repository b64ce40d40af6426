import type { Kind } from '../../../shared/definition/define'
import { RECORD_ID } from '../../../shared/facts/domain'
import { factTablesOf } from '../../../shared/facts/tables'
import { type RecordFacts, toFacts } from '../../../shared/facts/to-facts'
import type { Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { derivedId } from './derived-id'
import { factQueries } from './queries'

/**
 * A record's facts. One whose kind says what makes its id (`Kind.identity`), under another id, has none: it would be a second
 * value of one cell, and both would count. It is listed as wrong by its id.
 */
export function factsOf(kind: Kind, id: string, flat: Flat): RecordFacts {
  const facts = toFacts(kind, flat)
  if (kind.identity === undefined || derivedId(kind, flat) === id) return facts
  const { columns, many } = factTablesOf(kind)
  return {
    row: columns.map(() => null),
    many: many.map(() => []),
    days: [],
    anomalies: [{ field: RECORD_ID, reason: 'identity.other' }, ...facts.anomalies],
  }
}

/** Whether a newer version of the kind wrote any of a record: what that version takes is not judged by this one. */
export function isOfNewer(db: ReadDb, { version }: Kind, id: string): boolean {
  return factQueries.one(db, 'newerChange', id, version) !== undefined
}
