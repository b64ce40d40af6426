import { existsSync } from 'node:fs'
import type { Output } from '../../../shared/contract'
import { sha256OfFile } from '../../engine/files/verified-file'
import { checkLog, checkProjection } from '../../engine/safety/verify'
import { brokenHubAuditRow } from '../accounts/audit'
import { atDesk } from '../desk/at-desk'
import { bringWholeDistrict, keepOnly } from '../desk/whole-district'
import type { Hub } from '../hub'
import { keptFile } from '../ingest/kept-files'

type Check = Output<'safety.verify'>['checks'][number]

/** What was found of one district, or of the hub itself. */
export interface VerifiedDistrict {
  readonly district: string
  readonly checks: readonly Check[]
}

export interface VerifiedHub {
  readonly ok: boolean
  readonly districts: readonly VerifiedDistrict[]
  /** Files that were taken in: how many, and those that are gone or other than they came, by SHA-256. */
  readonly files: { readonly count: number; readonly wrong: readonly string[] }
  /** Ids under which more than one district has a record, but for units: none is merged, and each stays its district's. */
  readonly shared: readonly { readonly id: string; readonly districts: readonly string[] }[]
  /** The first row where the audit of the page does not hold; null where it holds to its end. */
  readonly auditBreaks: number | null
}

/** A unit that stands above several districts is known to each of them. */
const sharedIds = `SELECT r.id, array_agg(DISTINCT d.name ORDER BY d.name) AS districts FROM records r JOIN districts d USING (district)
  WHERE r.kind <> 'unit' GROUP BY r.id HAVING count(DISTINCT r.district) > 1 ORDER BY r.id LIMIT 100`

/**
 * Looks at everything that can be proved. Of each district these are the chains and signatures, and every record made anew of its
 * changes. Of every file that was taken in they are its bytes, of the page's audit its chain. One district at a time is read whole.
 */
export async function verifyHub(hub: Hub): Promise<VerifiedHub> {
  const rows = await hub.store.query<{ district: number; name: string }>(
    'SELECT district, name FROM districts ORDER BY district',
  )
  const districts: VerifiedDistrict[] = []
  for (const { district, name } of rows)
    districts.push(
      await atDesk(hub, async (desk) => {
        await keepOnly(desk, district)
        await bringWholeDistrict(desk, district)
        const pause = (): undefined => {
          hub.around.signal?.throwIfAborted()
        }
        const checks = [...(await checkLog(desk.db, pause)), await checkProjection(desk.db, pause)]
        return { district: name, checks }
      }),
    )
  const files = await verifyFiles(hub)
  const auditBreaks = await brokenHubAuditRow(hub.store)
  const shared = await hub.store.query<VerifiedHub['shared'][number]>(sharedIds)
  const isWhole = files.wrong.length === 0 && auditBreaks === null && shared.length === 0
  const ok = isWhole && districts.every(({ checks }) => checks.every((check) => check.ok))
  return { ok, districts, files, shared, auditBreaks }
}

async function verifyFiles({ store, folder, around }: Hub): Promise<VerifiedHub['files']> {
  const rows = await store.query<{ sha256: string }>(
    `SELECT DISTINCT sha256 FROM bundle_log WHERE direction = 'import' AND result IN ('ok', 'partial')
     AND sha256 NOT IN (SELECT sha256 FROM erased_files) ORDER BY sha256`,
  )
  const wrong: string[] = []
  for (const { sha256 } of rows) {
    const path = keptFile(folder, sha256)
    if (!existsSync(path) || (await sha256OfFile(path, around.signal)) !== sha256) wrong.push(sha256)
  }
  return { count: rows.length, wrong }
}
