import { randomUUID } from 'node:crypto'
import type { Answer } from '../../shared/contract'

/** What closing needs: the engine, the page, and a way to wait. */
export interface WindowEnd {
  call(name: string, input: unknown): Promise<Answer<unknown>>
  /** Says on the page that a backup is being made. */
  tell(): void
  /** Answers after so many milliseconds. */
  wait(ms: number): Promise<void>
  /** Closes the window for good. */
  leave(): void
  log(code: string): void
}

/** In ms: so long a person who has closed the window waits at most. */
export const LONGEST_CLOSE_MS = 20_000

/**
 * What a window does that is to be closed: a backup first, if somebody is signed in and something has changed, and never longer than
 * the bound. Then the backup is given up, and the next start makes it up. Closing again meanwhile changes nothing.
 */
export function closingWith(closing: WindowEnd): () => void {
  let under = false
  return () => {
    if (under) return
    under = true
    closing.tell()
    const operation = randomUUID()
    const backup = closing.call('safety.keepCopies', { why: 'close', operation }).then((answer) => {
      // Nobody is signed in, or the profile is only looked at: there is nothing to keep.
      if ('error' in answer && answer.error.code !== 'session.locked') closing.log(answer.error.code)
    })
    const bound = closing.wait(LONGEST_CLOSE_MS).then(() => 'late' as const)
    void Promise.race([backup, bound])
      .then((end) => (end === 'late' ? closing.call('tasks.cancel', { operation }) : undefined))
      .finally(closing.leave)
  }
}
