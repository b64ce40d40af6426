/** What asks the database. Values stand as `$1`, `$2` …; JSON is given as text, arrays of texts or numbers as arrays. */
export interface Sql {
  /** Rows: `bigint` comes as number (all of ours are ≤ 2^53), `jsonb` parsed, `bytea` as Buffer, times and `numeric` as text. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
  /** Adds rows by COPY, streamed. @returns how many */
  copyInto(table: string, columns: readonly string[], rows: CopiedRows): Promise<number>
}

/** Rows for `copyInto`: one value a column. */
export type CopiedRows = Iterable<readonly unknown[]> | AsyncIterable<readonly unknown[]>

/** The hub's database, opened. */
export interface Store extends Sql {
  readonly engine: 'postgres' | 'pglite'
  /**
   * Does all of `work` or nothing. Inside it only `sql` may be asked: PGlite has one connection, and another question would
   * wait for the end of this one.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** PGlite's database: in a folder, or with `null` in memory. Making a new one takes seconds; a copy of an empty one takes a fraction of that. */
export interface EmbeddedPlace {
  readonly embedded: string | null
  /** The files, as PGlite dumps them. */
  readonly copyOf?: Blob
}

/** Where a hub's database is: a PostgreSQL server, or PGlite in this process. */
export type StorePlace = { readonly database: string } | EmbeddedPlace
