import { isFileKey } from '../../../shared/attachments/entry'
import { knownKind } from '../../../shared/kinds'
import type { Change } from '../../../shared/sync/change'
import { checkpointText } from '../../../shared/sync/manifest'
import { branchesOfStream, hashAt, hashBefore } from '../changes/branches'
import { changesOfBranch } from '../changes/log'
import type { OwnSite, ReadDb } from '../context'
import { signText } from '../sites/keys'
import type { OutgoingSegment } from '../streams/segments'

/** A street's teams and people are some hundreds; more comes with the first bundle. */
const MOST = 100_000

/**
 * What the district has entered for a street before its laptop is there: teams and people, so that the first record can name
 * them. Of the district's own stream in that scope only the beginning goes, as far as nothing but reference tables stands
 * in it. What is logged daily comes in a bundle that only the laptop can open.
 */
export function streetTables(db: ReadDb, own: OwnSite, scope: string): OutgoingSegment[] {
  const [row] = branchesOfStream(db, own.id, scope)
  if (!row) return []
  const { branch } = row
  const to = lastOfTables(changesOfBranch(db, branch, 1, Math.min(row.seq, MOST)))
  const head = hashAt(db, branch, to)
  if (head === undefined) return []
  const run = { branch, from: 1, to }
  const checkpoint = signText(own.signKey, checkpointText({ site: own.id, scope, to, head }))
  const prev = hashBefore(db, run)
  return [{ runs: [run], segment: { site: own.id, scope, from: 1, to, prev, head, checkpoint } }]
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
