import { fileKey, filesOf, hashesIn } from '../../../shared/attachments/entry'
import type { Change, Vector } from '../../../shared/sync/change'
import { MAX_ENTRIES } from '../../../shared/sync/manifest'
import { heldOf } from '../../../shared/sync/vector'
import { changesOf } from '../changes/log'
import type { ReadDb } from '../context'
import type { BlobStore } from './blob-store'

/** Gathers which contents a bundle must carry, while its changes pass. */
export interface Carried {
  readonly see: (change: Change) => void
  /** What of it is held here and whole, in the order it was named. A lost one is left out: the record matters more. */
  contents(store: BlobStore): { readonly hash: string; readonly size: number }[]
}

/** @param held what the receiver is known to hold: contents that those changes name have gone to it before */
export function openCarried(db: ReadDb, held: Vector): Carried {
  const wanted = new Set<string>()
  return {
    see: (change) => {
      const hashes = hashesIn(change.set)
      if (hashes.length === 0) return
      const before = isFollowedUp(change) ? heldHashes(db, held, change.record) : new Set<string>()
      for (const hash of hashes) if (!before.has(hash)) wanted.add(hash)
    },
    contents: (store) => {
      const contents: { hash: string; size: number }[] = []
      for (const hash of wanted) {
        if (contents.length === MAX_ENTRIES - 1) break
        const size = store.wholeSize(hash)
        if (size !== null) contents.push({ hash, size })
      }
      return contents
    },
  }
}

/** Whether a change only says something else about an attachment that an earlier one added, such as its caption. */
function isFollowedUp({ set, over }: Change): boolean {
  return filesOf(set).some(({ id }) => (over[fileKey(id)] ?? []).length > 0)
}

function heldHashes(db: ReadDb, held: Vector, record: string): ReadonlySet<string> {
  const known = changesOf(db, record).filter(({ site, scope, seq }) => seq <= heldOf(held, site, scope))
  return new Set(known.flatMap(({ set }) => hashesIn(set)))
}
