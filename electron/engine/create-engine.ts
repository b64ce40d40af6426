import type { EngineCall, EngineEvents, EventName } from '../../shared/contract'
import type { FileToken } from '../../shared/contract/types'
import { AppError } from '../../shared/errors'
import type { Clock, Log, Random } from './context'

export interface EngineOptions {
  /** The profile's folder; need not exist yet. */
  readonly profile: string
  readonly appVersion: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** scrypt's N for newly wrapped keys, a power of two; 2^17 when absent. */
  readonly kdfCost?: number
}

export interface Engine {
  readonly call: EngineCall
  /** Listens to an event; the answer stops listening. */
  on<E extends EventName>(event: E, listener: (payload: EngineEvents[E]) => void): () => void
  /** Makes a token for a path that the person chose; only hosts call this. */
  grant(path: string): FileToken
  /** Waits for running work, locks and gives everything back. */
  close(): Promise<void>
}

/** Makes an engine over one profile folder. */
export function createEngine(options: EngineOptions): Engine {
  throw new AppError('unexpected', { profile: options.profile })
}
