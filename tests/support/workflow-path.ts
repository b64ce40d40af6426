import type { Move, Workflow } from '../../shared/kinds/workflow'

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
