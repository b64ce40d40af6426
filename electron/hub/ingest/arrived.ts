import { type ArrivedFile, arrivedMember } from '../../../shared/sync/arrived'
import { isBelow, type Manifest } from '../../../shared/sync/manifest'
import { momentsOf } from '../../engine/exchange/arrived'
import { dayOf, isoNow } from '../../engine/moment'
import { knownWith } from '../../engine/sites/known'
import type { SiteRow } from '../../engine/sites/queries'
import { openRealms } from '../../engine/sites/realms'
import type { SetDesk } from '../desk/at-desk'
import type { Hub } from '../hub'
import type { Sql } from '../store/store'

// A file that is told of again came when it was first told to have come: a district that was restored takes it in once more.
const keep = `INSERT INTO told_files (district, site, serial, at, file)
  SELECT $1, site, serial, at, file FROM unnest($2::text[], $3::bigint[], $4::text[], $5::text[]) AS t (site, serial, at, file)
  ON CONFLICT (district, site, file) DO UPDATE SET serial = excluded.serial, at = excluded.at WHERE excluded.at < told_files.at`

/**
 * Keeps what a bundle tells of files that came to its sender, of sites below the sender alone: nobody tells of another's streets.
 * Inside the transaction that takes the bundle in, once who is who has been judged.
 */
export async function keepArrived(
  { keys }: Pick<Hub, 'keys'>,
  { sql, db }: Pick<SetDesk, 'sql' | 'db'>,
  { arrived = {} }: Pick<Manifest, 'arrived'>,
  from: { readonly district: number; readonly sender: Pick<SiteRow, 'id' | 'role'> },
): Promise<void> {
  if (Object.keys(arrived).length === 0) return
  const { rows } = knownWith(db)
  const realms = openRealms(db, keys.site.role, rows.values())
  const realm = realms.of(from.sender.id)
  const told = Object.entries(arrived).flatMap(([site, files]) => {
    const row = rows.get(site)
    const speaksFor = realm !== undefined && row && isBelow(row.role, from.sender.role)
    return speaksFor && realms.of(site) === realm ? files.map((file) => [site, ...file] as const) : []
  })
  if (told.length === 0) return
  await sql.query(keep, [
    from.district,
    told.map(([site]) => site),
    told.map(([, serial]) => serial),
    told.map(([, , at]) => at),
    told.map(([, , , file]) => file),
  ])
}

const toldBelow = 'SELECT site, serial, at, file FROM told_files'
const takenHere = `SELECT peer AS site, serial, min(at) AS at, left(sha256, 16) AS file FROM bundle_log l JOIN sites s ON s.id = l.peer
  WHERE l.direction = 'import' AND l.result IN ('ok', 'partial') AND l.serial IS NOT NULL AND s.own = 0 AND s.role = 'district'
  GROUP BY peer, serial, sha256`
const firstDays = `SELECT DISTINCT body->'firstDay' AS day FROM records WHERE kind = 'reporting-rule' AND NOT deleted`

/** What a hub tells the office above of files: those that came to it, and those that it was told of. */
export async function arrivedAtHub(
  sql: Sql,
  { around }: Pick<Hub, 'around'>,
): Promise<Pick<Manifest, 'arrived'>> {
  const files = new Map<string, ArrivedFile[]>()
  for (const query of [toldBelow, takenHere])
    for (const { site, serial, at, file } of await sql.query<FoundFile>(query)) {
      const known = files.get(site) ?? []
      known.push([serial, at, file])
      files.set(site, known)
    }
  const days = await sql.query<{ day: unknown }>(firstDays)
  const moments = momentsOf(
    days.map(({ day }) => day),
    dayOf(isoNow(around.clock)),
  )
  return arrivedMember(files, moments)
}

interface FoundFile {
  readonly site: string
  readonly serial: number
  readonly at: string
  readonly file: string
}
