import type { Field } from '../definition/fields'
import type { Json } from '../json'
import { splitKey } from './both-shapes'

/** The ids of the records that a value points at, so that their names can be asked for; those inside rows not. */
export function idsIn(field: Field, value: Json | undefined): readonly string[] {
  if (field.type === 'refs' && Array.isArray(value))
    return value.filter((id): id is string => typeof id === 'string')
  if (typeof value !== 'string') return []
  if (field.type === 'origin') return [splitKey(value).field]
  return field.type === 'ref' ? [value] : []
}
