import { z } from 'zod'
import type { Output, Parsed } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { VIEW_COLUMNS, type ViewRow, viewsByRid } from '../records/queries'
import { viewsOf } from '../records/view'
import { type ComparedValue, heldTo } from './condition'
import { indexedValue, type Plan, planFilter, type Wanted } from './filter'
import { printedConditions, type SqlPiece, walkedTable } from './filter-sql'
import { type ListOrder, ownOrder } from './walk'

export interface ListPage {
  readonly rows: readonly ViewRow[]
  /** Where the next page begins, or `null` at the end. */
  readonly next: string | null
}

/** @param whole the text of the filter is looked for in what masks hide as well */
export function listRecords(
  db: ReadDb,
  input: Parsed<'records.list'>,
  whole = false,
): Output<'records.list'> {
  const kind = kindOf(input.kind)
  const wanted = { ...input.filter, seesWhole: whole }
  const page = pageOf(db, kind, wanted, orderOf(kind, input.sort), input.limit, input.after)
  return { rows: viewsOf(db, page.rows), next: page.next }
}

/** @param whole as for `listRecords` */
export function countRecords(
  db: ReadDb,
  input: Parsed<'records.count'>,
  whole = false,
): Output<'records.count'> {
  const kind = kindOf(input.kind)
  const wanted = { ...input.filter, seesWhole: whole }
  const { sql, params } = countQuery(planFilter(db, kind, wanted, orderOf(kind)))
  return { total: prepared<ComparedValue[], { total: number }>(db, sql).get(...params)?.total ?? 0 }
}

/** The order that a list is asked for, or the kind's own. @throws AppError `call.invalid` for one that the kind does not sort by */
export function orderOf(
  kind: Kind,
  sort?: { readonly field: string; readonly descending: boolean },
): ListOrder {
  if (!sort || sort.field === kind.sort.field)
    return { fields: [kind.sort.field], descending: sort?.descending ?? kind.sort.descending }
  if (!kind.sorts?.includes(sort.field))
    throw new AppError('call.invalid', { problems: [{ field: 'sort/field', reason: 'field.unknown' }] })
  return { fields: [sort.field, kind.sort.field], descending: sort.descending }
}

/** One page by keyset: its cost does not grow with its depth. */
export function pageOf(
  db: ReadDb,
  kind: Kind,
  wanted: Wanted,
  order: ListOrder,
  limit: number,
  after?: string,
): ListPage {
  const { sql, params } = pageQuery(planFilter(db, kind, wanted, order), order, limit + 1, after)
  const found = prepared<ComparedValue[], FoundRow>(db, sql).all(...params)
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const next =
    last && found.length > limit
      ? toCursor([...order.fields.map((_, at) => last[`k${at}`] ?? ''), last.rid])
      : null
  return { rows: viewRows(db, shown), next }
}

interface FoundRow {
  readonly rid: number
  readonly [at: `k${number}`]: ComparedValue
}

/** The records behind some rows of facts, in their order. */
function viewRows(db: ReadDb, found: readonly FoundRow[]): ViewRow[] {
  const byRid = new Map(
    viewsByRid(
      db,
      found.map(({ rid }) => rid),
    ).map((row) => [row.rid, row]),
  )
  return found.flatMap(({ rid }) => byRid.get(rid) ?? [])
}

/** The statement of one page: what it is sorted by, and `rid`. For `pageOf` and for the test of its query plan. */
export function pageQuery(plan: Plan, order: ListOrder, limit: number, after?: string): SqlPiece {
  const keys = order.fields.map((field) => indexedValue(plan.kind, field, 'sort/field'))
  const columns = keys.map((key, at) => `${key} AS k${at}`)
  const cursor = after === undefined ? undefined : fromCursor(after, keys.length + 1)
  const arms = armsOf(plan).map(({ sql, params }) => ({
    sql: `SELECT ${[...columns, 'f.rid AS rid'].join(', ')} FROM ${walkedTable(plan)}
      WHERE ${sql}${cursor ? ` AND ${beyond(keys, order)}` : ''}`,
    params: [...params, ...(cursor ?? [])],
  }))
  const sorted = arms.length > 1 ? [...keys.map((_, at) => `k${at}`), 'rid'] : sortKeys(plan, order)
  return {
    sql: `${arms.map(({ sql }) => sql).join(' UNION ALL ')} ORDER BY ${directed(sorted, order)} LIMIT ?`,
    params: [...arms.flatMap(({ params }) => params), limit],
  }
}

/** The statement of every record that a filter finds, in order, one state of `db` all through. */
export function everyRowQuery(plan: Plan, order: ListOrder): SqlPiece {
  const { walk, kind } = plan
  // What is walked value by value comes in no order as a whole.
  const inOrder = walk.by === 'values' && walk.values.length > 1 ? { ...plan, walk: ownOrder(kind) } : plan
  const { sql, params } = printedConditions(plan)
  const columns = VIEW_COLUMNS.split(', ').map((column) => `r.${column}`)
  // The limit keeps the parts apart: what has to be sorted is narrow, and each record is read in its turn.
  return {
    sql: `SELECT ${columns.join(', ')} FROM (
        SELECT f.rid AS rid FROM ${walkedTable(inOrder)} WHERE ${sql}
        ORDER BY ${directed(sortKeys(plan, order), order)} LIMIT -1) found
      CROSS JOIN records r ON r.rid = found.rid`,
    params,
  }
}

/** The conditions of a page: one a value where each is walked in turn. SQLite merges what comes in order. */
function armsOf(plan: Plan): readonly SqlPiece[] {
  const { walk } = plan
  if (walk.by !== 'values') return [printedConditions(plan)]
  const others = plan.conditions.filter((condition) => heldTo(condition)?.field !== walk.field)
  return walk.values.map((value) =>
    printedConditions({ ...plan, conditions: [{ op: 'is', field: walk.field, value }, ...others] }),
  )
}

/** What a walk is sorted by: SQLite sees of a column that it is held to one value, of an expression it does not, and would sort. */
function sortKeys({ kind, conditions }: Plan, { fields }: ListOrder): readonly string[] {
  const free = fields.filter((field) => !conditions.some((one) => one.op === 'is' && one.field === field))
  return [...free.map((field) => indexedValue(kind, field, 'sort/field')), 'f.rid']
}

const beyond = (keys: readonly string[], { descending }: ListOrder): string =>
  `(${[...keys, 'f.rid'].join(', ')}) ${descending ? '<' : '>'} (${[...keys, ''].map(() => '?').join(', ')})`

const directed = (keys: readonly string[], { descending }: ListOrder): string =>
  keys.map((key) => `${key} ${descending ? 'DESC' : 'ASC'}`).join(', ')

/** The statement that counts what a filter finds. */
export function countQuery(plan: Plan): SqlPiece {
  const { sql, params } = printedConditions(plan)
  return { sql: `SELECT count(*) AS total FROM ${walkedTable(plan)} WHERE ${sql}`, params }
}

const cells = z.array(z.union([z.string(), z.number()]))

function toCursor(keys: readonly ComparedValue[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url')
}

/** @throws AppError `call.invalid` for anything but a cursor that this list made */
function fromCursor(cursor: string, length: number): readonly ComparedValue[] {
  const read = z
    .string()
    .transform((text, ctx) => {
      try {
        return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown
      } catch (error) {
        ctx.addIssue({ code: 'custom', message: error instanceof Error ? error.name : 'cursor' })
        return z.NEVER
      }
    })
    .pipe(cells.length(length))
    .safeParse(cursor)
  if (read.success) return read.data
  throw new AppError('call.invalid', { problems: [{ field: 'after', reason: 'cursor.invalid' }] })
}
