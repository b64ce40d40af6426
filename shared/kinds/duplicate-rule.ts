/**
 * When two records of a kind may be the same matter or person logged twice. A rule is met when everything it names agrees;
 * nobody is stopped by it, it only makes the form say so.
 */
export interface DuplicateRule {
  /** What the warning says: 「电话相同」. */
  readonly label: string
  /** Fields with equal values; `workers/idNumber` is a cell, met by any row of either record. */
  readonly same?: readonly string[]
  /** Names that are read alike: 解 and 谢 are told apart, 张三 and 章三 are not. */
  readonly sounds?: readonly string[]
  /** Only records whose date lies this many days apart or less. */
  readonly within?: { readonly field: string; readonly days: number }
  /** How much it says, 1…100; several met rules add up. */
  readonly weight: number
}
