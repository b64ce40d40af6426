import type { MessagePort, Worker } from 'node:worker_threads'
import { type CallName, contract } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import type { WorkbookReader } from '../../shared/paste/workbook'
import { answered } from './answered'
import type { Clock, EngineContext, Log, OpenContext, Random } from './context'
import { handlers } from './handlers'
import { openContext } from './open-context'
import { undisturbed } from './pen'
import { openBeside } from './profile/profile'
import type { OpenProfile, WorkBeside } from './session'
import type { FromWorker, ToWorker } from './worker/messages'
import { worksBeside } from './works-beside'

/** What a worker is given by the program that starts it. */
export interface WorkerSurroundings {
  readonly port: MessagePort
  readonly clock: Clock
  readonly random: Random
  readonly readWorkbook: WorkbookReader
  /** Starts a thread that runs `serveAhead`. */
  readonly startAhead?: () => Worker
}

type Run = Extract<ToWorker, { readonly type: 'run' }>
type Handler = (ctx: OpenContext, input: unknown) => unknown

/** The calls under way: how each is cancelled, and told that the pen is lent to it. */
interface Under {
  readonly cancel: () => void
  lent: () => void
}

/** The thread's end of `openWorkerLink`: runs each call over connections of its own, until the engine ends the thread. */
export function serveWorker(around: WorkerSurroundings): void {
  const under = new Map<number, Under>()
  const borrowing = inTurn()
  const send = (message: FromWorker): void => around.port.postMessage(message)
  around.port.on('message', (message: ToWorker) => {
    if (message.type === 'run') void run(around, send, { under, borrowing }, message)
    if (message.type === 'cancel') under.get(message.id)?.cancel()
    if (message.type === 'lend') under.get(message.id)?.lent()
  })
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/** One after the other: what is left of a call after its answer may want the pen while the next call does. */
function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = Promise.allSettled([mine])
    return mine
  }
}

async function run(
  { clock, random, readWorkbook, startAhead }: WorkerSurroundings,
  send: (message: FromWorker) => void,
  { under, borrowing }: { readonly under: Map<number, Under>; readonly borrowing: InTurn },
  { id, settings, call, cancelled }: Run,
): Promise<void> {
  const task = new AbortController()
  const cancel = (): void => task.abort(new AppError('task.cancelled'))
  const mine: Under = { cancel, lent: () => undefined }
  const afterwards: (() => void | Promise<void>)[] = []
  under.set(id, mine)
  const log = toldLog(send)
  const base: EngineContext = {
    ...settings,
    clock,
    random,
    readWorkbook,
    ...(startAhead && { startAhead }),
    log,
    pathOf: (token) => {
      const path = call.paths.get(token)
      if (path === undefined) throw new AppError('file.unknown')
      return path
    },
    emit: (event, payload) => send({ type: 'event', event, payload }),
    signal: asking(task, cancelled, cancel),
    isHeld: undisturbed.isHeld,
    exclusively: (work) =>
      borrowing(async () => {
        const lent = new Promise<void>((go) => {
          mine.lent = go
        })
        send({ type: 'borrow', id })
        await lent
        try {
          return work()
        } finally {
          send({ type: 'giveBack', id })
        }
      }),
    afterAnswer: (work) => void afterwards.push(work),
  }
  let profile: OpenProfile | undefined
  const answer = await answered(
    call.name,
    log,
    () => call.beside.readOnly,
    async () => {
      profile = openBeside(settings.profile, call.beside)
      return await handlerOf(call.name)(openContext(base, profile), call.input)
    },
  )
  // Where nothing is left to do, all is closed before the answer.
  if (afterwards.length === 0) profile?.close()
  send({ type: 'answer', id, answer })
  try {
    for (const work of afterwards) await work()
  } catch (error) {
    log.error('what was left after an answer failed', { kind: error instanceof Error ? error.name : '' })
  } finally {
    if (afterwards.length > 0) profile?.close()
    under.delete(id)
    send({ type: 'over', id })
  }
}

/** A signal that also hears of cancelling in the middle of work that lets no message in. */
function asking(task: AbortController, cancelled: Int32Array, cancel: () => void): AbortSignal {
  const { signal } = task
  const throwIfAborted = signal.throwIfAborted.bind(signal)
  return Object.assign(signal, {
    throwIfAborted: () => {
      if (Atomics.load(cancelled, 0) !== 0) cancel()
      throwIfAborted()
    },
  })
}

function handlerOf(name: string): Handler {
  if (Object.hasOwn(worksBeside, name)) return worksBeside[name as WorkBeside['name']] as Handler
  const isOurs = Object.hasOwn(contract, name) && contract[name as CallName].inWorker === true
  if (!isOurs) throw new RangeError(`${name} is no call for a worker`)
  return handlers[name as CallName] as Handler
}

function toldLog(send: (message: FromWorker) => void): Log {
  const line =
    (level: keyof Log): Log[keyof Log] =>
    (message, facts = {}) =>
      send({ type: 'log', level, message, facts })
  return { info: line('info'), warn: line('warn'), error: line('error') }
}
