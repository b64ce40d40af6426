import { AppError } from '../../../shared/errors'
import type { WriteDb } from '../../engine/context'
import type { Known } from '../../engine/sites/known'
import type { SiteRow } from '../../engine/sites/queries'
import { openRealms } from '../../engine/sites/realms'
import type { HubKeys } from '../keys'
import type { Sql } from '../store/store'

type Keys = Pick<HubKeys, 'site'>

/** The first self of the office right below the hub that a site belongs to; `undefined` for one that belongs to nobody yet. */
export function realmOfSite(keys: Keys, db: WriteDb, known: Known, site: string): SiteRow | undefined {
  const { rows, family } = known
  const realms = openRealms(db, keys.site.role, rows.values())
  for (const self of family.before(site)) {
    const realm = realms.of(self)
    const row = realm === undefined ? undefined : rows.get(realm)
    if (row) return row
  }
  return undefined
}

/** The number of a district by its first self; `undefined` for one that nothing is held of. */
export async function districtNumber(sql: Sql, site: string): Promise<number | undefined> {
  const [row] = await sql.query<{ district: number }>('SELECT district FROM districts WHERE site = $1', [
    site,
  ])
  return row?.district
}

const knownUnit = 'SELECT 1 FROM districts WHERE $1 = ANY (region) LIMIT 1'

/**
 * The same for one that came in, which gets a number where it has none. Accounts reach districts by unit: none comes in under the
 * unit of another office. @throws AppError `join.unit-taken`
 */
export async function districtNumbered(
  keys: Keys,
  sql: Sql,
  { root, unit, unit_name }: Pick<SiteRow, 'root' | 'unit' | 'unit_name'>,
): Promise<number> {
  const known = await districtNumber(sql, root)
  if (known !== undefined) return known
  if ((await sql.query(knownUnit, [unit])).length > 0)
    throw new AppError('join.unit-taken', { unit: unit_name })
  const [row] = await sql.query<{ district: number }>(
    'INSERT INTO districts (site, unit, name, region) VALUES ($1, $2, $3, $4) ON CONFLICT (unit) DO NOTHING RETURNING district',
    [root, unit, unit_name, [keys.site.unit, unit]],
  )
  const district = row?.district ?? (await districtNumber(sql, root))
  if (district === undefined) throw new AppError('join.unit-taken', { unit: unit_name })
  return district
}
