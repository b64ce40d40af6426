import type { z } from 'zod'
import type { ErrorBody } from '../errors'
import { attachmentCalls } from './attachments'
import { auditCalls } from './audit'
import { chartCalls } from './charts'
import { conflictCalls } from './conflicts'
import { coverageCalls } from './coverage'
import { deadlineCalls } from './deadlines'
import { duplicateCalls } from './duplicates'
import { ledgerCalls } from './ledgers'
import { profileCalls, sessionCalls, userCalls } from './profile'
import { recordPageCalls } from './record-pages'
import { draftCalls, recordCalls } from './records'
import { homeCalls, reportCalls } from './reports'
import { siteCalls } from './sites'
import { statisticsCalls } from './statistics'
import { safetyCalls, syncCalls } from './sync'
import { themeCalls } from './themes'

/** Everything that may be asked of the engine, by name. The handler map has exactly these keys or does not compile. */
export const contract = {
  ...profileCalls,
  ...sessionCalls,
  ...userCalls,
  ...recordCalls,
  ...conflictCalls,
  ...recordPageCalls,
  ...duplicateCalls,
  ...draftCalls,
  ...attachmentCalls,
  ...deadlineCalls,
  ...syncCalls,
  ...siteCalls,
  ...safetyCalls,
  ...auditCalls,
  ...reportCalls,
  ...homeCalls,
  ...coverageCalls,
  ...ledgerCalls,
  ...statisticsCalls,
  ...chartCalls,
  ...themeCalls,
}

export type Contract = typeof contract
export type CallName = keyof Contract
/** What a caller passes (defaults may be left out). */
export type Input<N extends CallName> = z.input<Contract[N]['input']>
/** What a handler receives (defaults filled in). */
export type Parsed<N extends CallName> = z.output<Contract[N]['input']>
export type Output<N extends CallName> = z.output<Contract[N]['output']>

export type Answer<T> = { readonly ok: T } | { readonly error: ErrorBody }

/** The only door of the engine, and of every transport in front of it. */
export type EngineCall = <N extends CallName>(name: N, input: Input<N>) => Promise<Answer<Output<N>>>

/** What the engine says without being asked. */
export interface EngineEvents {
  /** Records were written: by kind, so that lists and figures know whether to ask again. */
  readonly changed: { readonly kinds: readonly string[] }
  /** Long work: `done` of `total` (0: unknown), by task name: export, import, verify, backup, demo. */
  readonly progress: { readonly task: string; readonly done: number; readonly total: number }
  /** Somebody signed in or out, or the profile came into being. */
  readonly session: { readonly state: 'none' | 'locked' | 'open' }
  /** The engine process ended and was started again; everyone signs in anew. */
  readonly restarted: Record<string, never>
  /** A file was opened with the program (a double click) and waits for a screen to take it; the window says so, not the engine. */
  readonly waiting: Record<string, never>
}
export type EventName = keyof EngineEvents
