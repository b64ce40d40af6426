import type { FactTables, ManyTable } from '../../../shared/facts/tables'

// Names come from the registry, which is code.

/** The statements that write one kind's facts. */
export interface FactStatements {
  /** For `insertRows`: `rid`, `deleted`, the columns. */
  readonly insert: string
  /** Of each table of many: `rid`, the row of spans, the columns. */
  readonly insertMany: readonly string[]
  /** `field`, `day`, `rid`. */
  readonly insertDays: string | undefined
  /** What takes one record's facts out of a table; the one parameter is its `rid`. The days go before the row that says them. */
  readonly drop: string
  readonly dropMany: readonly string[]
  readonly dropDays: readonly string[]
}

const known = new WeakMap<FactTables, FactStatements>()

/** @see FactStatements */
export function statementsOf(tables: FactTables): FactStatements {
  const made = known.get(tables) ?? statements(tables)
  known.set(tables, made)
  return made
}

function statements({ table, columns, many, days }: FactTables): FactStatements {
  const names = ['rid', 'deleted', ...columns.map(({ name }) => name)]
  return {
    insert: `INSERT INTO ${table} (${names.join(', ')})`,
    insertMany: many.map((one) => `INSERT INTO ${one.table} (${['rid', ...manyColumns(one)].join(', ')})`),
    insertDays: days === null ? undefined : `INSERT INTO ${days.table} (field, day, rid)`,
    drop: `DELETE FROM ${table} WHERE rid = @rid`,
    dropMany: many.map((one) => `DELETE FROM ${one.table} WHERE rid = @rid`),
    dropDays: (days?.fields ?? []).map(
      (field) =>
        `DELETE FROM ${days?.table} WHERE field = '${field}' AND day = (SELECT f_${field} FROM ${table} WHERE rid = @rid) AND rid = @rid`,
    ),
  }
}

/** The columns of a table of many behind `rid`. */
export function manyColumns({ holds, columns }: ManyTable): readonly string[] {
  return [...(holds === 'spans' ? ['"row"'] : []), ...columns.map(({ name }) => name)]
}
