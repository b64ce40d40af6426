import type { RecordFilter } from '../../../shared/contract/records'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import { indexName, sortValue } from '../../../shared/records/record-indexes'
import { matchExpression } from '../../../shared/records/search-text'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import type { Condition, FoundCondition } from './condition'
import { receiptCondition } from './receipt-filter'
import { unitTree } from './units'
import { districtWords } from './words'

/** The order of a list; ties by `rid`. `fields` are indexed ones; all run the same way. */
export interface Order {
  readonly fields: readonly string[]
  readonly descending: boolean
}

/** A filter as SQL: which index it runs on, its conditions, their parameters in order. */
export interface Plan {
  readonly from: string
  readonly where: string
  readonly params: readonly (string | number)[]
  /** Fields of which all found records hold one and the same value: no order depends on them. */
  readonly pinned: readonly string[]
}

/** The records a filter finds, plus what only the engine itself asks for. */
export interface Wanted extends RecordFilter {
  /** For kinds with a level: one of these. */
  readonly levels?: readonly string[] | undefined
  /** The indexed date that `from` and `to` are of; absent: `date`. */
  readonly dateField?: string
  /** Not those whose field holds one of these. */
  readonly without?: { readonly field: string; readonly values: readonly string[] }
}

/** Up to this many hits of a text search are fetched and sorted; more than this are met soon on a walk along the list's order. */
const FEW_HITS = 500

/**
 * Plans a filter so that it always runs on an index of its own kind, chosen here and not by the query planner: one pinned
 * field on that field's index, everything else on the walk along the list's order, whose index holds all filtered fields.
 * All text glued in comes from the registry; what a person typed is a parameter.
 * @throws AppError `call.invalid` for a field that the kind does not filter by
 */
export function planFilter(db: ReadDb, kind: Kind, wanted: Wanted, order: Order): Plan {
  const conditions = [
    ...dateConditions(kind, wanted),
    ...whereConditions(kind, wanted),
    ...unitConditions(db, kind, wanted),
    ...levelConditions(kind, wanted),
    ...withoutConditions(kind, wanted),
  ]
  const text = wanted.text === undefined ? undefined : textCondition(db, wanted.text)
  const receipt = wanted.receipt === undefined ? undefined : receiptCondition(db, kind, wanted.receipt)
  const found = [text, receipt].filter((one) => one !== undefined)
  const all = [...conditions, ...found.map(({ condition }) => condition)]
  const index = found.some(({ few }) => few)
    ? undefined
    : indexFor(
        kind,
        wanted,
        order,
        receipt?.condition.pins === undefined ? conditions : [...conditions, receipt.condition],
      )
  return {
    from: index === undefined ? 'records NOT INDEXED' : `records INDEXED BY "${index}"`,
    where: [
      `kind = '${kind.name}'`,
      `deleted = ${wanted.deleted ? 1 : 0}`,
      ...all.map((condition) => condition.sql),
    ].join(' AND '),
    params: all.flatMap((condition) => condition.params),
    pinned: all.flatMap((condition) => condition.pins ?? []),
  }
}

function indexFor(kind: Kind, wanted: Wanted, order: Order, conditions: readonly Condition[]): string {
  if (wanted.deleted) return indexName(kind, 'bin')
  const [first = kind.sort.field] = order.fields
  if (first !== kind.sort.field) return indexName(kind, first)
  const pinned = conditions.flatMap((condition) => condition.pins ?? [])
  const [only] = pinned
  const others = conditions.filter(
    (condition) => !condition.pins && !condition.sql.startsWith(sortValue(kind, first)),
  )
  return only !== undefined && only !== first && pinned.length === 1 && others.length === 0
    ? indexName(kind, only)
    : indexName(kind, 'sort')
}

function dateConditions(kind: Kind, { from, to, dateField = 'date' }: Wanted): Condition[] {
  if (from === undefined && to === undefined) return []
  const value = indexedValue(kind, dateField, from === undefined ? 'filter/to' : 'filter/from')
  return [
    ...(from === undefined ? [] : [{ sql: `${value} >= ?`, params: [from] }]),
    // An empty date is '' here and would stand before every date.
    ...(to === undefined ? [] : [{ sql: `${value} > '' AND ${value} <= ?`, params: [to] }]),
  ]
}

function whereConditions(kind: Kind, { where = {} }: Wanted): Condition[] {
  return Object.entries(where).map(([key, value]) => ({
    sql: `${indexedValue(kind, key, `filter/where/${key}`)} = ?`,
    params: [value],
    pins: key,
  }))
}

function unitConditions(db: ReadDb, kind: Kind, { unit }: Wanted): Condition[] {
  if (unit === undefined) return []
  const ids = unitTree(db).under(unit)
  if (kind.tree) return [{ sql: 'id IN (SELECT value FROM json_each(?))', params: [JSON.stringify(ids)] }]
  const value = indexedValue(kind, 'unit', 'filter/unit')
  if (ids.length === 1) return [{ sql: `${value} = ?`, params: [unit], pins: 'unit' }]
  return [{ sql: `${value} IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(ids)] }]
}

function levelConditions(kind: Kind, { levels }: Wanted): Condition[] {
  if (levels === undefined || fieldOf(kind, 'level') === undefined) return []
  const value = indexedValue(kind, 'level', 'levels')
  return [{ sql: `${value} IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(levels)] }]
}

function withoutConditions(kind: Kind, { without }: Wanted): Condition[] {
  if (without === undefined) return []
  const value = indexedValue(kind, without.field, 'without')
  return [
    {
      sql: `${value} NOT IN (SELECT value FROM json_each(?))`,
      params: [JSON.stringify(without.values)],
    },
  ]
}

const firstHits = `SELECT rowid FROM search WHERE search MATCH ? LIMIT ${FEW_HITS + 1}`

function textCondition(db: ReadDb, text: string): FoundCondition {
  const expression = matchExpression(text, districtWords(db))
  if (expression === null) return { condition: { sql: 'rid = 0', params: [] }, few: true }
  const hits = prepared<[string], { rowid: number }>(db, firstHits).all(expression)
  if (hits.length > FEW_HITS)
    return {
      condition: { sql: 'rid IN (SELECT rowid FROM search WHERE search MATCH ?)', params: [expression] },
      few: false,
    }
  const rids = JSON.stringify(hits.map((hit) => hit.rowid))
  return { condition: { sql: 'rid IN (SELECT value FROM json_each(?))', params: [rids] }, few: true }
}

/** The sort value of an indexed field. @throws AppError `call.invalid` when the kind has none of that name */
export function indexedValue(kind: Kind, key: string, path: string): string {
  if (!fieldOf(kind, key)?.index)
    throw new AppError('call.invalid', { problems: [{ field: path, reason: 'field.unknown' }] })
  return sortValue(kind, key)
}
