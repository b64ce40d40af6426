import type { ReadDb } from '../../../electron/engine/context'
import type { Kind } from '../../../shared/definition/define'
import { isoOfDay, timeOfMinute } from '../../../shared/facts/days'
import { type FactColumn, factTablesOf } from '../../../shared/facts/tables'
import type { Json } from '../../../shared/json'

/** A record's facts as the tables hold them, said again as records say values. */
export interface StoredFacts {
  readonly deleted: boolean
  readonly values: Readonly<Record<string, Json>>
  /** Sorted; of rows with dates each row and its cells. */
  readonly many: Readonly<Record<string, readonly Json[]>>
  readonly days: readonly string[]
}

/** What the tables of a kind hold of a record; `undefined`: nothing. */
export function storedFacts(db: ReadDb, kind: Kind, rid: number): StoredFacts | undefined {
  const { table, columns, many, days } = factTablesOf(kind)
  type Row = Readonly<Record<string, string | number | null>>
  const rows = (sql: string): Row[] => db.prepare<[number], Row>(sql).all(rid)
  const [main] = rows(`SELECT * FROM ${table} WHERE rid = ?`)
  if (!main) return undefined
  const said = (column: FactColumn, row: Row): Json => sayAgain(db, column, row[column.name] ?? null)
  return {
    deleted: main.deleted === 1,
    values: Object.fromEntries(columns.map((column) => [column.field, said(column, main)])),
    many: Object.fromEntries(
      many.map((one) => {
        const found = rows(`SELECT * FROM ${one.table} WHERE rid = ?`)
        const each = found.map((row): Json => {
          const cells = one.columns.map((column) => said(column, row))
          return one.holds === 'values' ? (cells[0] ?? null) : [row.row ?? null, ...cells]
        })
        return [one.field, each.sort(byText)]
      }),
    ),
    days: days
      ? rows(`SELECT field, day FROM ${days.table} WHERE rid = ?`).map(
          ({ field, day }) => `${field} ${isoOfDay(Number(day))}`,
        )
      : [],
  }
}

/** The fields of a record that are listed as none of their field. */
export function storedAnomalies(db: ReadDb, rid: number): readonly string[] {
  return db
    .prepare<[number], string>('SELECT field FROM anomalies WHERE rid = ? ORDER BY field')
    .pluck()
    .all(rid)
}

const byText = (one: Json, other: Json): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)

function sayAgain(db: ReadDb, { type }: FactColumn, value: string | number | null): Json {
  if (typeof value !== 'number') return value
  if (type === 'day') return isoOfDay(value)
  if (type === 'minute') return timeOfMinute(value)
  if (type === 'flag') return value === 1
  if (type === 'word' || type === 'ref') {
    const named = type === 'word' ? 'SELECT word FROM fact_words' : 'SELECT name FROM fact_ids'
    return db.prepare<[number], string>(`${named} WHERE id = ?`).pluck().get(value) ?? ''
  }
  return value
}
