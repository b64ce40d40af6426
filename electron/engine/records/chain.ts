import type { Kind, NameOf } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import { AppError } from '../../../shared/errors'
import { factIndex, factTable, sortExpression } from '../../../shared/facts/tables'
import { kinds, knownKind } from '../../../shared/kinds'
import { displayValue } from '../../../shared/records/display'
import { originField, readOrigin } from '../../../shared/records/follow-up'
import type { ChainEntry } from '../../../shared/records/history'
import { stateIn, stateLabel } from '../../../shared/records/states'
import type { RecordView } from '../../../shared/records/view'
import { asRows, type Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { districtWords } from '../district/words'
import { nameFinder, nameOrId } from './names'
import { findView, VIEW_COLUMNS, type ViewRow } from './queries'
import { viewOf } from './view'

/** No real case has so many follow-ups; a circle made by two sites ends before. */
export const LONGEST_CHAIN = 500

/**
 * The chain a record stands in: what it came from, back to the first, and everything made out of any of them, by date.
 * A record in the recycle bin ends the way down (the indexes hold living records); on the way up it stands in it, marked. @throws AppError `record.not-found`
 */
export function chainOf(db: ReadDb, id: string): ChainEntry[] {
  const asked = findView(db, id)
  if (!asked) throw new AppError('record.not-found', { id })
  const rows = new Map([[asked.id, asked]])
  for (let up = parentOf(db, asked); up && !rows.has(up.id); up = parentOf(db, up)) rows.set(up.id, up)
  // A map grows while it is walked: every record found is asked for its own follow-ups.
  for (const row of rows.values())
    for (const child of rows.size < LONGEST_CHAIN ? childrenOf(db, row.id) : [])
      if (!rows.has(child.id)) rows.set(child.id, child)
  const nameOf = nameOrId(nameFinder(db))
  const wordsOf = districtWords(db)
  return chainEntries(
    [...rows.values()].map((row) => viewOf(row, nameOf, wordsOf)),
    nameOf,
    wordsOf,
  )
}

/** The records of a chain by date, each with what it came from. */
export function chainEntries(all: readonly RecordView[], nameOf: NameOf, wordsOf: WordsOf): ChainEntry[] {
  const views = new Map(all.map((view) => [view.id, view]))
  return all
    .map((view) => entryOf(view, views, (from, row) => rowText(from, row, nameOf, wordsOf)))
    .sort((a, b) => compare(a.date, b.date) || compare(a.record, b.record))
}

function parentOf(db: ReadDb, row: ViewRow): ViewRow | undefined {
  const origin = originIn(row.kind, JSON.parse(row.body) as Flat)
  return origin === undefined ? undefined : findView(db, origin)
}

/** The id of the record that a record was made out of. */
export function originIn(kindName: string, body: Flat): string | undefined {
  const kind = knownKind(kindName)
  const key = kind && originField(kind)
  return key === undefined ? undefined : readOrigin(body[key])?.id
}

/** Living records that follow a record or one of its rows: ids are all of one length, so `id/…` sorts before `id0`. */
function childrenOf(db: ReadDb, id: string): ViewRow[] {
  return kinds.flatMap((kind) => {
    const sql = childrenSql(kind)
    return sql === undefined ? [] : prepared<[string, string], ViewRow>(db, sql).all(id, `${id}0`)
  })
}

/** The statement that finds a kind's follow-ups, for the test that reads its plan; names come from the registry. */
export function childrenSql(kind: Kind): string | undefined {
  const key = originField(kind)
  if (key === undefined) return undefined
  const origin = sortExpression(kind, key)
  const columns = VIEW_COLUMNS.split(', ').map((column) => `r.${column}`)
  return `SELECT ${columns.join(', ')} FROM (
      SELECT rid FROM ${factTable(kind)} INDEXED BY ${factIndex(kind, key)}
      WHERE deleted = 0 AND ${origin} >= ? AND ${origin} < ? ORDER BY rid LIMIT ${LONGEST_CHAIN}) f
    CROSS JOIN records r ON r.rid = f.rid`
}

function entryOf(
  view: RecordView,
  views: ReadonlyMap<string, RecordView>,
  textOf: (from: RecordView, row: string | null) => string | null,
): ChainEntry {
  const kind = knownKind(view.kind)
  const key = kind && originField(kind)
  const origin = key === undefined ? null : readOrigin(view.body[key])
  const parent = origin && views.get(origin.id)
  return {
    record: view.id,
    kind: view.kind,
    number: view.number,
    title: view.title,
    states: (kind?.flows ?? []).map((flow) => ({
      label: flow.label,
      state: stateLabel(flow, stateIn(flow, view.body)),
    })),
    date: dateOf(kind, view),
    deleted: view.deleted,
    from: parent ? { record: parent.id, row: origin.row, text: textOf(parent, origin.row) } : null,
  }
}

/** The day a record is about, otherwise the day it was typed. */
function dateOf(kind: Kind | undefined, view: RecordView): string {
  const key = kind && (kind.fields.date?.type === 'date' ? 'date' : kind.sort.field)
  const value = key !== undefined && kind?.fields[key]?.type === 'date' ? view.body[key] : undefined
  return typeof value === 'string' ? value : view.createdAt.slice(0, 10)
}

/** The row that was followed, in words, private cells shortened. */
function rowText(parent: RecordView, row: string | null, nameOf: NameOf, wordsOf: WordsOf): string | null {
  if (row === null) return null
  for (const [key, field] of Object.entries(knownKind(parent.kind)?.fields ?? {})) {
    if (field.type !== 'rows') continue
    const found = asRows(parent.body[key]).find((one) => one.id === row)
    if (found) return displayValue(field, [found], nameOf, wordsOf)
  }
  return null
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
