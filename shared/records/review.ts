import type { Kind } from '../definition/define'
import type { Move, Workflow } from '../definition/workflow'

/** The part of a workflow in which somebody looks at what others wrote. */
export interface Review {
  readonly flow: Workflow
  /** The state of what waits to be looked at. */
  readonly waits: string
  readonly approve: Move
  readonly sendBack: Move
  /** The state of what was sent back. */
  readonly returned: string
}

/** How records of a kind are looked at, or undefined for a kind that nobody approves. */
export function reviewOf(kind: Kind): Review | undefined {
  for (const flow of kind.flows ?? []) {
    const { approved, moves, closed } = flow
    if (!approved) continue
    const waits = approved.to
    const approve = moves.find(({ from, to }) => from.includes(waits) && to === approved.state)
    const sendBack = moves.find(
      ({ from, to, reason }) => from.includes(waits) && reason === true && to !== closed && to !== waits,
    )
    if (approve && sendBack) return { flow, waits, approve, sendBack, returned: sendBack.to }
  }
  return undefined
}
