import type { Kind } from '../../../shared/definition/define'
import { datePlaces, monthOfDay, type Repeating, repeatings } from '../../../shared/facts/by-month'
import { factTable } from '../../../shared/facts/tables'
import type { RecordFacts } from '../../../shared/facts/to-facts'
import { kindOf } from '../../../shared/kinds'
import { factIn } from '../../engine/facts/counted-sql'
import type { Sql } from '../store/store'

/** A record's facts as they stand, or stood. */
export interface Held {
  readonly kind: Kind
  readonly deleted: boolean
  readonly facts: RecordFacts
}

/** Stands for every month of a district. */
export const ALL_MONTHS = -1

/** What decides over records of any month: which are let in, and at which level a unit stands. */
const decideOverAll = new Set(['counting-rule', 'unit'])

/**
 * Notes of which months the sums of a district hold no more, because these records came, changed or went. In the transaction that
 * writes them, after their facts.
 */
export async function noteStale(
  sql: Sql,
  district: number,
  changed: readonly (Held & { readonly id: string })[],
): Promise<void> {
  const months = new Set<number>()
  const days = new Set<number>()
  const placesOf = new Map(
    [...new Set(changed.map(({ kind }) => kind))].map((kind) => [kind, datePlaces(kind)]),
  )
  for (const [kind] of placesOf) if (decideOverAll.has(kind.name)) months.add(ALL_MONTHS)
  for (const { kind, facts } of changed) {
    for (const at of placesOf.get(kind) ?? []) {
      const day = facts.row[at]
      if (typeof day === 'number') days.add(day)
    }
  }
  for (const day of days) months.add(monthOfDay(day))
  for (const link of repeatings) {
    const ids = changed.filter(({ kind }) => kind.name === link.to).map(({ id }) => id)
    for (const day of await linkedDays(sql, district, link, ids)) months.add(monthOfDay(day))
  }
  if (months.size > 0)
    await sql.query('INSERT INTO stale_months (district, month) SELECT $1::int, unnest($2::int[])', [
      district,
      months.has(ALL_MONTHS) ? [ALL_MONTHS] : [...months],
    ])
}

/** The days of the records that name one of these. */
async function linkedDays(
  sql: Sql,
  district: number,
  { kind: name, link }: Repeating,
  ids: readonly string[],
): Promise<readonly number[]> {
  if (ids.length === 0) return []
  const kind = kindOf(name)
  const day = factIn('r', kind, 'date')
  const rows = await sql.query<{ day: number }>(
    `SELECT DISTINCT ${day} AS day FROM ${factTable(kind)} r
     WHERE r.district = $1 AND ${factIn('r', kind, link)} = ANY(ARRAY(SELECT id FROM refs WHERE district = $1 AND name = ANY($2)))
       AND ${day} IS NOT NULL`,
    [district, ids],
  )
  return rows.map((row) => row.day)
}
