import type { RecordView } from '../../../shared/records/view'
import type { Body } from '../../../shared/shapes'
import type { FollowedSource } from '../write-record'
import type { ChangedMeanwhile } from './changed-notice'

/** What a form of a kind begins with; never changed while it is filled. */
export interface FormStart {
  /** The record being edited; `null` for a new one. */
  readonly record: RecordView | null
  /** What the new record follows, and how that is called. */
  readonly follows: { readonly source: FollowedSource; readonly name: string } | null
  /** What a save leaves unsaid: the stored values, or those that the engine takes over from the followed record. */
  readonly stored: Body
  /** The stored values, or what is suggested for a new record. */
  readonly initial: Body
  /** `field`, or `field/rowId/cell`, → the shortened value that stands there. */
  readonly masked: ReadonlyMap<string, string>
  /** A half-typed form found again. */
  readonly draft: { readonly body: Body; readonly savedAt: string } | null
  /** What others changed while the half-typed form was kept. */
  readonly changed: ChangedMeanwhile | null
  /** False while a kind's one half-typed form is another one: this form must not take its place. */
  readonly keepsDraft: boolean
  /** Field → what was typed there lately, the newest first. */
  readonly recent: Recent
}

/** Field → what was typed there lately, the newest first. */
export type Recent = Readonly<Record<string, readonly string[]>>
