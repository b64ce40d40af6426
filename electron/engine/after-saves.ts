import { pagesInLog, shortenLog } from './db/open'
import { momentOf } from './db/remembered'
import { mergeSome } from './search/merge-parts'
import type { DoorContext, OpenProfile } from './session'

/** In milliseconds: nothing was asked for so long. */
const PAUSE_MS = 300
/** Between two steps whoever asks is answered: milliseconds. */
const BETWEEN_MS = 30
/** About what three saves leave: a disk that turns takes a while for more. */
const PAGES_WORTH_MOVING = 100

/**
 * What saves leave behind, so that nobody waits for it: parts of the search index to be merged, and the log to be moved into the
 * database. It is done in short steps while nothing is asked.
 */
export interface AfterSaves {
  /** A call has ended: the pause begins anew. */
  ended(): void
}

interface Around {
  /** Whether something still goes on in the profile. */
  isBusy(): boolean
  /** Calls once, after so many milliseconds. */
  later(work: () => void, ms: number): void
}

/** @see AfterSaves */
export function openAfterSaves(
  { session, log }: Pick<DoorContext, 'session' | 'log'>,
  { isBusy, later }: Around,
): AfterSaves {
  let calls = 0
  let isWaiting = false
  /** What was last seen to be in order. */
  let inOrder: { readonly profile: OpenProfile; readonly moment: string } | undefined

  function wait(ms: number): void {
    const before = calls
    isWaiting = true
    later(() => {
      isWaiting = false
      if (calls !== before || isBusy()) wait(PAUSE_MS)
      else look()
    }, ms)
  }

  function look(): void {
    const profile = session.current()
    if (!profile || profile.readOnly) return
    const { db } = profile
    if (inOrder?.profile === profile && inOrder.moment === momentOf(db)) return
    try {
      if (mergeSome(db)) {
        wait(BETWEEN_MS)
        return
      }
      if (pagesInLog(db) >= PAGES_WORTH_MOVING) shortenLog(db)
    } catch (error) {
      // What was saved is safe, and the next save tries again.
      log.error('what saves left could not be put in order', {
        kind: error instanceof Error ? error.name : '',
      })
    }
    inOrder = { profile, moment: momentOf(db) }
  }

  return {
    ended() {
      calls += 1
      if (!isWaiting) wait(PAUSE_MS)
    },
  }
}
