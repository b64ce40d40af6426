import { basename } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import type { OpenContext } from '../context'
import { readBack } from '../files/verified-file'
import { siteNameOf } from '../sites/sites'
import { withHash } from './queries'

/**
 * Reads files again and looks for each in the log of bundles. A stick that was taken out and put in again is read from
 * itself in any case: the system remembers nothing of it. @throws AppError `file.unreadable`
 */
export async function recheckFiles(
  ctx: OpenContext,
  { files }: Parsed<'sync.recheck'>,
): Promise<Output<'sync.recheck'>> {
  const found: Output<'sync.recheck'>['files'] = []
  for (const path of files.map((token) => ctx.pathOf(token))) {
    const { sha256, from } = await readBack(path, ctx.signal)
    const row = withHash(ctx.db, sha256)
    const same = row && {
      direction: row.direction,
      peer: siteNameOf(ctx, row.peer),
      serial: row.serial ?? 0,
      at: row.at,
    }
    found.push({ file: basename(path), sha256, same: same ?? null, readFrom: from })
  }
  return { files: found }
}
