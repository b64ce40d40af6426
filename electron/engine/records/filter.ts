import type { RecordFilter } from '../../../shared/contract/records'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import { indexName, sortValue } from '../../../shared/records/record-indexes'
import { matchExpression } from '../../../shared/records/search-text'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { type Condition, isMetByFew, pinnedBy } from './condition'
import { receiptCondition } from './receipt-filter'
import { readUnits } from './units'
import { districtWords } from './words'

/** The order of a list; ties by `rid`. `fields` are indexed ones; all run the same way. */
export interface Order {
  readonly fields: readonly string[]
  readonly descending: boolean
}

/** A filter as data: which index it runs on (none: by the numbers of what it finds), and its conditions. */
export interface Plan {
  readonly kind: Kind
  readonly deleted: boolean
  readonly index: string | undefined
  readonly conditions: readonly Condition[]
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
 * Plans a filter so that it always runs on an index of its own kind, chosen here and not by the query planner.
 * One pinned field runs on that field's index. Everything else runs on the walk along the list's order, whose index
 * holds all filtered fields.
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
  const text = wanted.text === undefined ? [] : [textCondition(db, wanted.text)]
  const receipt = wanted.receipt === undefined ? [] : [receiptCondition(db, kind, wanted.receipt)]
  const found = [...text, ...receipt]
  const all = [...conditions, ...found]
  return {
    kind,
    deleted: wanted.deleted === true,
    index: found.some(isMetByFew)
      ? undefined
      : indexFor(kind, wanted, order, [...conditions, ...receipt.filter(isPinning)]),
    conditions: all,
    pinned: pinnedOf(all),
  }
}

const isPinning = (condition: Condition): boolean => pinnedBy(condition) !== undefined

const pinnedOf = (conditions: readonly Condition[]): readonly string[] =>
  conditions.flatMap((condition) => pinnedBy(condition) ?? [])

function indexFor(kind: Kind, wanted: Wanted, order: Order, conditions: readonly Condition[]): string {
  if (wanted.deleted) return indexName(kind, 'bin')
  const [first = kind.sort.field] = order.fields
  if (first !== kind.sort.field) return indexName(kind, first)
  const pinned = pinnedOf(conditions)
  const [only] = pinned
  const others = conditions.filter(
    (condition) => !isPinning(condition) && !('field' in condition && condition.field === first),
  )
  return only !== undefined && only !== first && pinned.length === 1 && others.length === 0
    ? indexName(kind, only)
    : indexName(kind, 'sort')
}

function dateConditions(kind: Kind, { from, to, dateField = 'date' }: Wanted): readonly Condition[] {
  if (from === undefined && to === undefined) return []
  const field = indexed(kind, dateField, from === undefined ? 'filter/to' : 'filter/from')
  return [
    ...(from === undefined ? [] : [{ op: 'from', field, value: from } as const]),
    ...(to === undefined ? [] : [{ op: 'upTo', field, value: to } as const]),
  ]
}

function whereConditions(kind: Kind, { where = {} }: Wanted): readonly Condition[] {
  return Object.entries(where).map(([key, value]) => ({
    op: 'is',
    field: indexed(kind, key, `filter/where/${key}`),
    value,
  }))
}

function unitConditions(db: ReadDb, kind: Kind, { unit }: Wanted): readonly Condition[] {
  if (unit === undefined) return []
  const ids = [...readUnits(db).within(unit)]
  if (kind.tree) return [{ op: 'ids', ids }]
  const field = indexed(kind, 'unit', 'filter/unit')
  return [ids.length === 1 ? { op: 'is', field, value: unit } : { op: 'among', field, values: ids }]
}

function levelConditions(kind: Kind, { levels }: Wanted): readonly Condition[] {
  if (levels === undefined || fieldOf(kind, 'level') === undefined) return []
  return [{ op: 'among', field: indexed(kind, 'level', 'levels'), values: levels }]
}

function withoutConditions(kind: Kind, { without }: Wanted): readonly Condition[] {
  if (without === undefined) return []
  return [{ op: 'notAmong', field: indexed(kind, without.field, 'without'), values: without.values }]
}

const firstHits = `SELECT rowid FROM search WHERE search MATCH ? LIMIT ${FEW_HITS + 1}`

function textCondition(db: ReadDb, text: string): Condition {
  const expression = matchExpression(text, districtWords(db))
  if (expression === null) return { op: 'nothing' }
  const hits = prepared<[string], { rowid: number }>(db, firstHits).all(expression)
  if (hits.length > FEW_HITS) return { op: 'matches', expression }
  return { op: 'rids', rids: hits.map((hit) => hit.rowid) }
}

/** The name of a field that the kind filters by. @throws AppError `call.invalid` when it has none of that name */
function indexed(kind: Kind, key: string, path: string): string {
  if (!fieldOf(kind, key)?.index)
    throw new AppError('call.invalid', { problems: [{ field: path, reason: 'field.unknown' }] })
  return key
}

/** The sort value of an indexed field. @throws AppError `call.invalid` when the kind has none of that name */
export function indexedValue(kind: Kind, key: string, path: string): string {
  return sortValue(kind, indexed(kind, key, path))
}
