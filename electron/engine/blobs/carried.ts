import { fileKey, filesOf, hashesIn } from '../../../shared/attachments/entry'
import type { Change } from '../../../shared/sync/change'
import { changeFromRow } from '../changes/log'
import { type ChangeRow, changeQuery } from '../changes/queries'
import type { BranchReach } from '../changes/reach'
import type { ReadDb } from '../context'
import type { BlobStore } from './blob-store'
import { isOwned } from './owned'

/** Gathers which contents a bundle must carry, while its changes pass. */
export interface Carried {
  readonly see: (change: Change) => void
  /**
   * The contents held here and whole, in the order of their naming, as far as there is room; and the rest, which goes
   * with the next bundle.
   * A lost content is in neither: the record matters more.
   */
  contents(store: BlobStore, room: Room): CarriedContents
}

/** How many contents a bundle still takes, and how many bytes of tar they may come to. */
export interface Room {
  readonly count: number
  readonly bytes: number
}

export interface CarriedContents {
  readonly contents: readonly { readonly hash: string; readonly size: number }[]
  readonly left: readonly string[]
}

/** A tar's header and the padding behind a content, at most. */
const TAR_FRAME = 1024

/**
 * @param asked contents that the receiver has asked for, because they did not arrive there
 * @param held what the receiver is known to hold: contents that those changes name have gone to it before
 * @param onlyAsked whether no others go: pictures of people stay in the districts unless a city or a province asks for them
 */
export function openCarried(
  db: ReadDb,
  held: BranchReach,
  {
    asked = [],
    onlyAsked = false,
  }: { readonly asked?: readonly string[]; readonly onlyAsked?: boolean } = {},
): Carried {
  const wanted = new Set(asked)
  return {
    see: (change) => {
      if (onlyAsked) return
      const hashes = hashesIn(change.set)
      if (hashes.length === 0) return
      const before = isFollowedUp(change) ? heldHashes(db, held, change.record) : new Set<string>()
      for (const hash of hashes) if (!before.has(hash) && isOwned(db, hash, change.scope)) wanted.add(hash)
    },
    contents: (store, room) => {
      const contents: { hash: string; size: number }[] = []
      const left: string[] = []
      let bytes = 0
      for (const hash of wanted) {
        // Full from the first content that does not fit: the contents behind it need not be read.
        const isFull = left.length > 0 || contents.length === room.count
        const size = isFull ? null : store.wholeSize(hash)
        if (size !== null && bytes + size + TAR_FRAME <= room.bytes) {
          contents.push({ hash, size })
          bytes += size + TAR_FRAME
        } else if (size !== null || (isFull && store.has(hash))) left.push(hash)
      }
      return { contents, left }
    },
  }
}

/** Whether a change only says something else about an attachment that an earlier change added, such as its caption. */
function isFollowedUp({ set, over }: Change): boolean {
  return filesOf(set).some(({ id }) => (over[fileKey(id)] ?? []).length > 0)
}

function heldHashes(db: ReadDb, held: BranchReach, record: string): ReadonlySet<string> {
  const rows = changeQuery<ChangeRow>(db, 'ofRecord').all(record)
  const known = rows.filter(({ branch, seq }) => seq <= (held.get(branch) ?? 0))
  return new Set(known.flatMap((row) => hashesIn(changeFromRow(row).set)))
}
