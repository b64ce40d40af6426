import { sameJson } from '../../../shared/json'
import type { Change } from '../../../shared/sync/change'
import { msOf } from '../../../shared/sync/hlc'
import { changesOf } from '../changes/log'
import type { ReadDb } from '../context'

/** Names a change of a stream: ids repeat from record to record. */
export const changeName = ({ record, id }: Pick<Change, 'record' | 'id'>): string => `${record}/${id}`

/**
 * Pairs changes of one stream, in their order, with their copies that these sites wrote anew: the same but for name and
 * place.
 * No two changes share one copy, because a person may set the same value twice.
 * @returns a change (`changeName`) → the id of its copy
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
      (other) => selves.has(other.site) && !taken.has(changeName(other)) && isWrittenAnew(other, change),
    )
    if (!copy) continue
    taken.add(changeName(copy))
    found.set(changeName(change), copy.id)
  }
  return found
}

/**
 * The second of two changes of a record to which two histories gave one clock gets a clock a little later when it is
 * written anew.
 */
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
