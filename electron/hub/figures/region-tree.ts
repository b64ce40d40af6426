import { type UnitNode, type UnitTree, unitTree } from '../../../shared/figures/unit-tree'
import { compareNames } from '../../../shared/language/order'
import type { Sql } from '../store/store'

/** The units of a hub from the top down to its districts, each district by its own unit; all else is inside the districts. */
export async function regionTree(sql: Sql): Promise<UnitTree> {
  const districts = await sql.query<{ unit: string; name: string; region: readonly string[] }>(
    'SELECT unit, name, region FROM districts ORDER BY district',
  )
  const above = [...new Set(districts.flatMap(({ unit, region }) => region.filter((id) => id !== unit)))]
  const known = new Map((await namesOf(sql, above)).map((row) => [row.id, row]))
  const offices = new Map(
    (await sql.query<{ unit: string; name: string }>('SELECT unit, name FROM hub_offices()')).map((row) => [
      row.unit,
      row.name,
    ]),
  )
  const nodes = new Map<string, UnitNode>()
  for (const { unit, name, region } of districts) {
    const line = [...region.filter((id) => id !== unit), unit]
    for (const [at, id] of line.entries()) {
      if (nodes.has(id)) continue
      const own = known.get(id)
      nodes.set(id, {
        id,
        name: id === unit ? name : (own?.name ?? offices.get(id) ?? id),
        level: id === unit ? 'district' : (own?.level ?? 'city'),
        parent: line[at - 1] ?? null,
        living: true,
      })
    }
  }
  return unitTree([...nodes.values()].sort((a, b) => compareNames(a.name, b.name)))
}

/** What the districts' own records say of the units above them; of two that say otherwise the first. */
function namesOf(
  sql: Sql,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string | null; readonly level: string | null }[]> {
  return sql.query(
    `SELECT DISTINCT ON (v.id) v.id, u.f_name AS name, w.word AS level
     FROM records v JOIN facts_unit u ON u.district = v.district AND u.rid = v.rid LEFT JOIN words w ON w.id = u.f_level
     WHERE v.id = ANY($1) AND v.district = ANY(ARRAY(SELECT district FROM districts)) ORDER BY v.id, v.district`,
    [ids],
  )
}
