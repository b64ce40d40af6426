import { factTable } from '../../../shared/facts/tables'
import { reportingRule } from '../../../shared/kinds/reporting-rule'
import { type ArrivedFile, arrivedFile, arrivedMember, monthEnds } from '../../../shared/sync/arrived'
import { isBelow, type Manifest, roleAbove } from '../../../shared/sync/manifest'
import type { OpenContext, ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { startOfDay, today } from '../moment'
import { allSites, type SiteRow } from '../sites/queries'

const sql = {
  // A file that was read again came when it was read first.
  taken: `SELECT peer, serial, min(at) AS at, sha256 FROM bundle_log
          WHERE direction = 'import' AND result = 'ok' AND serial IS NOT NULL GROUP BY peer, sha256`,
  firstDays: `SELECT DISTINCT json_extract(r.body, '$.firstDay') FROM ${factTable(reportingRule)} f
              CROSS JOIN records r ON r.rid = f.rid WHERE f.deleted = 0`,
} as const

interface TakenRow {
  readonly peer: string
  readonly serial: number
  readonly at: string
  readonly sha256: string
}

/** What a bundle for the office above tells of the files that came from the sites below; a bundle for anybody else tells nothing. */
export function arrivedHere(
  { site, clock }: Pick<OpenContext, 'site' | 'clock'>,
  db: ReadDb,
  receiver: Pick<SiteRow, 'role'>,
): Pick<Manifest, 'arrived'> {
  if (roleAbove[site.role] !== receiver.role) return {}
  const below = new Set(
    allSites(db)
      .filter(({ role }) => isBelow(role, site.role))
      .map(({ id }) => id),
  )
  const files = new Map<string, ArrivedFile[]>()
  for (const { peer, serial, at, sha256 } of prepared<[], TakenRow>(db, sql.taken).all()) {
    if (!below.has(peer)) continue
    const known = files.get(peer) ?? []
    known.push(arrivedFile(serial, at, sha256))
    files.set(peer, known)
  }
  const firstDays = prepared<[], unknown>(db, sql.firstDays).pluck().all()
  return arrivedMember(files, momentsOf(firstDays, today(clock)))
}

/** When each month that is told of was over, by this computer's own calendar, ISO 8601. */
export const momentsOf = (firstDays: Iterable<unknown>, day: string): readonly string[] =>
  monthEnds(firstDays, day).map((end) => startOfDay(end, 1))
