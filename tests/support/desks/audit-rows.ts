import { openForReading } from '../../../electron/engine/db/open'
import { prepared } from '../../../electron/engine/db/prepared'
import type { Desk } from './engine'
import { dataKeyOf, type Who } from './keys'

/** The rows of a profile's audit log, read from outside while it may be open. */
export async function auditRows(
  desk: Pick<Desk, 'profile'>,
  who?: Who,
): Promise<readonly { readonly user: string; readonly action: string; readonly detail: string }[]> {
  const db = openForReading(`${desk.profile}/profile.db`, await dataKeyOf(desk.profile, who))
  try {
    return prepared<[], { user: string; action: string; detail: string }>(
      db,
      'SELECT user, action, detail FROM audit ORDER BY seq',
    ).all()
  } finally {
    db.close()
  }
}
