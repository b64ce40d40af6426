import type { Worker } from 'node:worker_threads'
import type { Answer } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import type { EngineContext } from '../context'
import type { Pen } from '../pen'
import type { FromWorker, ToWorker, WorkerCall, WorkerSettings } from './messages'

/**
 * The engine's end of its worker: a second thread, with connections of its own, for calls that would keep the engine's thread
 * from answering. It is started with the first such call and ends with the last one under way.
 */
export interface WorkerLink {
  /**
   * Runs one call there. Where the thread ends in the middle, the answer is `unexpected` and nothing of it stays.
   * @param over nothing of it goes on any more: a while after the answer, or at once
   */
  run(call: WorkerCall, signal: AbortSignal, over: () => void): Promise<Answer<unknown>>
  /** What goes on behind an answer is not worth waiting for: it is over soon. */
  leaveOff(): void
}

interface Running {
  /** Asks it to stop. */
  readonly cancel: () => void
  isAnswered: boolean
  readonly settle: (answer: Answer<unknown>) => void
  readonly over: () => void
}

interface Thread {
  readonly worker: Worker
  readonly running: Map<number, Running>
  /** The call that has, or wants, the pen. */
  borrower: number | undefined
}

/** What the link tells of its thread. */
export interface ThreadNews {
  /** The thread has the pen. */
  lent(): void
  /** The pen is back: does what waited. */
  returned(): void
  /** Nothing goes on in the thread any more. */
  idle(): void
}

/** @see WorkerLink. @param start a thread that runs `serveWorker` */
export function openWorkerLink(
  start: () => Worker,
  settings: WorkerSettings,
  { emit, log, pen }: Pick<EngineContext, 'emit' | 'log'> & { readonly pen: Pen },
  told: ThreadNews,
): WorkerLink {
  let lastId = 0
  let current: Thread | undefined

  function giveBack(thread: Thread): void {
    if (thread.borrower === undefined) return
    thread.borrower = undefined
    pen.takeBack()
    told.returned()
  }

  function lend(thread: Thread, id: number): void {
    thread.borrower = id
    void pen.lend().then(() => {
      if (!thread.running.has(id)) return
      told.lent()
      post(thread, { type: 'lend', id })
    })
  }

  function receive(thread: Thread, message: FromWorker): void {
    switch (message.type) {
      case 'event':
        emit(message.event, message.payload)
        break
      case 'log':
        log[message.level](message.message, message.facts)
        break
      case 'borrow':
        lend(thread, message.id)
        break
      case 'giveBack':
        giveBack(thread)
        break
      case 'answer':
        thread.running.get(message.id)?.settle(message.answer)
        break
      case 'over':
        thread.running.get(message.id)?.over()
        thread.running.delete(message.id)
        if (thread.running.size === 0) end(thread)
    }
  }

  function end(thread: Thread): void {
    if (current === thread) current = undefined
    told.idle()
    void thread.worker.terminate()
  }

  function ended(thread: Thread): void {
    if (current === thread) current = undefined
    giveBack(thread)
    if (thread.running.size > 0) told.idle()
    for (const { settle, over } of thread.running.values()) {
      settle({ error: new AppError('unexpected').toBody() })
      over()
    }
    thread.running.clear()
  }

  function started(): Thread {
    const thread: Thread = { worker: start(), running: new Map(), borrower: undefined }
    thread.worker.on('message', (message: FromWorker) => receive(thread, message))
    thread.worker.on('error', (error) => log.error('the worker failed', { kind: error.name }))
    // Its connections are closed by then, and what they had not committed is taken back.
    thread.worker.on('exit', () => ended(thread))
    return thread
  }

  function startedFor(over: () => void): Thread {
    try {
      current ??= started()
      return current
    } catch (error) {
      over()
      throw error
    }
  }

  return {
    run(call, signal, over) {
      const thread = startedFor(over)
      lastId += 1
      const id = lastId
      const cancelled = new Int32Array(new SharedArrayBuffer(4))
      const cancel = (): void => {
        Atomics.store(cancelled, 0, 1)
        post(thread, { type: 'cancel', id })
      }
      if (signal.aborted) cancel()
      signal.addEventListener('abort', cancel)
      return new Promise<Answer<unknown>>((answered) => {
        const settle: Running['settle'] = (answer) => {
          mine.isAnswered = true
          answered(answer)
        }
        const mine: Running = { cancel, isAnswered: false, settle, over }
        thread.running.set(id, mine)
        post(thread, { type: 'run', id, settings, call, cancelled })
      }).finally(() => signal.removeEventListener('abort', cancel))
    },
    leaveOff() {
      for (const { isAnswered, cancel } of current?.running.values() ?? []) if (isAnswered) cancel()
    },
  }
}

function post(thread: Thread, message: ToWorker): void {
  thread.worker.postMessage(message)
}
