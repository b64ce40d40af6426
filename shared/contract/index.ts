import type { z } from 'zod'
import type { ErrorBody } from '../errors'
import { anomalyCalls } from './anomalies'
import { attachmentCalls } from './attachments'
import { auditCalls } from './audit'
import { bulkCalls } from './bulk'
import { chartCalls } from './charts'
import { conflictCalls } from './conflicts'
import { copyCalls } from './copies'
import { coverageCalls } from './coverage'
import { deadlineCalls } from './deadlines'
import { duplicateCalls } from './duplicates'
import { erasingCalls } from './erasing'
import { findCalls } from './find'
import { formCalls } from './forms'
import { indicatorCalls } from './indicators'
import { ledgerCalls } from './ledgers'
import { overviewCalls } from './overviews'
import { profileCalls, sessionCalls, userCalls } from './profile'
import { recordListCalls } from './record-lists'
import { recordPageCalls } from './record-pages'
import { draftCalls, recordCalls } from './records'
import { recoveryCalls } from './recovery'
import { homeCalls, reportCalls } from './reports'
import { rescueCalls } from './rescue'
import { safetyCalls } from './safety'
import { siteCalls } from './sites'
import { statisticsCalls } from './statistics'
import { syncCalls } from './sync'
import { tableCalls } from './tables'
import { taskCalls } from './tasks'
import { themeCalls } from './themes'
import { updateCalls } from './update'
import { waitingCalls } from './waiting'

/** Everything that may be asked of the engine, by name. The handler map has exactly these keys or does not compile. */
export const contract = {
  ...profileCalls,
  ...sessionCalls,
  ...userCalls,
  ...recoveryCalls,
  ...recordCalls,
  ...recordListCalls,
  ...erasingCalls,
  ...findCalls,
  ...bulkCalls,
  ...conflictCalls,
  ...anomalyCalls,
  ...recordPageCalls,
  ...formCalls,
  ...duplicateCalls,
  ...draftCalls,
  ...attachmentCalls,
  ...deadlineCalls,
  ...syncCalls,
  ...siteCalls,
  ...safetyCalls,
  ...rescueCalls,
  ...copyCalls,
  ...auditCalls,
  ...reportCalls,
  ...homeCalls,
  ...coverageCalls,
  ...indicatorCalls,
  ...ledgerCalls,
  ...statisticsCalls,
  ...chartCalls,
  ...themeCalls,
  ...waitingCalls,
  ...overviewCalls,
  ...tableCalls,
  ...updateCalls,
  ...taskCalls,
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
