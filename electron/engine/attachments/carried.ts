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
  /**
   * What of it is held here and whole, in the order it was named, and how many of them do not fit any more: the receiver
   * will ask for those. A lost one is left out: the record matters more.
   */
  contents(
    store: BlobStore,
    limit?: number,
  ): { readonly contents: readonly { readonly hash: string; readonly size: number }[]; readonly left: number }
}

/**
 * @param asked what the receiver has asked for, because it did not arrive there
 * @param held what the receiver is known to hold: contents that those changes name have gone to it before
 */
export function openCarried(db: ReadDb, held: Vector, asked: readonly string[] = []): Carried {
  const wanted = new Set(asked)
  return {
    see: (change) => {
      const hashes = hashesIn(change.set)
      if (hashes.length === 0) return
      const before = isFollowedUp(change) ? heldHashes(db, held, change.record) : new Set<string>()
      for (const hash of hashes) if (!before.has(hash)) wanted.add(hash)
    },
    contents: (store, limit = MAX_ENTRIES - 1) => {
      const contents: { hash: string; size: number }[] = []
      let left = 0
      for (const hash of wanted) {
        if (contents.length === limit) {
          if (store.has(hash)) left += 1
          continue
        }
        const size = store.wholeSize(hash)
        if (size !== null) contents.push({ hash, size })
      }
      return { contents, left }
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
