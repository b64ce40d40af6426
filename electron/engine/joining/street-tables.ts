import { isFileKey } from '../../../shared/attachments/entry'
import { knownKind } from '../../../shared/kinds'
import type { Change } from '../../../shared/sync/change'
import { checkpointText } from '../../../shared/sync/manifest'
import { changesOfStream, streamsOf } from '../changes/log'
import type { OwnSite, ReadDb } from '../context'
import { signText } from '../sites/keys'
import { changeAt, hashAt } from '../streams/queries'
import type { OutgoingSegment } from '../streams/segments'

/** A street's teams and people are some hundreds; more comes with the first bundle. */
const MOST = 100_000

/**
 * What the district has entered for a street before its laptop is there: teams and people, so that the first record can name
 * them. Of the district's own stream in that scope only the beginning goes, as far as nothing but reference tables stands
 * in it. What is logged daily comes in a bundle that only the laptop can open.
 */
export function streetTables(db: ReadDb, own: OwnSite, scope: string): OutgoingSegment[] {
  const stream = streamsOf(db).find((one) => one.site === own.id && one.scope === scope)
  if (!stream) return []
  const to = lastOfTables(changesOfStream(db, stream.stream, 1, Math.min(stream.seq, MOST)))
  const [first, head] = [changeAt(db, stream.stream, 1), hashAt(db, stream, to)]
  if (to === 0 || !first || head === undefined) return []
  const checkpoint = signText(own.signKey, checkpointText({ site: own.id, scope, to, head }))
  return [{ stream, segment: { site: own.id, scope, from: 1, to, prev: first.prev, head, checkpoint } }]
}

function lastOfTables(changes: Iterable<Change>): number {
  const begun = new Set<string>()
  let last = 0
  for (const { seq, record, kind, set, over } of changes) {
    // A record that another computer made is not whole without that one's stream.
    const isBegun = begun.has(record) || Object.keys(over).length === 0
    const isTable = knownKind(kind)?.place === 'reference' && !Object.keys(set).some(isFileKey)
    if (!isBegun || !isTable) break
    begun.add(record)
    last = seq
  }
  return last
}
