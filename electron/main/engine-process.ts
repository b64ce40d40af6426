import type { Answer } from '../../shared/contract'
import type { EngineEvents, EventName } from '../../shared/contract/events'
import { type FileToken, fileToken } from '../../shared/contract/types'
import { AppError, type ErrorBody } from '../../shared/errors'
import type { FromEngine, ToEngine } from '../../shared/wire'
import type { EngineChild } from './engine-child'

export interface EngineProcessOptions {
  start(): EngineChild
  onEvent(event: EventName, payload: EngineEvents[EventName]): void
  onLog(text: string): void
  /** The engine can never run on this machine and is left alone. */
  onUnfit(error: ErrorBody): void
  /** The engine ended again and again and is left alone now. */
  onGivenUp(): void
  /** Ms by a clock that nobody sets. */
  now(): number
}

/** The engine as the main process sees it: requests, events, and a new process when one ends. */
export interface EngineProcess {
  call(name: string, input: unknown): Promise<Answer<unknown>>
  /** A token for a path that the person chose. @throws AppError `engine.stopped` */
  grant(path: string): Promise<FileToken>
  /** Writes a file where the person chose to. @throws AppError `engine.stopped`, `file.unwritable`, `file.no-space` */
  write(path: string, content: Uint8Array): Promise<void>
  /** Lets running work end and stops the process. */
  close(): Promise<void>
}

interface Pending {
  /** Whether it asks for what the engine says at its door. */
  readonly isAtDoor: boolean
  readonly settle: (answer: Answer<unknown>) => void
}

type Request = ToEngine extends infer M ? (M extends ToEngine ? Omit<M, 'id'> : never) : never

const stopped = (): Answer<never> => ({ error: new AppError('engine.stopped').toBody() })
/** More ends than this within `window` milliseconds and something is wrong that a restart does not heal. */
const tolerance = { ends: 3, window: 60_000 }

/** Starts the engine and keeps it running. */
export function runEngineProcess(options: EngineProcessOptions): EngineProcess {
  const pending = new Map<number, Pending>()
  /** What the engine said at its door, until it is there and can be asked. */
  let door: Answer<unknown> | null = null
  let lastId = 0
  let closing = false
  let child: EngineChild | null = null
  const ends: number[] = []

  function receive(message: FromEngine): void {
    if (message.type === 'event') options.onEvent(message.event, message.payload)
    if (message.type === 'unfit') {
      closing = true
      options.onUnfit(message.error)
    }
    if (message.type === 'door') tellDoor({ ok: message.state })
    if (message.type === 'ready') door = null
    if (message.type !== 'answer') return
    pending.get(message.id)?.settle(message.answer)
    pending.delete(message.id)
  }

  /** Nothing can have changed at the door before the engine is there: until then it answers all who ask. */
  function tellDoor(answer: Answer<unknown>): void {
    door = answer
    for (const [id, { isAtDoor, settle }] of pending) {
      if (!isAtDoor) continue
      settle(answer)
      pending.delete(id)
    }
  }

  function ended(code: number | null): void {
    child = null
    door = null
    for (const { settle } of pending.values()) settle(stopped())
    pending.clear()
    if (closing) return
    options.onLog(`engine process ended with code ${code}\n`)
    const now = options.now()
    ends.push(now)
    if (ends.filter((at) => at > now - tolerance.window).length > tolerance.ends) {
      options.onGivenUp()
      return
    }
    start()
    options.onEvent('restarted', {})
  }

  function start(): void {
    const started = options.start()
    child = started
    started.onMessage(receive)
    started.onLog(options.onLog)
    started.onExit(ended)
  }

  function ask(request: Request): Promise<Answer<unknown>> {
    const to = child
    if (to === null) return Promise.resolve(stopped())
    const isAtDoor = request.type === 'call' && request.name === 'profile.state'
    if (isAtDoor && door) return Promise.resolve(door)
    lastId += 1
    const id = lastId
    return new Promise((settle) => {
      pending.set(id, { isAtDoor, settle })
      to.send({ ...request, id })
    })
  }

  start()
  return {
    call: (name, input) => ask({ type: 'call', name, input }),
    async grant(path) {
      const answer = await ask({ type: 'grant', path })
      if ('error' in answer) throw new AppError(answer.error.code, answer.error.params)
      return fileToken.parse(answer.ok)
    },
    async write(path, content) {
      const answer = await ask({ type: 'write', path, content })
      if ('error' in answer) throw new AppError(answer.error.code, answer.error.params)
    },
    async close() {
      closing = true
      await ask({ type: 'close' })
      child?.kill()
    },
  }
}
