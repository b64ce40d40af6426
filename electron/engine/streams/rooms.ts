import { type Rooms, roomsByScope } from '../changes/namesakes'
import type { OpenContext } from '../context'
import type { SiteRow } from '../sites/queries'
import { realmsHere } from '../sites/realms'

/** Whose records are whose here: above districts each district's scopes are rooms of its own. For one piece of work. */
export function roomsHere(ctx: Pick<OpenContext, 'db' | 'site'>, known?: Iterable<SiteRow>): Rooms {
  const realms = realmsHere(ctx, known)
  if (!realms) return roomsByScope
  const realm = (site: string): string => realms.of(site) ?? site
  return {
    of: ({ site, scope }) => `${realm(site)}/${scope}`,
    areTogether: (one, other) => realm(one) === realm(other),
  }
}
