import { AppError } from '../../../shared/errors'
import { newSiteKeys } from '../../engine/sites/keys'
import { renewSite } from '../../engine/streams/renew'
import { appendHubAudit, BY_COMMAND } from '../accounts/audit'
import { atDesk } from '../desk/at-desk'
import { type Hub, resumeHub } from '../hub'
import { type HubKeys, layDownNextKeys, nextHubKeys, takeUpNextKeys } from '../keys'
import type { Store } from '../store/store'

/**
 * Gives a hub that was restored from an older backup new keys, so that it goes on under a self of its own. Districts follow once they take
 * its next file, which tells them what the hub holds now: they send the rest again.
 * @returns the hub as it is from now on. @throws AppError `file.unwritable`, `file.no-space`
 */
export async function renewHub(hub: Hub): Promise<Hub> {
  const made = await newSiteKeys()
  await atDesk(hub, async (desk) => {
    const site = desk.db.transaction(() =>
      renewSite(desk.ctx, made, { rewound: true, reason: '用旧备份恢复，已换新密钥' }),
    )()
    // Keys first: a database that knows a self whose keys are gone would be lost.
    layDownNextKeys(hub.folder, {
      site,
      former: [...hub.keys.former, hub.keys.site],
      dataKey: hub.keys.dataKey,
    })
    await desk.carryBack(hub.home)
    const detail = { from: hub.keys.site.id, to: site.id }
    await appendHubAudit(desk.sql, {
      account: BY_COMMAND,
      action: 'hub.renew',
      detail,
      now: hub.around.clock.now(),
    })
  })
  return await resumeHub({ ...hub, keys: await currentKeys(hub.store, hub.folder, hub.keys) })
}

/**
 * The keys that the database goes by: new ones that were laid down are taken up where it knows them already.
 * @throws AppError `hub.keys-old` for keys of a self that the hub is no more
 */
export async function currentKeys(store: Store, folder: string, keys: HubKeys): Promise<HubKeys> {
  const next = nextHubKeys(folder)
  if (next && (await standsIn(store, next.site.id)) !== undefined) {
    takeUpNextKeys(folder)
    return next
  }
  if ((await standsIn(store, keys.site.id))?.hasEnded) throw new AppError('hub.keys-old')
  return keys
}

async function standsIn(store: Store, site: string): Promise<{ readonly hasEnded: boolean } | undefined> {
  const [row] = await store.query<{ hasEnded: boolean }>(
    'SELECT closing IS NOT NULL AS "hasEnded" FROM sites WHERE id = $1',
    [site],
  )
  return row
}
