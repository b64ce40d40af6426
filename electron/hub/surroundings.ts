import type { Clock, Log, Random } from '../engine/context'

/** What the hub is given of the machine it runs on. */
export interface HubSurroundings {
  readonly appVersion: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** scrypt's N for joining files, a power of two. */
  readonly kdfCost: number
  /** Aborted when the work is to stop. */
  readonly signal?: AbortSignal
}
