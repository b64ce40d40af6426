import { kindOf } from '../../shared/kinds'
import { indexesOf, indexName } from '../../shared/records/record-indexes'
import type { WriteDb } from '../engine/context'

const kind = kindOf('activity')

/** By date, unit and status: the three that `raw-table` has as well. */
const kept = ['sort', 'unit', 'status'].map((of) => indexName(kind, of))
const shared = ['author', 'bin'].map((of) => indexName(kind, of))

/**
 * Leaves a profile of the bench three field indexes of its records' kind, as many as the limits beside other programs are
 * set for; those that all kinds share stay. The next start of the program makes the others again.
 */
export function keepThreeIndexes(db: WriteDb): void {
  for (const { name } of indexesOf(kind))
    if (!kept.includes(name) && !shared.includes(name)) db.exec(`DROP INDEX "${name}"`)
}
