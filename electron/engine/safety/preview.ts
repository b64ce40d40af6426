import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { knownKind } from '../../../shared/kinds'
import { branchesOf } from '../changes/branches'
import type { ReadDb } from '../context'
import { requireMeta } from '../db/meta'
import { DATABASE_FILE, openForReading } from '../db/open'
import { removeFolderNow } from '../files/rename'
import { keyThatOpens } from '../profile/rotation'
import type { DoorContext } from '../session'
import { askHere } from './open-here'
import { holdings } from './queries'
import { unpackBackup } from './read-backup'
import { unlockBackup } from './unlock-backup'

/** Where a backup is unpacked that is only looked at. */
const WORKPLACE = 'previewing'

/**
 * What a backup holds, until when, and what of the profile here it does not hold: to be read before it takes the profile's place.
 * @throws AppError `passphrase.wrong`, `passphrase.wait`, `recovery.wrong`, `backup.damaged`, and as `unpackBackup`
 */
export async function previewBackup(
  ctx: DoorContext,
  input: Parsed<'profile.previewBackup'>,
): Promise<Output<'profile.previewBackup'>> {
  const path = ctx.pathOf(input.file)
  const workplace = join(ctx.profile, WORKPLACE)
  try {
    removeFolderNow(workplace)
    mkdirSync(workplace, { recursive: true, mode: 0o700 })
    const { header, candidates } = await unpackBackup(
      path,
      workplace,
      (keys) => unlockBackup(ctx, keys, input),
      {
        signal: ctx.signal,
        tell: (done, total) => ctx.emit('progress', { task: 'restore', done, total }),
      },
    )
    const key = keyThatOpens(workplace, candidates)
    if (!key) throw new AppError('backup.damaged', { file: basename(path) })
    const db = openForReading(join(workplace, DATABASE_FILE), key)
    try {
      return {
        at: header.at,
        unit: requireMeta(db, 'site').unitName,
        kinds: countsOf(db),
        lastChange: holdings.one<{ at: string | null }>(db, 'lastChange')?.at ?? null,
        lost: askHere(ctx.profile, db, (live) => lostBetween(live, db)),
      }
    } finally {
      db.close()
    }
  } finally {
    removeFolderNow(workplace)
  }
}

function countsOf(db: ReadDb): Output<'profile.previewBackup'>['kinds'] {
  return holdings
    .all<{ kind: string; count: number }>(db, 'countByKind')
    .map(({ kind, count }) => ({ label: knownKind(kind)?.label ?? kind, count }))
}

/** What stands in the profile here and not in the backup. */
function lostBetween(live: ReadDb, backup: ReadDb): { changes: number; records: number } {
  const held = new Map(
    branchesOf(backup).map(({ site, scope, hash, seq }) => [`${site} ${scope} ${hash}`, seq]),
  )
  const reach = new Map<string, number>()
  for (const { site, scope, seq } of branchesOf(backup))
    reach.set(`${site} ${scope}`, Math.max(seq, reach.get(`${site} ${scope}`) ?? 0))
  let changes = 0
  const records = new Set<string>()
  for (const { branch, site, scope, seq, hash, after } of branchesOf(live)) {
    if (held.has(`${site} ${scope} ${hash}`)) continue
    const from = Math.max(after, Math.min(seq, reach.get(`${site} ${scope}`) ?? 0))
    changes += seq - from
    for (const { record } of holdings.all<{ record: string }>(live, 'recordsAfter', branch, from))
      records.add(record)
  }
  return { changes, records: records.size }
}
