import Database from 'better-sqlite3'

/** What SQLite says of a disk that fails, is full, or of a database that somebody else is at. */
export type SqliteFailure = 'SQLITE_IOERR_WRITE' | 'SQLITE_FULL' | 'SQLITE_BUSY'

/** SQLite's own calls, counted: statements prepared, begun, stepped and committed, and what pragmas ask. */
export interface Counted {
  readonly calls: number
  readonly failed: boolean
}

/** Which call fails, and how. */
export interface Failing {
  readonly nth: number
  readonly code: SqliteFailure
  readonly isUndone?: boolean
  /** Only calls with such a text are counted. */
  readonly of?: (sql: string) => boolean
}

interface NativeStatement {
  readonly source: string
  readonly database: { readonly inTransaction: boolean; exec(sql: string): void }
}

type Native = Record<string, (...given: unknown[]) => unknown>

/** The addon's own classes, which every connection's statements are made of. */
function natives(): { readonly statement: Native; readonly database: Native } {
  const db = new Database(':memory:')
  const found = Object.getPrototypeOf(db.prepare('SELECT 1')) as Native
  db.close()
  return { statement: found, database: Database.prototype as unknown as Native }
}

/**
 * Does work while SQLite's `nth` call, of whatever connection, fails once, and the others go through. `nth` 0: none fails, they are only
 * counted. `isUndone`: SQLite takes the whole transaction back by itself, as it may where the disk is full or fails; otherwise the one
 * call is refused and the transaction stays open. Taking back never fails: it reads what is there already.
 */
export async function withFailure<T>(
  { nth, code, isUndone = false, of = () => true }: Failing,
  work: (counted: Counted) => Promise<T>,
): Promise<T> {
  const counted = { calls: 0, failed: false }
  const { statement, database } = natives()
  const undo = database.exec as (this: unknown, sql: string) => void
  const count = (sql: string, db: NativeStatement['database']): void => {
    if (!of(sql)) return
    counted.calls += 1
    if (counted.calls !== nth) return
    counted.failed = true
    if (isUndone && db.inTransaction) undo.call(db, 'ROLLBACK')
    throw new Database.SqliteError(`${code} on purpose`, code)
  }
  const restore = [
    wrapped(statement, ['run', 'get', 'all', 'iterate'], (self) => {
      const { source, database: db } = self as NativeStatement
      if (!source.startsWith('ROLLBACK')) count(source, db)
    }),
    wrapped(database, ['prepare', 'exec'], (self, sql) =>
      count(String(sql), self as NativeStatement['database']),
    ),
  ]
  try {
    return await work(counted)
  } finally {
    for (const put of restore) put()
  }
}

/** Looks before each call of these methods. @returns what puts them back */
function wrapped(
  of: Native,
  names: readonly string[],
  look: (self: unknown, given: unknown) => void,
): () => void {
  const before = names.map((name) => [name, of[name]] as const)
  for (const [name, method] of before)
    of[name] = function (this: unknown, ...given: unknown[]): unknown {
      look(this, given[0])
      return method?.apply(this, given)
    }
  return () => {
    for (const [name, method] of before) if (method) of[name] = method
  }
}
