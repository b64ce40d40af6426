import { sameJson } from '../../../shared/json'
import type { Change } from '../../../shared/sync/change'
import { msOf } from '../../../shared/sync/hlc'
import type { Closing } from '../../../shared/sync/manifest'
import { changesOf } from '../changes/log'
import type { ReadDb } from '../context'
import { allSites, findSite } from '../exchange/queries'
import type { SiteRow } from '../profile/queries'
import { readClosing } from '../sites/closing'
import { vouchesFor } from '../sites/sites'

const endingOf = (site: Pick<SiteRow, 'closing'> | undefined): Closing | undefined =>
  site?.closing ? readClosing(site.closing) : undefined

/** Whether a site has ended: only of those is it known that an old copy may have been put back, and who speaks for them now. */
export const hasEnded = (site: Pick<SiteRow, 'closing'> | undefined): boolean => endingOf(site) !== undefined

/** Whether a site ended because another self of the same computer took over, and was not lost. */
export function isReplaced(site: Pick<SiteRow, 'closing'>): boolean {
  const ending = endingOf(site)
  return ending?.successor !== undefined && ending.cut === undefined
}

/** A site and what it became, as far as that is known here: its successor, that one's, and so on. */
function selvesFrom(db: ReadDb, site: string): readonly string[] {
  const found = new Set([site])
  // A set grows while it is walked; a chain that somebody made circular ends where it has been.
  for (const self of found) {
    const next = endingOf(findSite(db, self))?.successor
    if (next !== undefined) found.add(next)
  }
  return [...found]
}

/** Whether a site, or what it became, was lost: it will not say any more what it wrote. */
export function isLost(db: ReadDb, site: string): boolean {
  return endingOf(findSite(db, selvesFrom(db, site).at(-1) ?? site))?.cut !== undefined
}

/** Who may write anew what a site wrote: what it became, and for one that was lost whoever vouched for it. */
export function laterSelves(db: ReadDb, site: string): ReadonlySet<string> {
  const [, ...selves] = selvesFrom(db, site)
  const row = findSite(db, site)
  const vouching = row && isLost(db, site) ? allSites(db).filter((other) => vouchesFor(other, row)) : []
  return new Set([...selves, ...vouching.map(({ id }) => id)])
}

/** Names a change of a stream: ids repeat from record to record. */
export const nameOf = ({ record, id }: Pick<Change, 'record' | 'id'>): string => `${record}/${id}`

/**
 * Pairs changes of one stream, in their order, with what these sites wrote anew of them: the same in every respect but name
 * and place. No two changes share one, because a person may set the same value twice.
 * @returns a change (`nameOf`) → the id of what was written anew
 */
export function writtenAnew(
  db: ReadDb,
  changes: Iterable<Change>,
  selves: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  if (selves.size === 0) return found
  const taken = new Set<string>()
  for (const change of changes) {
    const copy = changesOf(db, change.record).find(
      (other) => selves.has(other.site) && !taken.has(nameOf(other)) && isWrittenAnew(other, change),
    )
    if (!copy) continue
    taken.add(nameOf(copy))
    found.set(nameOf(change), copy.id)
  }
  return found
}

/** A clock that two histories of one site both gave for a record is put a little on when the second is written anew. */
const MOVED_ON_MS = 1

function isWrittenAnew(copy: Change, change: Change): boolean {
  return (
    copy.id.slice(0, 16) >= change.id.slice(0, 16) &&
    msOf(copy.id) <= msOf(change.id) + MOVED_ON_MS &&
    copy.scope === change.scope &&
    copy.kind === change.kind &&
    copy.kindVersion === change.kindVersion &&
    copy.author === change.author &&
    copy.at === change.at &&
    copy.reason === change.reason &&
    sameJson(copy.set, change.set)
  )
}
