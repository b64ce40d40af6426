import type { Output, Parsed } from '../../../shared/contract'
import { dropWaiting, waitingPath } from '../../engine/exchange/waiting-files'
import { createJoinFile } from '../../engine/joining/join-file'
import {
  admitFirst,
  letFollow,
  listNewcomers,
  newcomerOf,
  requireFingerprint,
} from '../../engine/joining/newcomers'
import { dropNewcomer, waitingFilesOf } from '../../engine/sites/newcomer-queries'
import { atDesk } from '../desk/at-desk'
import { districtNumbered } from '../desk/district-of-site'
import type { Hub } from '../hub'
import { type IngestedFile, WAITING } from '../ingest/ingest'
import { ingestPile } from '../ingest/pile'

/** Writes a joining file for one district, or for one city of a province. @throws AppError as `createJoinFile` */
export async function hubJoinFile(hub: Hub, folder: string): Promise<Output<'sync.createJoinFile'>> {
  return await atDesk(hub, async (desk) => {
    const made = await createJoinFile(desk.ctx, {
      scope: hub.keys.site.unit,
      letter: 'A',
      again: true,
      folder: folder as Parsed<'sync.createJoinFile'>['folder'],
    })
    await desk.carryBack(hub.home)
    return made
  })
}

/** Who asks to be let in, with the words that a person compares by telephone. */
export async function hubNewcomers(hub: Hub): Promise<Output<'sites.newcomers'>['newcomers']> {
  return await atDesk(hub, async (desk) => listNewcomers(desk.ctx).newcomers)
}

/**
 * Lets a newcomer in whose words a person has compared, and takes in its files that wait. Where that was cut short, the same call goes on
 * with it. @throws AppError as `sites.admit`
 */
export async function admitToHub(
  hub: Hub,
  asked: { readonly site: string; readonly fingerprint: string; readonly despite: boolean },
): Promise<{ readonly site: string; readonly files: readonly IngestedFile[] }> {
  const paths = await atDesk(hub, async (desk) => {
    const newcomer = newcomerOf(desk.ctx, asked.site)
    requireFingerprint(desk.ctx, newcomer, asked.fingerprint)
    desk.db.transaction(() => admitFirst(desk.ctx, newcomer, asked.despite))()
    // What it asked by comes with its contents: until then the log alone does not tell whose district this is.
    const { unit, unitName: unit_name } = newcomer.asks
    const district = await districtNumbered(hub.keys, desk.sql, { root: newcomer.row.site, unit, unit_name })
    await desk.carryBack(district)
    return waitingFilesOf(desk.db, newcomer.row.site).map((row) => waitingPath(desk.ctx, row))
  })
  const files = await ingestPile(hub, paths, { allowMassDelete: false })
  return await atDesk(
    hub,
    async (desk) => {
      const newcomer = newcomerOf(desk.ctx, asked.site)
      desk.db.transaction(() => {
        letFollow(desk.ctx, newcomer)
        for (const row of waitingFilesOf(desk.db, newcomer.row.site)) dropWaiting(desk.ctx, row)
        dropNewcomer(desk.db, newcomer.row.site)
      })()
      await desk.carryBack(hub.home)
      return { site: newcomer.row.sender, files }
    },
    WAITING,
  )
}
