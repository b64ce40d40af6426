import type { Output, Parsed } from '../../../shared/contract'
import { fieldOf, isTyped } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import type { OpenContext } from '../context'
import { valueInHistory } from './history'
import { findView } from './queries'
import { saveRecord } from './save'

/**
 * Sets a field back to a value of its history: an edit like any other, of a value that whoever asks may not even see.
 * @throws AppError as `saveRecord`, `call.invalid` for a field that nobody types, one of rows, or a change that does not set it
 */
export function revertValue(ctx: OpenContext, input: Parsed<'records.revert'>): Output<'records.revert'> {
  const { id, field: key, change, side, ...edit } = input
  const row = findView(ctx.db, id)
  if (!row) throw new AppError('record.not-found', { id })
  const kind = kindOf(row.kind)
  const field = fieldOf(kind, key)
  if (!field || field.type === 'rows' || !isTyped(kind, key))
    throw new AppError('call.invalid', { problems: [{ field: 'field', reason: 'field.unknown' }] })
  const value = valueInHistory(ctx.db, id, { change, key, side })
  return saveRecord(ctx, { ...edit, kind: kind.name, id, patch: { [key]: value } })
}
