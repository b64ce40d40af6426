import type { UnitTree } from '../../../shared/figures/unit-tree'
import type { DatedRule } from '../../../shared/readiness/rules'
import { saidRule } from '../../../shared/readiness/said-rule'
import type { Flat } from '../../../shared/shapes'
import type { Sql } from '../store/store'

/** Each rule with the computer that changed it last. */
const rulesOfDistrict = `SELECT r.body, (
    SELECT b.site FROM changes c JOIN branches b ON b.district = c.district AND b.branch = c.branch
    WHERE c.district = r.district AND c.record = r.id ORDER BY c.clock DESC, c.branch LIMIT 1) AS site
  FROM records r WHERE r.kind = 'reporting-rule' AND NOT r.deleted AND r.district = $1 ORDER BY r.id`

/**
 * The reporting rules that a hub holds of one district, each with the units that it binds: those that it names, else those of the
 * office that wrote it. A city that a province holds as one has rules of several offices.
 * @param unitOf the unit of a computer of an office
 */
export async function hubReportingRules(
  sql: Sql,
  district: number,
  tree: UnitTree,
  unitOf: (site: string) => string | undefined,
): Promise<readonly DatedRule[]> {
  const rows = await sql.query<{ body: Flat; site: string | null }>(rulesOfDistrict, [district])
  return rows.flatMap(({ body, site }) => {
    const said = saidRule(body)
    if (!said) return []
    const { named, ...rule } = said
    const office = site === null ? undefined : unitOf(site)
    const bound = named.length > 0 ? named : office === undefined ? [] : [office]
    return {
      ...rule,
      units: bound.length === 0 ? null : new Set(bound.flatMap((id) => [...tree.within(id)])),
    }
  })
}
