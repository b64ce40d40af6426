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
