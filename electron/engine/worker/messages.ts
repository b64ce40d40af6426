import type { Answer } from '../../../shared/contract'
import type { EngineEvents, EventName } from '../../../shared/contract/events'
import type { Role } from '../../../shared/rights'
import type { Log, Passing } from '../context'

/** What a thread needs to open a profile that its process has open already. The keys never leave the process. */
export interface ProfileBeside {
  readonly user: { readonly name: string; readonly role: Role }
  readonly readOnly: boolean
  readonly dataKey: Uint8Array
  readonly formerKeys: readonly Uint8Array[]
}

/** How an engine is set up, as far as its worker must be alike. */
export interface WorkerSettings {
  /** The profile's folder. */
  readonly profile: string
  readonly appVersion: string
  readonly releaseKey: string
  readonly kdfCost: number
  readonly largestFile: number
  readonly largestWholeCopy: number
  readonly passing?: Passing
}

/** One call for the worker; its input is parsed and its right checked. */
export interface WorkerCall {
  readonly name: string
  readonly input: unknown
  readonly beside: ProfileBeside
  /** Every path that the person chose, by its token. */
  readonly paths: ReadonlyMap<string, string>
}

/** What the engine's thread tells its worker. */
export type ToWorker =
  | {
      readonly type: 'run'
      readonly id: number
      readonly settings: WorkerSettings
      readonly call: WorkerCall
      /** One number, which is not 0 once the person has cancelled: read also where no message is. */
      readonly cancelled: Int32Array
    }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'lend'; readonly id: number }

/** What the worker tells. */
export type FromWorker =
  | { readonly type: 'event'; readonly event: EventName; readonly payload: EngineEvents[EventName] }
  | {
      readonly type: 'log'
      readonly level: keyof Log
      readonly message: string
      readonly facts: Readonly<Record<string, string | number>>
    }
  /** It asks for the pen (pen.ts), and gives it back. */
  | { readonly type: 'borrow'; readonly id: number }
  | { readonly type: 'giveBack'; readonly id: number }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer<unknown> }
  /** Nothing of an answered call goes on any more. */
  | { readonly type: 'over'; readonly id: number }

/** Says to a thread that it is an engine's worker: its `workerData`. */
export const WORKER = 'yuanba-worker'
