import { type FactColumn, type FactIndex, type FactTables, isText, severalIndex } from './tables'

// The one place that knows how SQLite says a table. Another database's file would print the same definitions.

/** The statements that make a kind's tables, without their indexes: a table that is filled at once gets those after. */
export function tableStatements({ table, columns, many, days }: FactTables): readonly string[] {
  return [
    `CREATE TABLE ${table} (rid INTEGER PRIMARY KEY, deleted INTEGER NOT NULL${columns.map(declared).join('')}) STRICT`,
    ...many.map((one) =>
      one.holds === 'values'
        ? `CREATE TABLE ${one.table} (rid INTEGER NOT NULL${one.columns.map((column) => `${declared(column)} NOT NULL`).join('')}, PRIMARY KEY (rid, value)) STRICT, WITHOUT ROWID`
        : `CREATE TABLE ${one.table} (rid INTEGER NOT NULL, "row" TEXT NOT NULL${one.columns.map(declared).join('')}) STRICT`,
    ),
    ...(days === null
      ? []
      : [
          `CREATE TABLE ${days.table} (field TEXT NOT NULL, day INTEGER NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (field, day, rid)) STRICT, WITHOUT ROWID`,
        ]),
  ]
}

/** The statements that make a kind's indexes. */
export function indexStatements({ indexes, many }: FactTables): readonly string[] {
  return [
    ...indexes.map(indexStatement),
    ...many.map((one) =>
      one.holds === 'spans'
        ? `CREATE INDEX ${one.table}_by_rid ON ${one.table} (rid)`
        : `CREATE INDEX ${severalIndex(one)} ON ${one.table} (value, rid)`,
    ),
  ]
}

/** The statements that drop a kind's tables, with their indexes. */
export function dropStatements(names: readonly string[]): readonly string[] {
  return names.map((name) => `DROP TABLE ${name}`)
}

/** Every table of a kind's facts. */
export function tableNames({ table, many, days }: FactTables): readonly string[] {
  return [table, ...many.map((one) => one.table), ...(days === null ? [] : [days.table])]
}

function indexStatement({ name, table, columns, where }: FactIndex): string {
  return `CREATE INDEX ${name} ON ${table} (${columns.join(', ')}) WHERE ${where}`
}

function declared({ name, type }: FactColumn): string {
  return `, ${name} ${isText(type) ? 'TEXT' : 'INTEGER'}`
}
