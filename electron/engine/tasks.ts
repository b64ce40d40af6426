import { AppError } from '../../shared/errors'

/** Of calls that are over at once. */
export const neverCancelled = new AbortController().signal

/** Long work under way in one engine, by the operation that started it. */
export interface Tasks {
  /** Runs `work` with the signal that `cancel` of this operation aborts; without an operation nobody can. */
  run<T>(operation: string | undefined, work: (signal: AbortSignal) => T | Promise<T>): Promise<T>
  /** Asks running work to stop; false where none of this operation runs. */
  cancel(operation: string): boolean
}

/** @see Tasks. What was cancelled throws `task.cancelled` at its next piece, through `signal.throwIfAborted()`. */
export function openTasks(): Tasks {
  const running = new Map<string, AbortController>()
  return {
    async run(operation, work) {
      const task = new AbortController()
      if (operation === undefined) return work(task.signal)
      if (running.has(operation)) throw reused()
      running.set(operation, task)
      try {
        return await work(task.signal)
      } finally {
        running.delete(operation)
      }
    },
    cancel(operation) {
      const task = running.get(operation)
      task?.abort(new AppError('task.cancelled'))
      return task !== undefined
    },
  }
}

/** Whether this error only says that the person cancelled. */
export function isCancelled(error: unknown): boolean {
  return error instanceof AppError && error.code === 'task.cancelled'
}

function reused(): AppError {
  return new AppError('call.invalid', { problems: [{ field: 'operation', reason: 'operation.reused' }] })
}

/** One call among those under way. */
export interface Under {
  /** It has ended, or waits for something that is not under way. */
  rest(): void
  /** It goes on. */
  again(): void
}

/** Of a call that nobody waits for. */
export const apart: Under = { rest: () => undefined, again: () => undefined }

/** Calls under way, for whoever waits until there are none. */
export interface UnderWay {
  begin(): Under
  isAny(): boolean
  ended(): Promise<void>
}

export function openUnderWay(): UnderWay {
  const all = new Set<Promise<void>>()
  return {
    begin() {
      let end: (() => void) | undefined
      const again = (): void => {
        const { promise, resolve } = Promise.withResolvers<void>()
        all.add(promise)
        end = () => {
          all.delete(promise)
          resolve()
        }
      }
      again()
      return { rest: () => end?.(), again }
    },
    isAny: () => all.size > 0,
    async ended() {
      while (all.size > 0) await Promise.all(all)
    },
  }
}
