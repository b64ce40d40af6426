import type { RecordView } from '../../../shared/records/view'

/** What is loaded of a list. */
export interface Loaded {
  readonly rows: readonly RecordView[]
  /** Those of them that came last. */
  readonly fresh: readonly RecordView[]
  readonly next: string | null
  readonly loading: boolean
  readonly error: unknown
}

/** The same, and how more of it is asked for. */
export interface Pages extends Loaded {
  readonly more: () => void
  readonly again: () => void
}
