import type { RecordFilter } from '../../../shared/contract/record-lists'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import {
  isFact,
  type ManyTable,
  severalIndex,
  severalTable,
  sortExpression,
} from '../../../shared/facts/tables'
import { searchColumns } from '../../../shared/records/search-text'
import { matchExpression } from '../../../shared/records/sought'
import { may, type Role } from '../../../shared/rights'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { readUnits } from '../district/units'
import { districtWords } from '../district/words'
import { dayAmong } from '../facts/counted-sql'
import { comparedWith, heldValue } from '../facts/stored'
import { ridsOf } from '../records/queries'
import { learnedIn } from '../search/learned'
import { type ComparedValue, type Condition, sayingThat } from './condition'
import { receiptCondition } from './receipt-filter'
import { type ListOrder, type Walk, walkOf } from './walk'

/** A filter as data: how its records are come by, and its conditions. */
export interface Plan {
  readonly kind: Kind
  readonly deleted: boolean
  readonly walk: Walk
  readonly conditions: readonly Condition[]
}

/** The records a filter finds, plus what only the engine itself asks for. */
export interface Wanted extends RecordFilter {
  /** For kinds with a level: one of these. */
  readonly levels?: readonly string[] | undefined
  /** The indexed date that `from` and `to` are of; absent: `date`. */
  readonly dateField?: string
  /** Only what counts by the district's rule (上报口径): for kinds with a review, whose records lie on a day. */
  readonly approvedWhereAsked?: true
  /** Not those whose field holds one of these. */
  readonly without?: { readonly field: string; readonly values: readonly string[] }
  /** Texts are looked for in what masks hide as well; absent: only in what everybody is shown. */
  readonly seesWhole?: boolean
}

/** Whether somebody may see what masks hide, and so may search it. */
export function seesWhole({ role }: { readonly role: Role }): boolean {
  return may(role, 'record.unmask')
}

/** Up to this many hits of a text, or of one value among several, are fetched and sorted; more are met soon on a walk along the list's order. */
const FEW_HITS = 500

/**
 * Plans a filter so that it always runs along an index of its own kind. @throws AppError `call.invalid` for a field that the
 * kind does not filter by
 */
export function planFilter(db: ReadDb, kind: Kind, wanted: Wanted, order: ListOrder): Plan {
  const deleted = wanted.deleted === true
  const conditions = [
    ...dateConditions(kind, wanted),
    ...whereConditions(db, kind, wanted),
    ...rangeConditions(kind, wanted),
    ...(wanted.files === undefined ? [] : [{ op: 'files', some: wanted.files } as const]),
    ...(wanted.conflicts ? [{ op: 'conflicting' } as const] : []),
    ...unitConditions(db, kind, wanted),
    ...levelConditions(db, kind, wanted),
    ...withoutConditions(db, kind, wanted),
    ...(wanted.approvedWhereAsked ? [{ op: 'approvedWhereAsked' } as const] : []),
    ...(wanted.ids === undefined ? [] : [{ op: 'rids', rids: ridsOf(db, wanted.ids) } as const]),
    ...(wanted.text === undefined ? [] : [textCondition(db, wanted.text, wanted.seesWhole === true)]),
    ...(wanted.receipt === undefined ? [] : [receiptCondition(db, kind, wanted.receipt)]),
  ]
  return { kind, deleted, walk: walkOf(db, kind, deleted, conditions, order), conditions }
}

function dateConditions(kind: Kind, { from, to, dateField = 'date' }: Wanted): readonly Condition[] {
  if (from === undefined && to === undefined) return []
  const field = indexed(kind, dateField, from === undefined ? 'filter/to' : 'filter/from')
  return [
    ...(from === undefined ? [] : [{ op: 'from', field, value: dayAmong(from) } as const]),
    ...(to === undefined ? [] : [{ op: 'upTo', field, value: dayAmong(to) } as const]),
  ]
}

function whereConditions(db: ReadDb, kind: Kind, { where = {} }: Wanted): readonly Condition[] {
  return Object.entries(where).map(([key, value]) => {
    const several = severalTable(kind, key)
    if (several) return holdingCondition(db, several, String(value))
    return sayingThat(db, kind, compared(kind, key, `filter/where/${key}`), value)
  })
}

/** That a field of several values has this one among them; `''`: that it has none. */
function holdingCondition(db: ReadDb, several: ManyTable, value: string): Condition {
  const { field, table } = several
  if (value === '') return { op: 'not', condition: { op: 'holds', field, value: undefined } }
  const held = heldValue(db, several, value)
  if (held === undefined) return { op: 'nothing' }
  const first = `SELECT rid FROM ${table} INDEXED BY ${severalIndex(several)} WHERE value = ? LIMIT ${FEW_HITS + 1}`
  const rids = prepared<[number], number>(db, first).pluck().all(held)
  return rids.length > FEW_HITS ? { op: 'holds', field, value: held } : { op: 'rids', rids }
}

function rangeConditions(kind: Kind, { ranges = {} }: Wanted): readonly Condition[] {
  return Object.entries(ranges).flatMap(([key, { from, to }]): Condition[] => {
    const path = `filter/ranges/${key}`
    const field = fact(kind, key, path)
    const type = fieldOf(kind, field)?.type
    // A private number could be found out by asking for ever smaller ranges.
    if ((type !== 'count' && type !== 'money' && type !== 'date') || fieldOf(kind, field)?.mask)
      throw unknown(path)
    if (from === undefined && to === undefined) return []
    const edge = (value: string | number | undefined): number | undefined =>
      typeof value === 'string' ? dayAmong(value) : value
    return [{ op: 'within', field, from: edge(from), to: edge(to) }]
  })
}

function unitConditions(db: ReadDb, kind: Kind, { unit }: Wanted): readonly Condition[] {
  if (unit === undefined) return []
  const ids = [...readUnits(db).within(unit)]
  if (kind.tree) return [{ op: 'rids', rids: ridsOf(db, ids) }]
  return [amongCondition(db, kind, indexed(kind, 'unit', 'filter/unit'), ids)]
}

function levelConditions(db: ReadDb, kind: Kind, { levels }: Wanted): readonly Condition[] {
  if (levels === undefined || fieldOf(kind, 'level') === undefined) return []
  return [amongCondition(db, kind, indexed(kind, 'level', 'levels'), levels)]
}

function withoutConditions(db: ReadDb, kind: Kind, { without }: Wanted): readonly Condition[] {
  if (without === undefined) return []
  const field = indexed(kind, without.field, 'without')
  return [{ op: 'notAmong', field, values: comparedAmong(db, kind, field, without.values) }]
}

function amongCondition(db: ReadDb, kind: Kind, field: string, values: readonly string[]): Condition {
  const [first, ...others] = comparedAmong(db, kind, field, values)
  if (first === undefined) return { op: 'nothing' }
  return others.length === 0
    ? { op: 'is', field, value: first }
    : { op: 'among', field, values: [first, ...others] }
}

const comparedAmong = (
  db: ReadDb,
  kind: Kind,
  field: string,
  values: readonly string[],
): readonly ComparedValue[] => values.flatMap((value) => comparedWith(db, kind, field, value) ?? [])

const firstHits = `SELECT rowid FROM search WHERE search MATCH ? LIMIT ${FEW_HITS + 1}`

function textCondition(db: ReadDb, text: string, whole: boolean): Condition {
  const columns = searchColumns.filter((column) => whole || column !== 'whole')
  const expression = matchExpression(text, { columns, wordsOf: districtWords(db), learned: learnedIn(db) })
  if (expression === null) return { op: 'nothing' }
  const hits = prepared<[string], { rowid: number }>(db, firstHits).all(expression)
  if (hits.length > FEW_HITS) return { op: 'matches', expression }
  return { op: 'rids', rids: hits.map((hit) => hit.rowid) }
}

/** The name of a field that has an index. @throws AppError `call.invalid` when the kind has none of that name */
function indexed(kind: Kind, key: string, path: string): string {
  if (!fieldOf(kind, key)?.index) throw unknown(path)
  return fact(kind, key, path)
}

/** The name of a field that is compared with one value: one with an index, or any choice. @throws AppError as `fact` */
function compared(kind: Kind, key: string, path: string): string {
  const field = fieldOf(kind, key)
  if (!field?.index && field?.type !== 'choice' && field?.type !== 'flag') throw unknown(path)
  return fact(kind, key, path)
}

/**
 * The name of a field that stands in the kind's table: without an index of its own it is compared row by row along the list's.
 * @throws AppError `call.invalid` when the kind has none of that name
 */
function fact(kind: Kind, key: string, path: string): string {
  if (!isFact(kind, key)) throw unknown(path)
  return key
}

const unknown = (path: string): AppError =>
  new AppError('call.invalid', { problems: [{ field: path, reason: 'field.unknown' }] })

/** What lists sort an indexed field by. @throws AppError `call.invalid` when the kind has none of that name */
export function indexedValue(kind: Kind, key: string, path: string): string {
  return sortExpression(kind, indexed(kind, key, path), 'f')
}
