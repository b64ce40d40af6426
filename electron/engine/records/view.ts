import { fileViews } from '../../../shared/attachments/entry'
import type { NameOf } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import { maskBody } from '../../../shared/disclosure/mask-record'
import { knownKind } from '../../../shared/kinds'
import { toBody } from '../../../shared/records/both-shapes'
import { mergedInto, mergedRecords } from '../../../shared/records/merge-marks'
import { voidedNumbers } from '../../../shared/records/numbers'
import type { Receipt } from '../../../shared/records/receipt'
import type { RecordView } from '../../../shared/records/view'
import type { Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { districtWords } from '../district/words'
import { receiptsOf } from '../exchange/receipts'
import { nameFinder, nameOrId } from './names'
import { firstChange, siteNames, type ViewRow } from './queries'
import { signedOffView } from './signed-off'

/** A record as it leaves the engine: masked fields shortened. */
export function viewOf(
  row: ViewRow,
  nameOf: NameOf,
  wordsOf: WordsOf,
  receipt: Receipt | null = null,
  made: RecordView['made'] = null,
  signedOff: RecordView['signedOff'] = null,
): RecordView {
  const kind = knownKind(row.kind)
  const flat = JSON.parse(row.body) as Flat
  const whole = toBody(kind, flat)
  const { body, masked } = kind ? maskBody(kind, whole) : { body: whole, masked: [] }
  return {
    id: row.id,
    kind: row.kind,
    number: row.number,
    voided: [...voidedNumbers(flat)],
    scope: row.scope,
    title: kind ? kind.title(body, nameOf, wordsOf) : row.id,
    body,
    masked,
    files: fileViews(flat, kind),
    deleted: row.deleted === 1,
    mergedInto: row.deleted === 1 ? mergedInto(flat) : null,
    merged: mergedRecords(flat),
    conflicts: row.conflicts,
    receipt,
    signedOff,
    made,
    createdAt: row.created_at,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    lastChange: row.last_change,
  }
}

/** One row with everything that is known of it. */
export function wholeViewOf(db: ReadDb, row: ViewRow): RecordView {
  return viewOf(
    row,
    nameOrId(nameFinder(db)),
    districtWords(db),
    receiptsOf(db, [row]).get(row.id),
    madeOf(db, row.id),
    signedOffOf(db, row),
  )
}

function signedOffOf(db: ReadDb, { id, kind: name, body, deleted }: ViewRow): RecordView['signedOff'] {
  const kind = knownKind(name)
  return kind && deleted === 0 ? signedOffView(db, kind, id, JSON.parse(body) as Flat) : null
}

/** Where a record was made and by which form, as its first change says. */
export function madeOf(db: ReadDb, record: string): RecordView['made'] {
  const first = firstChange(db, record)
  if (!first) return null
  return {
    site: first.site,
    siteName: siteNames(db).get(first.site) ?? first.site,
    version: first.kind_version,
  }
}

/** Many rows, their references' names looked up once each. */
export function viewsOf(db: ReadDb, rows: readonly ViewRow[]): RecordView[] {
  const nameOf = nameOrId(nameFinder(db))
  const wordsOf = districtWords(db)
  const receipts = receiptsOf(db, rows)
  return rows.map((row) => viewOf(row, nameOf, wordsOf, receipts.get(row.id)))
}
