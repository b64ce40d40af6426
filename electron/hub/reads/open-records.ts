import type { Period } from '../../../shared/period'
import type { MonthReadiness } from '../../../shared/readiness/month'
import { reviewOf } from '../../../shared/records/review'
import { draftFlow } from '../../../shared/records/states'
import { loggedKinds } from '../../engine/waiting/month'
import type { Sql } from '../store/store'

/** What is open among the records of a month. */
export type OpenRecords = MonthReadiness['total']

const openKeys = ['records', 'waiting', 'returned', 'drafts', 'conflicts'] as const

export const nothingOpen = (): OpenRecords => ({
  records: 0,
  waiting: 0,
  returned: 0,
  drafts: 0,
  conflicts: 0,
})

/** Adds what is open to a sum. @param sign -1: takes it away */
export function addOpen(sum: OpenRecords, more: OpenRecords, sign: 1 | -1 = 1): void {
  for (const key of openKeys) sum[key] += sign * more[key]
}

/** What is open among the records of a month, by district. A kind without a review or drafts has none of them. */
export const openByDistrict = (sql: Sql, month: Period): Promise<ReadonlyMap<number, OpenRecords>> =>
  openBy<number>(sql, month, 'district', '', [])

/** The same of one district by unit; `''` for records that name none. */
export const openByUnit = (
  sql: Sql,
  district: number,
  month: Period,
): Promise<ReadonlyMap<string, OpenRecords>> =>
  openBy<string>(sql, month, `coalesce(body->>'unit', '')`, 'AND district = $7', [district])

async function openBy<K extends string | number>(
  sql: Sql,
  month: Period,
  key: string,
  only: string,
  values: readonly unknown[],
): Promise<ReadonlyMap<K, OpenRecords>> {
  const found = new Map<K, OpenRecords>()
  for (const kind of loggedKinds) {
    const review = reviewOf(kind)
    const drafts = draftFlow(kind)
    const state = (field: string | undefined, at: number): string =>
      `count(*) FILTER (WHERE ${field === undefined ? 'false' : `body->>'${field}'`} = $${at})`
    const rows = await sql.query<OpenRecords & { readonly key: K }>(
      `SELECT ${key} AS key, count(*) AS records, count(*) FILTER (WHERE heads ? 'many') AS conflicts,
         ${state(review?.flow.field, 4)} AS waiting, ${state(review?.flow.field, 5)} AS returned,
         ${state(drafts?.field, 6)} AS drafts
       FROM records WHERE kind = $1 AND NOT deleted AND body->>'date' BETWEEN $2 AND $3 ${only} GROUP BY 1`,
      [
        kind.name,
        month.from,
        month.to,
        review?.waits ?? '',
        review?.returned ?? '',
        drafts?.draft ?? '',
        ...values,
      ],
    )
    for (const { key: at, ...open } of rows) {
      const sum = found.get(at) ?? nothingOpen()
      addOpen(sum, open)
      found.set(at, sum)
    }
  }
  return found
}
