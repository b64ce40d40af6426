import { existsSync } from 'node:fs'
import type { Output } from '../../../shared/contract'
import type { OpenContext } from '../context'
import { readMeta } from '../db/meta'
import { believedDigest } from '../profile/known-keys'
import { removedSince } from '../profile/queries'
import { allCopies } from './places'

/**
 * The backups that nobody here can seal anew, the newest first: those that a person had written into a folder, and those
 * of a second place that is not there now. Of each who was removed since it was made: that person's passphrase opens it.
 */
export function backupsElsewhere({ db }: Pick<OpenContext, 'db'>): Output<'safety.elsewhere'>['backups'] {
  const believed = believedDigest(db)
  const unreached = allCopies(db).filter(
    ({ folder, sealedAfter }) => sealedAfter !== believed && !existsSync(folder),
  )
  return [...(readMeta(db, 'elsewhere') ?? []), ...unreached]
    .map(({ file, folder, at }) => ({ file, folder, at, former: removedSince(db, at) }))
    .sort((a, b) => (a.at < b.at ? 1 : -1))
}
