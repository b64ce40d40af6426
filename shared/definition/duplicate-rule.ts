/** What a rule compares of a record: it is met when everything here agrees with the other record. */
export interface MatchWay {
  /** Fields with equal values; `workers/idNumber` is a cell, met by any row of either record. */
  readonly same?: readonly string[]
  /** Names that are read alike: 解 and 谢 are told apart, 张三 and 章三 are not. */
  readonly sounds?: readonly string[]
}

/**
 * When two records of a kind may be the same matter or person logged twice. A rule is met when everything it names agrees;
 * nobody is stopped by it, it only makes the form say so.
 */
export interface DuplicateRule extends MatchWay {
  /** What the warning says: 「电话相同」. */
  readonly label: string
  /**
   * Other places where the same may stand, field for field: a party is now the applicant, now the other side. Each way of
   * one record is compared with each of the other.
   */
  readonly or?: readonly MatchWay[]
  /** What the warning says when the same stands in another place in the two records; wanted beside `or`. */
  readonly crossed?: string
  /** Only records whose date lies this many days apart or less. */
  readonly within?: { readonly field: string; readonly days: number }
  /** How much it says, 1…100; several met rules add up. */
  readonly weight: number
}

/** A score below this is a weak hint, and is shown as one. */
const TELLING = 40

/** Whether what two records have in common says little. @param score 1…100 */
export function isWeak(score: number): boolean {
  return score < TELLING
}

/** Every way of a rule, its own first. */
export function waysOf(rule: DuplicateRule): readonly MatchWay[] {
  return [rule, ...(rule.or ?? [])]
}

/** The fields and cells that a way compares, as they are named. */
export function pathsOf(way: MatchWay): readonly string[] {
  return [...(way.same ?? []), ...(way.sounds ?? [])]
}

/**
 * The rules that say something of their own: one that compares only part of what another met one compares is told by that
 * one already, and does not count twice.
 */
export function tellingRules(met: readonly DuplicateRule[]): readonly DuplicateRule[] {
  return met.filter((rule) => {
    const paths = pathsOf(rule)
    return !met.some((other) => {
      const more = pathsOf(other)
      return more.length > paths.length && paths.every((path) => more.includes(path))
    })
  })
}
