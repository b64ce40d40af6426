import { useEffect } from 'react'
import { attemptUnasked } from './errors'

type Work = () => Promise<void>

const waiting = new Set<Work>()

/** Names work that must be done while somebody is still signed in: keeping a draft. Answers how to forget it. */
export function beforeLock(work: Work): () => void {
  waiting.add(work)
  return () => {
    waiting.delete(work)
  }
}

/** Does all that waits; every work is tried. @throws what failed first */
export async function finishBeforeLock(): Promise<void> {
  const results = await Promise.allSettled([...waiting].map((work) => work()))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

/** Saves what was typed when its place is left: by another page, by closing the window, by locking. @param save changes only with where it writes */
export function useSavedOnLeaving(save: Work): void {
  useEffect(() => {
    const leave = (): void => attemptUnasked(save)
    const forget = beforeLock(save)
    addEventListener('beforeunload', leave)
    return () => {
      removeEventListener('beforeunload', leave)
      forget()
      leave()
    }
  }, [save])
}
