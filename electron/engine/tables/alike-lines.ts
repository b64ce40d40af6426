import { dayNumber } from '../../../shared/dates'
import type { Kind } from '../../../shared/definition/define'
import { type DuplicateRule, isWeak, tellingRules } from '../../../shared/definition/duplicate-rule'
import { toFlat } from '../../../shared/records/both-shapes'
import { type MatchPhrase, matchPhrases } from '../../../shared/records/duplicates'
import type { Body } from '../../../shared/shapes'

/** Lines looked at of one phrase: more than this many alike are no duplicates, but a habit. */
const LOOKED_AT = 50

/**
 * Hears the lines of one table in turn, and says of each which one before it is likely to be the same matter, by the kind's rules.
 * Both come in, and wait in 核对 afterwards.
 */
export function openAlikeLines(kind: Kind): (at: number, patch: Body) => number | undefined {
  const heard = new Map<string, { readonly at: number; readonly day: string }[]>()
  let rows = 0
  const newRow = (): string => {
    rows += 1
    return `line-${rows}`
  }
  return (at, patch) => {
    if (kind.duplicates === undefined) return undefined
    const met = new Map<number, Set<DuplicateRule>>()
    for (const said of matchPhrases(kind, toFlat(kind, {}, patch, newRow))) {
      const before = heard.get(said.phrase) ?? []
      heard.set(said.phrase, before)
      for (const other of before.slice(0, LOOKED_AT))
        if (other.at !== at && isNear(said, other.day))
          met.set(other.at, (met.get(other.at) ?? new Set()).add(said.rule))
      before.unshift({ at, day: said.day })
    }
    const [best] = [...met]
      .map(([other, rules]) => ({ other, score: scoreOf([...rules]) }))
      .toSorted((a, b) => b.score - a.score)
    return best && !isWeak(best.score) ? best.other : undefined
  }
}

function isNear({ rule, day }: MatchPhrase, other: string): boolean {
  return !rule.within || Math.abs(dayNumber(day) - dayNumber(other)) <= rule.within.days
}

const scoreOf = (rules: readonly DuplicateRule[]): number =>
  tellingRules(rules).reduce((sum, { weight }) => sum + weight, 0)
