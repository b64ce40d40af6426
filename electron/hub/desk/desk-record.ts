import type { RecordRow } from '../../engine/changes/queries'

type Row = Readonly<Record<string, unknown>>

/** A record's row as a desk has it. @throws RangeError for a row of another table */
export function deskRecord(row: Row): RecordRow {
  const text = (column: string): string => {
    const value = row[column]
    if (typeof value !== 'string') throw new RangeError(`${column} of a record is no text`)
    return value
  }
  const number = (column: string): number => {
    const value = row[column]
    if (typeof value !== 'number') throw new RangeError(`${column} of a record is no number`)
    return value
  }
  return {
    rid: number('rid'),
    id: text('id'),
    kind: text('kind'),
    scope: text('scope'),
    number: row.number === null ? null : text('number'),
    body: text('body'),
    heads: text('heads'),
    deleted: number('deleted'),
    conflicts: number('conflicts'),
    created_at: text('created_at'),
    created_by: text('created_by'),
    updated_at: text('updated_at'),
    last_change: text('last_change'),
  }
}
