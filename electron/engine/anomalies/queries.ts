import type { ReadDb } from '../context'
import { namedQueries } from '../db/named-queries'

const queries = namedQueries({
  records: `SELECT DISTINCT a.rid FROM anomalies a JOIN records r USING (rid)
    WHERE a.rid < @after AND (@kind = '' OR r.kind = @kind) ORDER BY a.rid DESC LIMIT @limit`,
  of: 'SELECT field, reason FROM anomalies WHERE rid = ? ORDER BY field',
  count: 'SELECT count(DISTINCT rid) AS records FROM anomalies',
})

export interface AnomaliesWanted {
  readonly kind: string | undefined
  readonly limit: number
  /** A `rid`: the records before it. */
  readonly after: number | undefined
}

/** The numbers of the records with a value that is none of its field, the newest first. */
export function recordsWithAnomalies(
  db: ReadDb,
  { kind = '', limit, after = Number.MAX_SAFE_INTEGER }: AnomaliesWanted,
): readonly number[] {
  return queries.all<{ rid: number }>(db, 'records', { kind, limit, after }).map(({ rid }) => rid)
}

/** The keys of one record's wrong values, and why they are wrong. */
export function anomaliesOf(
  db: ReadDb,
  rid: number,
): readonly { readonly field: string; readonly reason: string }[] {
  return queries.all(db, 'of', rid)
}

/** How many living records have a value that is none of its field. */
export function countAnomalies(db: ReadDb): number {
  return queries.one<{ records: number }>(db, 'count')?.records ?? 0
}
