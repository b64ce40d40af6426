import type { Kind } from '../../../shared/definition/define'
import { isoOfDay } from '../../../shared/facts/days'
import { factYear, otherYears, yearColumn, yearStatements } from '../../../shared/facts/dialect-postgres'
import { factTablesOf } from '../../../shared/facts/tables'
import { kinds } from '../../../shared/kinds'
import { guardNewTables } from '../reach/roles'
import { holdUntilEnd } from '../store/locks'
import type { Sql, Store } from '../store/store'

/** As many workers write facts of one year side by side. */
const YEAR_PARTS = 4

/** Into how many a year of facts is divided. One process writes to the built-in database: a year of it needs no division. */
export const yearParts = ({ engine }: Pick<Store, 'engine'>): number => (engine === 'pglite' ? 1 : YEAR_PARTS)

/**
 * Gives every year that has records of a kind a partition of its own. Until then they stand among the others, where figures
 * find them too: an ingest never makes a table, because readers would wait for the end of its transaction.
 * @param parts into how many a year is divided @returns how many partitions were made
 */
export async function settleYears(
  store: Store,
  parts: number,
  known: readonly Kind[] = kinds,
): Promise<number> {
  let made = 0
  for (const kind of known) {
    const column = yearColumn(kind)
    if (column === null || (await strayDays(store, kind, column.name)).length === 0) continue
    made += await store.transaction(async (sql) => {
      await holdUntilEnd(sql, 'schema', 0)
      const years = new Set(
        (await strayDays(sql, kind, column.name)).map(({ day }) => Number(isoOfDay(day).slice(0, 4))),
      )
      await makeYears(sql, kind, [...years], parts)
      await guardNewTables(sql)
      return years.size
    })
  }
  return made
}

function strayDays(sql: Sql, kind: Kind, column: string): Promise<readonly { readonly day: number }[]> {
  return sql.query(`SELECT DISTINCT ${column} AS day FROM ${otherYears(kind)} WHERE ${column} IS NOT NULL`)
}

/** Makes the partitions of some years, which must have none, and moves there what stands among the others. */
export async function makeYears(
  sql: Sql,
  kind: Kind,
  years: readonly number[],
  parts: number,
): Promise<void> {
  const column = yearColumn(kind)
  if (column === null || years.length === 0) return
  const { table } = factTablesOf(kind)
  const others = otherYears(kind)
  // A partition for all others would not let another in that takes some of its rows.
  await sql.query(`ALTER TABLE ${table} DETACH PARTITION ${others}`)
  for (const year of years)
    for (const text of yearStatements(kind, factYear(year), parts)) await sql.query(text)
  await sql.query(`INSERT INTO ${table} SELECT * FROM ${others} WHERE ${column.name} IS NOT NULL`)
  await sql.query(`DELETE FROM ${others} WHERE ${column.name} IS NOT NULL`)
  await sql.query(`ALTER TABLE ${table} ATTACH PARTITION ${others} DEFAULT`)
}
