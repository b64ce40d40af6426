import type { Kind } from '../../../shared/definition/define'
import { knownKind } from '../../../shared/kinds'
import type { FactRow } from '../../engine/facts/write'
import type { Seal } from '../sealed/seal'
import type { Sql } from '../store/store'
import { hubTerms, plainTerms } from './terms'

/** Records written at once. */
const BATCH = 5000

/** Keeps what a district's records are found by as the records are. */
export interface HubSearch {
  /** Writes the terms of these records, each once. One that is found by the same as before is left alone, one that was not there before is new to both tables. */
  write(rows: readonly FactRow[]): Promise<void>
}

interface Found {
  readonly rid: number
  readonly kind: string
  readonly deleted: boolean
  /** As a laptop has them. */
  readonly terms: readonly string[]
}

/**
 * @see HubSearch. Inside one transaction. Deleted records stay, as on a laptop: the recycle bin is searched too.
 * @param kindNamed `undefined` for a kind that this version does not know: its records are not searched
 */
export function openHubSearch(
  sql: Sql,
  district: number,
  seal: Seal,
  kindNamed: (name: string) => Kind | undefined = knownKind,
): HubSearch {
  const foundBy = (rid: number, row: Pick<FactRow, 'kind' | 'deleted' | 'flat'>): Found | undefined => {
    const kind = kindNamed(row.kind)
    return kind && { rid, kind: kind.name, deleted: row.deleted, terms: plainTerms(kind, row.flat) }
  }
  async function writeSome(rows: readonly FactRow[]): Promise<void> {
    const found: Found[] = []
    const gone: number[] = []
    for (const row of rows) {
      const was = row.before && foundBy(row.rid, row.before)
      const now = foundBy(row.rid, row)
      if (now && JSON.stringify(was) !== JSON.stringify(now)) found.push(now)
      if (was && !now) gone.push(row.rid)
    }
    if (found.length > 0) await put(sql, seal, district, found)
    if (gone.length === 0) return
    for (const table of ['search', 'search_latest'])
      await sql.query(`DELETE FROM ${table} WHERE district = $1 AND rid = ANY ($2)`, [district, gone])
  }
  async function addSome(rows: readonly FactRow[]): Promise<void> {
    const places = await sql.query<{ place: number }>(nextPlaces, [rows.length])
    function* found(): Generator<readonly unknown[]> {
      for (const [at, row] of rows.entries()) {
        const now = foundBy(row.rid, row)
        if (now) yield [district, now.rid, places[at]?.place, now.kind, now.deleted, now.terms]
      }
    }
    await sql.copyInto('search', COLUMNS, found())
    await sql.query(addLatest, [district, rows.map(({ rid }) => rid)])
  }
  return {
    async write(rows) {
      const added = rows.filter(({ before }) => before === undefined)
      for (let at = 0; at < added.length; at += BATCH) await addSome(added.slice(at, at + BATCH))
      const others = rows.filter(({ before }) => before !== undefined)
      for (let at = 0; at < others.length; at += BATCH) await writeSome(others.slice(at, at + BATCH))
    },
  }
}

const COLUMNS = ['district', 'rid', 'place', 'kind', 'deleted', 'terms']
const nextPlaces = `SELECT nextval('search_places') AS place FROM generate_series(1, $1)`
const addLatest = `INSERT INTO search_latest SELECT * FROM search WHERE district = $1 AND rid = ANY ($2)`

const upsert = `ON CONFLICT (district, rid) DO UPDATE
  SET place = excluded.place, kind = excluded.kind, deleted = excluded.deleted, terms = excluded.terms`

const putAll = `WITH written AS (
    INSERT INTO search (district, rid, place, kind, deleted, terms)
    SELECT $1::int, rid, nextval('search_places'), kind, deleted, terms::tsvector
    FROM unnest($2::bigint[], $3::text[], $4::boolean[], $5::text[]) AS row (rid, kind, deleted, terms)
    ${upsert} RETURNING *)
  INSERT INTO search_latest SELECT * FROM written ${upsert}`

async function put(sql: Sql, seal: Seal, district: number, found: readonly Found[]): Promise<void> {
  await sql.query(putAll, [
    district,
    found.map(({ rid }) => rid),
    found.map(({ kind }) => kind),
    found.map(({ deleted }) => deleted),
    hubTerms(
      seal,
      district,
      found.map(({ terms }) => terms),
    ),
  ])
}
