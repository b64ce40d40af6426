import type { OpenContext, WriteDb } from '../context'

/** Long work under way in one open profile, by its operation; set: somebody asked it to stop. */
const running = new WeakMap<WriteDb, Map<string, { stopped: boolean }>>()

/** Runs `work`, which asks now and then whether it should stop. */
export async function stoppable<T>(
  ctx: Pick<OpenContext, 'db'>,
  operation: string,
  work: (stopped: () => boolean) => Promise<T>,
): Promise<T> {
  const known = running.get(ctx.db) ?? new Map<string, { stopped: boolean }>()
  running.set(ctx.db, known)
  const mine = { stopped: false }
  known.set(operation, mine)
  try {
    return await work(() => mine.stopped)
  } finally {
    known.delete(operation)
  }
}

/** Asks running work to stop; false when there is none of this operation. */
export function stop(ctx: Pick<OpenContext, 'db'>, operation: string): boolean {
  const found = running.get(ctx.db)?.get(operation)
  if (found) found.stopped = true
  return found !== undefined
}
