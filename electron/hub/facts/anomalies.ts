import type { Kind } from '../../../shared/definition/define'
import type { RecordFacts } from '../../../shared/facts/to-facts'
import type { Sql } from '../store/store'

/** A record as it was or is, as far as its wrong values go; without a kind it has none. */
interface Judged {
  readonly kind: Kind
  readonly deleted: boolean
  readonly facts: Pick<RecordFacts, 'anomalies'>
}

export interface JudgedChange {
  readonly id: string
  readonly rid: number
  readonly was: Judged | undefined
  readonly now: Judged | undefined
}

const newest = `SELECT record, max(kind_version) AS version FROM changes
  WHERE district = $1 AND record = ANY ($2) GROUP BY record`
const drop = 'DELETE FROM anomalies WHERE district = $1 AND rid = ANY ($2)'
const add = `INSERT INTO anomalies (district, rid, field, reason)
  SELECT $1::int, * FROM unnest($2::bigint[], $3::text[], $4::text[])`

/** Nobody mends what lies in the recycle bin. */
const wrongIn = (held: Judged | undefined): RecordFacts['anomalies'] =>
  held === undefined || held.deleted ? [] : held.facts.anomalies

/** Keeps which values of a district's records are none of their field. What a newer version of a kind wrote is not judged by this one. */
export async function writeAnomalies(
  sql: Sql,
  district: number,
  changes: readonly JudgedChange[],
): Promise<void> {
  const touched = changes.filter(({ was, now }) => wrongIn(was).length > 0 || wrongIn(now).length > 0)
  if (touched.length === 0) return
  await sql.query(drop, [district, touched.map(({ rid }) => rid)])
  const wrong = touched.filter(({ now }) => wrongIn(now).length > 0)
  const rows = await sql.query<{ record: string; version: number }>(newest, [
    district,
    wrong.map(({ id }) => id),
  ])
  const versions = new Map(rows.map(({ record, version }) => [record, version]))
  const told = wrong.flatMap(({ id, rid, now }) =>
    (versions.get(id) ?? 0) > (now?.kind.version ?? 0)
      ? []
      : wrongIn(now).map(({ field, reason }) => ({ rid, field, reason })),
  )
  await sql.query(add, [
    district,
    told.map(({ rid }) => rid),
    told.map(({ field }) => field),
    told.map(({ reason }) => reason),
  ])
}
