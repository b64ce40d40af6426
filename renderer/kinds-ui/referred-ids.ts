import type { Json } from '../../shared/json'
import type { Kind } from '../../shared/kinds/define'
import type { CellField, Field } from '../../shared/kinds/fields'
import type { RecordView } from '../../shared/kinds/view'
import { rowsOf } from './form-values'

/** The ids that a value points at, so that their names can be asked for. */
export function idsIn(field: Field | CellField, value: Json | undefined): readonly string[] {
  return field.type === 'ref' && typeof value === 'string' ? [value] : []
}

/** Every id that a record points at, its sub-rows included. */
export function referredIds(kind: Kind, record: RecordView): readonly string[] {
  return Object.entries(kind.fields).flatMap(([key, field]) =>
    field.type === 'rows'
      ? rowsOf(record.body[key]).flatMap((row) =>
          Object.entries(field.of).flatMap(([cell, cellField]) => idsIn(cellField, row[cell])),
        )
      : idsIn(field, record.body[key]),
  )
}
