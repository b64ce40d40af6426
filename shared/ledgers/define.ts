import type { Kind } from '../definition/define'
import type { Variant } from '../privacy/variant'

/** 台账: the records of one kind on paper; or a list for a purpose, with columns of its own. */
export interface Ledger {
  readonly name: string
  /** In the title after the unit's name: 欠薪线索台账. */
  readonly label: string
  readonly kind: Kind
  /** The indexed date that the period is of, and that rows are sorted by; null for kinds without one. */
  readonly dateField: string | null
  readonly columns: readonly string[]
  /** The variants it may have, the usual one first. */
  readonly variants: readonly [Variant, ...Variant[]]
  /** Columns that name people in office whole, in 公示 too: what the list is published for. */
  readonly naming?: readonly string[]
  /** Only records whose indexed choice says this, by field. */
  readonly where?: Readonly<Record<string, string>>
  readonly signers: readonly string[]
  /** Whether columns may be chosen. */
  readonly free: boolean
}
