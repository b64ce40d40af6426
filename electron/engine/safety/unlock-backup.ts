import { AppError } from '../../../shared/errors'
import { openByRecovery, openHolder } from '../profile/holder'
import type { KeysFile } from '../profile/keys-file'

/** What opens a backup: a person's name and passphrase, or the district's recovery key. */
export interface BackupOpening {
  readonly user: string
  readonly passphrase: string
  readonly recoveryKey?: string | undefined
}

/** The keys that a backup's database may be under. @throws AppError `passphrase.wrong`, `recovery.wrong` */
export async function unlockBackup(keys: KeysFile, opening: BackupOpening): Promise<readonly Uint8Array[]> {
  if (opening.recoveryKey !== undefined) return openByRecovery(keys, opening.recoveryKey)
  // Nothing says whose each is before one of them opens; name and passphrase open it only together.
  for (const holder of keys.users) {
    const named = { ...holder, name: opening.user }
    const found = await openHolder(named, keys.profile, opening.passphrase)
    if (found) return found
  }
  throw new AppError('passphrase.wrong')
}
