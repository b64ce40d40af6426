import type { Segment } from '../../../shared/sync/manifest'
import { hashAt, placeOf } from '../changes/branches'
import type { ReadDb } from '../context'
import type { HeldPart } from './segment-check'

/** What this log holds of a segment. */
export function heldPart(db: ReadDb, segment: Segment): HeldPart {
  let branch: number | undefined
  return {
    isWhole: placeOf(db, segment, segment.to, segment.head) !== undefined,
    has(seq, hash) {
      // As a rule it goes on in the branch of the change before.
      if (branch !== undefined && hashAt(db, branch, seq) === hash) return true
      branch = placeOf(db, segment, seq, hash)?.branch
      return branch !== undefined
    },
  }
}
