import type { Kind } from '../../shared/definition/define'
import { idsIn } from '../../shared/records/referred'
import type { RecordView } from '../../shared/records/view'
import { asRows } from '../../shared/shapes'

/** Every id that a record points at, its sub-rows included. */
export function referredIds(kind: Kind, record: RecordView): readonly string[] {
  return Object.entries(kind.fields).flatMap(([key, field]) =>
    field.type === 'rows'
      ? asRows(record.body[key]).flatMap((row) =>
          Object.entries(field.of).flatMap(([cell, cellField]) => idsIn(cellField, row[cell])),
        )
      : idsIn(field, record.body[key]),
  )
}
