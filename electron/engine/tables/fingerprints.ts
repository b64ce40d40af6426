import { createHmac } from 'node:crypto'
import type { Kind } from '../../../shared/definition/define'
import { canonicalJson } from '../../../shared/json'
import type { Body } from '../../../shared/shapes'
import type { OpenContext, ReadDb, WriteDb } from '../context'
import { namedQueries } from '../db/named-queries'
import { insertRows } from '../db/prepared'

const { one } = namedQueries({
  // One that lies in the recycle bin was taken back: its line may come in again.
  living: `SELECT r.id FROM table_rows t JOIN records r ON r.id = t.record
           WHERE t.fingerprint = ? AND r.deleted = 0 LIMIT 1`,
})

/** What a line of a table says, as a keyed hash: nobody learns from it what stood there. */
export type FingerprintOf = (patch: Body) => Buffer

/** @see FingerprintOf */
export function fingerprintsOf({ dataKey }: Pick<OpenContext, 'dataKey'>, kind: Kind): FingerprintOf {
  return (patch) =>
    createHmac('sha256', dataKey)
      .update(`table-row\n${kind.name}\n`)
      .update(canonicalJson(patch))
      .digest()
      .subarray(0, 16)
}

/** The living record that such a line became, if one came in before. */
export function recordOfLine(db: ReadDb, fingerprint: Buffer): string | undefined {
  return one<{ id: string }>(db, 'living', fingerprint)?.id
}

/** Remembers which record each line became or changed. */
export function keepLines(
  db: WriteDb,
  lines: readonly { readonly fingerprint: Buffer; readonly record: string }[],
): void {
  insertRows(
    db,
    'INSERT OR REPLACE INTO table_rows (fingerprint, record)',
    lines.map(({ fingerprint, record }) => [fingerprint, record]),
  )
}
