import { maskedValue } from '../../../shared/disclosure/masked-value'
import { AppError } from '../../../shared/errors'
import { knownKind } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import { upgradedChangesOf } from '../changes/upgraded'
import type { ReadDb } from '../context'
import { findView } from './queries'

/**
 * The whole value of one masked field, named as in `RecordView.masked`: as it stands, or as one change of the record wrote it. The dispatcher writes the audit row in the same
 * transaction. @throws AppError `record.not-found`, `call.invalid` for a field that is not masked or empty
 */
export function revealValue(db: ReadDb, id: string, path: string, change?: string): string {
  const row = findView(db, id)
  const kind = row && knownKind(row.kind)
  if (!row || !kind) throw new AppError('record.not-found', { id })
  return maskedValue(
    kind,
    change === undefined ? (JSON.parse(row.body) as Flat) : writtenBy(db, id, change),
    path,
  )
}

function writtenBy(db: ReadDb, id: string, change: string): Flat {
  return upgradedChangesOf(db, id).find((one) => one.id === change)?.set ?? {}
}
