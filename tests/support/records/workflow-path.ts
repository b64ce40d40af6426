import type { Move, Workflow } from '../../../shared/definition/workflow'

/** The longest way through a workflow on which no state comes twice, to one of its ends: every kind of step is made. */
export function longestPath(flow: Workflow): readonly Move[] {
  const walk = (state: string, seen: ReadonlySet<string>): readonly Move[] | null => {
    let best: readonly Move[] | null = flow.final.includes(state) ? [] : null
    for (const move of flow.moves) {
      if (!move.from.includes(state) || seen.has(move.to)) continue
      const rest = walk(move.to, new Set([...seen, move.to]))
      if (rest && rest.length + 1 > (best?.length ?? -1)) best = [move, ...rest]
    }
    return best
  }
  return walk(flow.initial, new Set([flow.initial])) ?? []
}

/** The shortest way from the beginning of a workflow, or `null` when no move leads there. */
export function shortestPath(flow: Workflow, state: string): readonly Move[] | null {
  const ways = new Map<string, readonly Move[]>([[flow.initial, []]])
  // A map grows while it is walked.
  for (const [at, way] of ways)
    for (const move of flow.moves)
      if (move.from.includes(at) && !ways.has(move.to)) ways.set(move.to, [...way, move])
  return ways.get(state) ?? null
}
