import type { RecordView } from '../../../shared/records/view'
import type { Change } from '../../../shared/sync/change'
import { changeFromRow } from '../../engine/changes/log'
import type { ChangeRow } from '../../engine/changes/queries'
import { upgraded } from '../../engine/changes/upgraded'
import type { Sql } from '../store/store'

/** As at a laptop: what counts, and not a word about who is who. The salt is read by nobody who only looks. */
const ofRecord = `SELECT b.site, b.scope, c.branch, c.seq, c.clock, c.clock || encode(c.hash, 'hex') AS id, c.record, c.kind,
    c.kind_version, c.author, c.at, c.reason, NULL AS salt, c.fields
  FROM changes c JOIN branches b USING (district, branch)
  WHERE c.district = $1 AND c.record = $2 AND c.seq <= b.counts_to AND c.kind NOT IN ('introduction', 'site')
  ORDER BY c.clock, c.hash`
const computers = 'SELECT site, name FROM hub_computers()'

type Place = { readonly district: number; readonly id: string }

/** The changes of one record in id order, each as this version would have written it. */
export async function hubChangesOf(sql: Sql, { district, id }: Place, most = ''): Promise<readonly Change[]> {
  const rows = await sql.query<ChangeRow>(`${ofRecord}${most}`, [district, id])
  return rows.map((row) => upgraded(changeFromRow(row)))
}

/** The names of the computers that wrote in the session's districts; the id itself of any other. */
export async function computerNames(sql: Sql): Promise<(site: string) => string> {
  const rows = await sql.query<{ site: string; name: string }>(computers)
  const names = new Map(rows.map(({ site, name }) => [site, name]))
  return (site) => names.get(site) ?? site
}

/** By whom, where and by which form a record was made, as its first change says. */
export async function madeAtFirst(
  sql: Sql,
  place: Place,
): Promise<Pick<RecordView, 'createdBy' | 'made'> | null> {
  const [first] = await hubChangesOf(sql, place, ' LIMIT 1')
  if (!first) return null
  const siteName = (await computerNames(sql))(first.site)
  return { createdBy: first.author, made: { site: first.site, siteName, version: first.kindVersion } }
}
