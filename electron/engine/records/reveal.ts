import { fieldOf } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import type { Json } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import { rowKey } from '../../../shared/records/both-shapes'
import { cellsOf, type Flat } from '../../../shared/shapes'
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
  const flat = change === undefined ? (JSON.parse(row.body) as Flat) : writtenBy(db, id, change)
  const [key = '', rowId, cell] = path.split('/')
  const field = fieldOf(kind, key)
  let value: Json | undefined
  if (field?.type === 'rows' && rowId !== undefined && cell !== undefined) {
    const masked = Object.hasOwn(field.of, cell) && field.of[cell]?.mask
    if (masked) value = cellsOf(flat[rowKey(key, rowId)])[cell]
  } else if (field?.mask && rowId === undefined) value = flat[key]
  if (typeof value === 'string') return value
  throw new AppError('call.invalid', { problems: [{ field: 'field', reason: 'field.unknown' }] })
}

function writtenBy(db: ReadDb, id: string, change: string): Flat {
  return upgradedChangesOf(db, id).find((one) => one.id === change)?.set ?? {}
}
