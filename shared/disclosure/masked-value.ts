import { fieldOf, type Kind } from '../definition/define'
import { AppError } from '../errors'
import type { Json } from '../json'
import { rowKey } from '../records/both-shapes'
import { cellsOf, type Flat } from '../shapes'

/**
 * The whole value that a mask hides in a record, named as in `RecordView.masked`.
 * @throws AppError `call.invalid` for a field that is not masked or empty
 */
export function maskedValue(kind: Kind, flat: Flat, path: string): string {
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
