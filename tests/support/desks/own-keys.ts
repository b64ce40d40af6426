import { join } from 'node:path'
import type { OwnSite } from '../../../electron/engine/context'
import { readMeta } from '../../../electron/engine/db/meta'
import { DATABASE_FILE, openForReading } from '../../../electron/engine/db/open'
import { openHolder } from '../../../electron/engine/profile/holder'
import { readKeys } from '../../../electron/engine/profile/keys-file'
import type { Computer } from './engine'
import { passphrase, user } from './engine'

/** The raw key of a computer's database, as its own user gets at it. */
export async function dataKeyOf(computer: Pick<Computer, 'profile'>): Promise<Uint8Array> {
  const keys = readKeys(computer.profile)
  const holder = keys.users.find((each) => each.name === user)
  const [key] = (holder && (await openHolder(holder, keys.profile, passphrase))) ?? []
  if (!key) throw new Error('the test user opens the profile')
  return key
}

/** The secret keys of a computer: what whoever steals a laptop and its passphrase holds. */
export async function siteKeyOf(computer: Pick<Computer, 'profile'>): Promise<OwnSite> {
  const db = openForReading(join(computer.profile, DATABASE_FILE), await dataKeyOf(computer))
  try {
    const site = readMeta(db, 'site')
    if (!site) throw new Error('a profile knows its site')
    return site
  } finally {
    db.close()
  }
}
