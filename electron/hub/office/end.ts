import type { Output } from '../../../shared/contract'
import { refuseNewcomer } from '../../engine/joining/newcomers'
import { nothingOfficial } from '../../engine/sites/introductions'
import { revokeSite } from '../../engine/sites/revoke'
import { appendHubAudit, BY_COMMAND } from '../accounts/audit'
import { atDesk, type SetDesk } from '../desk/at-desk'
import type { Hub } from '../hub'
import { WAITING } from '../ingest/ingest'
import { bringForJudging } from '../ingest/needed'

/** Sends a newcomer away whose words were other ones by telephone; its files go. @throws AppError `join.nobody` */
export async function refuseAtHub(hub: Hub, site: string): Promise<Output<'sites.refuse'>> {
  return await atDesk(
    hub,
    async (desk) => {
      const refused = refuseNewcomer(desk.ctx, { site })
      await desk.carryBack(hub.home)
      await note(hub, desk, 'sites.refuse', { site: refused.site })
      return refused
    },
    WAITING,
  )
}

/**
 * Ends a computer of a district or a city: what is held of it stays, and nothing of it counts that comes later.
 * @throws AppError `peer.unknown`, `sites.first`
 */
export async function endAtHub(
  hub: Hub,
  asked: { readonly site: string; readonly reason: string },
): Promise<Output<'sites.revoke'>> {
  return await atDesk(hub, async (desk) => {
    await bringForJudging(desk, { from: asked.site, segments: [] }, nothingOfficial, [])
    const ended = revokeSite(desk.ctx, asked)
    await desk.carryBack(hub.home)
    await note(hub, desk, 'sites.revoke', { site: ended.site })
    return ended
  })
}

const note = (
  { around }: Hub,
  { sql }: SetDesk,
  action: string,
  detail: Readonly<Record<string, string>>,
): Promise<number> => appendHubAudit(sql, { account: BY_COMMAND, action, detail, now: around.clock.now() })
