import { AppError } from '../../../shared/errors'
import { openByRecovery, openHolder } from '../profile/holder'
import { type KeysFile, profileExists } from '../profile/keys-file'
import { countTryAtBackup } from '../profile/lockout'
import type { DoorContext } from '../session'

/** What opens a backup: a person's name and passphrase, or the district's recovery key. */
export interface BackupOpening {
  readonly user: string
  readonly passphrase: string
  readonly recoveryKey?: string | undefined
}

/**
 * The keys that a backup's database may be under. Where there is a profile, wrong passphrases count as at its door.
 * @throws AppError `passphrase.wrong`, `passphrase.wait`, `recovery.wrong`
 */
export async function unlockBackup(
  { profile, clock }: Pick<DoorContext, 'profile' | 'clock'>,
  keys: KeysFile,
  opening: BackupOpening,
): Promise<readonly Uint8Array[]> {
  if (opening.recoveryKey !== undefined) return openByRecovery(keys, opening.recoveryKey)
  const takeBack = profileExists(profile)
    ? countTryAtBackup(profile, opening.user, clock.now())
    : () => undefined
  // Nothing says whose each is before one of them opens; name and passphrase open it only together.
  for (const holder of keys.users) {
    const named = { ...holder, name: opening.user }
    const found = await openHolder(named, keys.profile, opening.passphrase)
    if (found) {
      takeBack()
      return found
    }
  }
  throw new AppError('passphrase.wrong')
}
