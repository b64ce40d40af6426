import type { ReadDb, WriteDb } from '../context'
import { prepared } from './prepared'

/** Runs the statements of one room by the names that its `queries.ts` gives them. `R` is the row that a statement answers. */
export interface NamedQueries<N> {
  /** The first row, or nothing. */
  one<R>(db: ReadDb, name: N, ...params: readonly unknown[]): R | undefined
  all<R>(db: ReadDb, name: N, ...params: readonly unknown[]): R[]
  run(db: WriteDb, name: N, ...params: readonly unknown[]): void
}

/** What runs these statements: name → SQL text with parameters. Each is prepared once a connection. */
export function namedQueries<N extends string>(sql: Readonly<Record<N, string>>): NamedQueries<N> {
  const named = <R>(db: ReadDb, name: N) => prepared<unknown[], R>(db, sql[name])
  return {
    one: <R>(db: ReadDb, name: N, ...params: readonly unknown[]) => named<R>(db, name).get(...params),
    all: <R>(db: ReadDb, name: N, ...params: readonly unknown[]) => named<R>(db, name).all(...params),
    run: (db, name, ...params) => {
      named(db, name).run(...params)
    },
  }
}
