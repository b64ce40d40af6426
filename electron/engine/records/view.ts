import { fileViews } from '../../../shared/attachments/entry'
import type { Variant } from '../../../shared/contract/types'
import { knownKind } from '../../../shared/kinds'
import type { Kind, NameOf } from '../../../shared/kinds/define'
import type { Body } from '../../../shared/kinds/fields'
import { mergedInto, mergedRecords } from '../../../shared/kinds/merge-marks'
import { type FlatBody, toBody } from '../../../shared/kinds/patch'
import type { RecordView } from '../../../shared/kinds/view'
import { maskBody } from '../../../shared/masking'
import type { ReadDb } from '../context'
import { nameFinder, nameOrId } from './names'
import type { ViewRow } from './queries'

/** A record as it leaves the engine: masked fields shortened as the variant asks. */
export function viewOf(row: ViewRow, nameOf: NameOf, variant: Variant = 'internal'): RecordView {
  return viewWith(row, nameOf, (kind, body) => maskBody(kind, body, variant))
}

/** A record with its private values whole: only for somebody with the right, who has left an audit row. */
export function wholeViewOf(row: ViewRow, nameOf: NameOf): RecordView {
  return viewWith(row, nameOf, (_, body) => ({ body, masked: [] }))
}

function viewWith(
  row: ViewRow,
  nameOf: NameOf,
  mask: (kind: Kind, body: Body) => { readonly body: Body; readonly masked: string[] },
): RecordView {
  const kind = knownKind(row.kind)
  const flat = JSON.parse(row.body) as FlatBody
  const whole = toBody(kind, flat)
  const { body, masked } = kind ? mask(kind, whole) : { body: whole, masked: [] }
  return {
    id: row.id,
    kind: row.kind,
    number: row.number,
    scope: row.scope,
    title: kind ? kind.title(body, nameOf) : row.id,
    body,
    masked,
    files: fileViews(flat),
    deleted: row.deleted === 1,
    mergedInto: row.deleted === 1 ? mergedInto(flat) : null,
    merged: mergedRecords(flat),
    conflicts: row.conflicts,
    createdAt: row.created_at,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    lastChange: row.last_change,
  }
}

/** Many rows, their references' names looked up once each. */
export function viewsOf(db: ReadDb, rows: readonly ViewRow[]): RecordView[] {
  const nameOf = nameOrId(nameFinder(db))
  return rows.map((row) => viewOf(row, nameOf))
}
