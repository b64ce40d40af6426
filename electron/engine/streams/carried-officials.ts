import { carriedLine } from '../../../shared/sync/chain'
import type { Change } from '../../../shared/sync/change'
import { type CarriedOfficial, checkpointText } from '../../../shared/sync/manifest'
import { hashBefore, placeOf } from '../changes/branches'
import { officialChanges } from '../changes/log'
import type { OwnSite, ReadDb } from '../context'
import { introductionsIn, officeWordOf } from '../sites/introductions'
import { signText } from '../sites/keys'
import { allSites, type SiteRow } from '../sites/queries'
import { checkpointAt } from './queries'

/** A change that says who is who, where it stands, and of whom it speaks. */
export interface HeldOfficial extends Pick<Change, 'kind' | 'site' | 'seq'> {
  readonly branch: number
  readonly about: SiteRow | undefined
}

/**
 * Changes that say who is who, as files carry them by themselves: introductions and words of offices, as far as what proves them is
 * held. @param own selves of this computer, whose keys sign theirs
 */
export function carriedOfficials(
  db: ReadDb,
  own: readonly OwnSite[],
  isWanted: (official: HeldOfficial) => boolean,
): CarriedOfficial[] {
  const sites = new Map(allSites(db).map((row) => [row.id, row]))
  return officialChanges(db).flatMap((change): CarriedOfficial[] => {
    const { kind, site, scope, seq: to, id } = change
    const word = officeWordOf(change)
    if (!word && introductionsIn([change]).length === 0) return []
    const head = id.slice(change.clock.length)
    const place = placeOf(db, change, to, head)
    if (!place) return []
    const { branch } = place
    if (!isWanted({ kind, site, seq: to, branch, about: sites.get(word?.site ?? site) })) return []
    const key = own.find((self) => self.id === site)?.signKey
    const checkpoint =
      key === undefined
        ? checkpointAt(db, branch, to)
        : signText(key, checkpointText({ site, scope, to, head }))
    const prev = hashBefore(db, { branch, from: to })
    return checkpoint === undefined ? [] : [{ line: carriedLine(change), prev, checkpoint }]
  })
}
