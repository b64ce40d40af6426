import { join } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import { exportBundle } from '../../engine/exchange/export'
import { makePrivateFolder } from '../../engine/files/private-folder'
import { removeFolderNow } from '../../engine/files/rename'
import { bytesOf, writeVerified } from '../../engine/files/verified-file'
import { isoNow } from '../../engine/moment'
import { atDesk } from '../desk/at-desk'
import { bringLog } from '../desk/whole-district'
import type { Hub } from '../hub'
import { arrivedAtHub } from '../ingest/arrived'
import type { Sql } from '../store/store'

type Exported = Output<'sync.exportBundle'>

/** To whom, and whether contents of attachments are asked for that have not come. */
export interface HubExport {
  readonly site: string
  readonly asksForContents: boolean
}

/**
 * Writes the file for one district or city: its receipts, what the hub says of it, and whatever it has lost of its own. The file gets its
 * name in `folder` only once the database has its number: no number is ever given twice.
 * @throws AppError `peer.unknown`, and as `exportBundle`
 */
export async function exportFromHub(hub: Hub, to: HubExport, folder: string): Promise<Exported> {
  const leaving = join(hub.folder, 'leaving', Buffer.from(hub.around.random.bytes(8)).toString('hex'))
  makePrivateFolder(leaving)
  try {
    const made = await atDesk(
      hub,
      async (desk) => {
        for (const district of await districtsFor(desk.sql, hub.home, to.site)) await bringLog(desk, district)
        for (const table of ['peers', 'peer_programs', 'peer_agreement'])
          await desk.rows(table, `${table} t WHERE site = $1`, [to.site])
        await desk.rows('wanted_blobs', 'wanted_blobs t WHERE peer = $1', [to.site])
        // Contents stay in the districts unless somebody wants them here.
        if (!to.asksForContents) desk.quietly(() => desk.db.exec('DELETE FROM missing_blobs'))
        const folder = leaving as Parsed<'sync.exportBundle'>['folder']
        const told = (await isAbove(desk.sql, to.site)) ? await arrivedAtHub(desk.sql, hub) : {}
        const written = await exportBundle(desk.ctx, { folder, peer: to.site }, () => told)
        await desk.carryBack(hub.home)
        await desk.sql.query(
          `INSERT INTO bundle_log (at, direction, file, peer, serial, changes, sha256, bytes, result)
           VALUES ($1, 'export', $2, $3, $4, $5, $6, $7, 'ok')`,
          [
            isoNow(hub.around.clock),
            written.file,
            written.peerSite,
            written.serial,
            written.changes,
            written.sha256,
            written.bytes,
          ],
        )
        return written
      },
      // As its files come in: both write how far the exchange has come.
      await roomOfSite(hub, to.site),
    )
    await writeVerified(join(folder, made.file), bytesOf(join(leaving, made.file)))
    return made
  } finally {
    removeFolderNow(leaving)
  }
}

/** What a site gets something of: its own district, or everything for the office above. */
async function districtsFor(sql: Sql, home: number, site: string): Promise<readonly number[]> {
  const own = await sql.query<{ district: number }>(
    'SELECT d.district FROM districts d JOIN sites s ON s.root = d.site WHERE s.id = $1',
    [site],
  )
  const above = await isAbove(sql, site)
  const found = above
    ? await sql.query<{ district: number }>('SELECT district FROM districts ORDER BY district')
    : own
  return found.map(({ district }) => district).filter((district) => above || district !== home)
}

/** Whether a site is the office that this hub hands in to. */
async function isAbove(sql: Sql, site: string): Promise<boolean> {
  const rows = await sql.query("SELECT 1 FROM hub_meta WHERE key = 'office' AND value = $1", [
    JSON.stringify(site),
  ])
  return rows.length > 0
}

async function roomOfSite({ store }: Hub, site: string): Promise<string> {
  const [row] = await store.query<{ root: string }>('SELECT root FROM sites WHERE id = $1', [site])
  return row?.root ?? site
}
