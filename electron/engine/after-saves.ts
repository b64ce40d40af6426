import { forgetPages, pagesInLog, shortenLog } from './db/open'
import { momentOf } from './db/remembered'
import { refreshSome } from './figures/refresh-sums'
import { mergeSome } from './search/merge-parts'
import type { DoorContext, OpenProfile } from './session'

/** In milliseconds: nothing was asked for so long. */
const PAUSE_MS = 300
/** Between two steps whoever asks is answered: milliseconds. */
const BETWEEN_MS = 30
/** About what three saves leave: a disk that turns takes a while for more. */
const PAGES_WORTH_MOVING = 100
/** As much as is moved at once while more is merged: less would be written twice. */
const MANY_PAGES = 1000
/** So many leave the memory full of pages that nobody asks for again. */
const MANY_STEPS = 16

/**
 * What saves leave behind, so that nobody waits for it: months to be added up again, parts of the search index to be merged, logs to
 * be moved into their files. It is done in short steps while nothing is asked.
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
  /** Since all was last in order. */
  let steps = 0
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
    try {
      if (step(profile)) wait(BETWEEN_MS)
    } catch (error) {
      // What was saved is safe, and the next pause tries again.
      log.error('what saves left could not be put in order', {
        kind: error instanceof Error ? error.name : '',
      })
    }
  }

  /** @returns whether there may be more to do */
  function step(profile: OpenProfile): boolean {
    const { db, drafts } = profile
    // Drafts lie in a file of their own, and typing writes them alone.
    if (pagesInLog(drafts) >= PAGES_WORTH_MOVING) shortenLog(drafts)
    if (inOrder?.profile === profile && inOrder.moment === momentOf(db)) return false
    const isMore = refreshSome(db) || mergeSome(db)
    if (pagesInLog(db) >= (isMore ? MANY_PAGES : PAGES_WORTH_MOVING)) shortenLog(db)
    if (isMore) {
      steps += 1
      return true
    }
    if (steps >= MANY_STEPS) forgetPages(db)
    steps = 0
    inOrder = { profile, moment: momentOf(db) }
    return false
  }

  return {
    ended() {
      calls += 1
      if (!isWaiting) wait(PAUSE_MS)
    },
  }
}
