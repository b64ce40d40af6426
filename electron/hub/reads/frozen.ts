import { AppError } from '../../../shared/errors'
import type { UnitTree } from '../../../shared/figures/unit-tree'
import { FROZEN_KIND, type FrozenContent, type FrozenMark } from '../../../shared/paper/frozen'
import type { Period } from '../../../shared/period'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import { openFrozen } from '../../engine/reports/freeze'
import type { Sql } from '../store/store'
import type { Ground } from './ground'

interface FrozenRow extends Omit<FrozenMark, 'unitName' | 'site'> {
  readonly scope: string
  readonly district: string
}

const text = (field: string): string => `coalesce(r.body->>'${field}', '') AS ${field}`
const columns = `r.id, r.scope, d.name AS district, ${['report', 'period', 'unit', 'title', 'hash'].map(text).join(', ')},
  coalesce(r.body->>'frozenAt', r.created_at) AS at, r.created_by AS "by"`
const from = `FROM records r JOIN districts d USING (district) WHERE r.district = $1 AND r.kind = '${FROZEN_KIND}' AND NOT r.deleted`

/** What a district signed comes before what a street did. A month with days of its own is that month: `2026-11@26`. */
const ofPlace = `SELECT ${columns} ${from} AND r.body->>'report' = $2
    AND (r.body->>'period' = $3 OR starts_with(r.body->>'period', $3 || '@')) AND r.body->>'unit' = $4
  ORDER BY r.scope = '${DISTRICT_SCOPE}' DESC, r.last_change DESC LIMIT 50`
const byId = `SELECT ${columns}, r.body->>'content' AS content ${from} AND r.id = $2`

/** The papers that a district signed off of a place, the newest first; none above the districts, where nobody signs. */
export async function frozenAt(
  sql: Sql,
  { district, asked, tree }: Ground,
  report: string,
  period: Period,
): Promise<readonly FrozenMark[]> {
  if (district === null) return []
  const rows = await sql.query<FrozenRow>(ofPlace, [district, report, period.name, asked])
  return rows.filter((row) => isOwn(tree, row)).map((row) => markOf(tree, row))
}

/** One of them with what it holds. @throws AppError `report.not-frozen`, `report.frozen-damaged` */
export async function frozenWithin(
  sql: Sql,
  { district, tree }: Ground,
  id: string,
): Promise<{ readonly frozen: FrozenMark; readonly content: FrozenContent }> {
  const [row] = await sql.query<FrozenRow & { readonly content: string | null }>(byId, [district, id])
  if (!row || !isOwn(tree, row)) throw new AppError('report.not-frozen')
  return { frozen: markOf(tree, row), content: openFrozen(row) }
}

/** No street signs for another. */
function isOwn(tree: UnitTree, { scope, unit }: FrozenRow): boolean {
  return scope === DISTRICT_SCOPE || tree.within(scope).has(unit)
}

/** The signing computer is named by the unit that it works for. */
function markOf(tree: UnitTree, { scope, district, ...row }: FrozenRow): FrozenMark {
  const { id, report, period, unit, title, at, by, hash } = row
  const site = scope === DISTRICT_SCOPE ? district : (tree.get(scope)?.name ?? '')
  return { id, report, period, unit, unitName: tree.get(unit)?.name ?? '', title, at, site, by, hash }
}
