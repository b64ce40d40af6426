import { z } from 'zod'
import type { Output, Parsed } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import type { ComparedValue } from './condition'
import { indexedValue, type ListOrder, type Plan, planFilter, type Wanted } from './filter'
import { printed } from './filter-sql'
import { VIEW_COLUMNS, type ViewRow } from './queries'
import { viewsOf } from './view'

export interface ListPage {
  readonly rows: readonly ViewRow[]
  /** Where the next page begins, or `null` at the end. */
  readonly next: string | null
}

export function listRecords(db: ReadDb, input: Parsed<'records.list'>): Output<'records.list'> {
  const kind = kindOf(input.kind)
  const page = pageOf(db, kind, input.filter, orderOf(kind, input.sort), input.limit, input.after)
  return { rows: viewsOf(db, page.rows), next: page.next }
}

export function countRecords(db: ReadDb, input: Parsed<'records.count'>): Output<'records.count'> {
  const kind = kindOf(input.kind)
  const { sql, params } = countQuery(planFilter(db, kind, input.filter, orderOf(kind)))
  return { total: prepared<ComparedValue[], { total: number }>(db, sql).get(...params)?.total ?? 0 }
}

/** The order that a list is asked for, or the kind's own. @throws AppError `call.invalid` for a field without an index */
export function orderOf(
  kind: Kind,
  sort?: { readonly field: string; readonly descending: boolean },
): ListOrder {
  if (!sort || sort.field === kind.sort.field)
    return { fields: [kind.sort.field], descending: sort?.descending ?? kind.sort.descending }
  indexedValue(kind, sort.field, 'sort/field')
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
  const plan = planFilter(db, kind, wanted, order)
  const { sql, params } = listQuery(kind, plan, order, limit + 1, after)
  const found = prepared<ComparedValue[], ViewRow & { readonly [at: `k${number}`]: ComparedValue }>(
    db,
    sql,
  ).all(...params)
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  const next =
    last && found.length > limit
      ? toCursor([...order.fields.map((_, at) => last[`k${at}`] ?? ''), last.rid])
      : null
  return { rows, next }
}

/** The statement of one page, for `pageOf` and for the test of its query plan. */
export function listQuery(
  kind: Kind,
  plan: Plan,
  order: ListOrder,
  limit: number,
  after?: string,
): { readonly sql: string; readonly params: readonly ComparedValue[] } {
  const keyOf = (field: string): string => indexedValue(kind, field, 'sort/field')
  const keys = [...order.fields.map(keyOf), 'rid']
  // SQLite sees of a column that it is held to one value, of an expression it does not, and would sort.
  const sorted = [...order.fields.filter((field) => !plan.pinned.includes(field)).map(keyOf), 'rid']
  const direction = order.descending ? 'DESC' : 'ASC'
  const cursor = after === undefined ? undefined : fromCursor(after, keys.length)
  const beyond = `(${keys.join(', ')}) ${order.descending ? '<' : '>'} (${keys.map(() => '?').join(', ')})`
  const { from, sql, params } = printed(plan)
  const columns = keys.slice(0, -1).map((key, at) => `${key} AS k${at}`)
  return {
    sql: `SELECT ${VIEW_COLUMNS}, ${columns.join(', ')} FROM ${from}
      WHERE ${sql}${cursor ? ` AND ${beyond}` : ''}
      ORDER BY ${sorted.map((key) => `${key} ${direction}`).join(', ')} LIMIT ?`,
    params: [...params, ...(cursor ?? []), limit],
  }
}

/** The statement that counts what a filter finds. */
export function countQuery(plan: Plan): { readonly sql: string; readonly params: readonly ComparedValue[] } {
  const { from, sql, params } = printed(plan)
  return { sql: `SELECT count(*) AS total FROM ${from} WHERE ${sql}`, params }
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
