import { openHubFacts } from '../../../electron/hub/facts/write'
import type { Store } from '../../../electron/hub/store/store'
import type { Counted } from '../records/naive-figures'
import { units } from '../records/random-records'
import { testSeal } from './sealed'

/** A district of a hub under test, by the id of its own unit. */
export interface HubDistrict {
  readonly unit: string
  readonly records: readonly Counted[]
  /** Its units as records; absent: those of every random district. */
  readonly units?: readonly Counted[]
}

/** The units of every random district, as records. */
export const firstUnits: readonly Counted[] = units.map(({ id, level, parent }) => ({
  id,
  kind: 'unit',
  body: { name: id, level, parent },
  deleted: false,
}))

/**
 * Puts records straight into a hub in place of what it holds, with their facts, and numbers them as `fill` does on a laptop.
 * @returns the districts' numbers
 */
export async function fillHub(store: Store, districts: readonly HubDistrict[]): Promise<readonly number[]> {
  const numbers: number[] = []
  for (const { unit, records, units: own = firstUnits } of districts) {
    const district = await emptyDistrict(store, unit)
    numbers.push(district)
    await store.transaction(async (sql) => {
      const rows = [...own, ...records].map((record, at) => ({ ...record, rid: at + 1, flat: record.body }))
      await sql.query(
        `INSERT INTO records (district, rid, id, kind, scope, title, body, heads, deleted)
         SELECT $1::int, row.rid, row.id, row.kind, '*', '', '{}', '{}', row.deleted
         FROM unnest($2::bigint[], $3::text[], $4::text[], $5::bool[]) AS row(rid, id, kind, deleted)`,
        [
          district,
          rows.map(({ rid }) => rid),
          rows.map(({ id }) => id),
          rows.map(({ kind }) => kind),
          rows.map(({ deleted }) => deleted),
        ],
      )
      await openHubFacts(sql, district, testSeal).write(rows.map((row) => ({ ...row, before: undefined })))
    })
  }
  return numbers
}

/** The district of this unit, new or emptied. */
async function emptyDistrict(store: Store, unit: string): Promise<number> {
  const known = await store.query<{ district: number }>('SELECT district FROM districts WHERE unit = $1', [
    unit,
  ])
  const [found] =
    known.length > 0
      ? known
      : await store.query<{ district: number }>(
          `INSERT INTO districts (site, unit, name, region) VALUES ($1, $1, $1, ARRAY['province', $1]) RETURNING district`,
          [unit],
        )
  if (!found) throw new Error(`${unit}: no district`)
  const tables = await store.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relname LIKE 'facts\\_%' AND relkind IN ('r', 'p') AND NOT relispartition`,
  )
  for (const name of [
    'records',
    'refs',
    'district_months',
    'district_things',
    'named_things',
    'stale_months',
    ...tables.map(({ name }) => name),
  ])
    await store.query(`DELETE FROM ${name} WHERE district = $1`, [found.district])
  return found.district
}
