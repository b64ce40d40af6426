import type { Role } from '../rights'
import { choice } from './fields'

/** One allowed move of a workflow. */
export interface Move {
  readonly name: string
  readonly label: string
  readonly from: readonly string[]
  readonly to: string
  /** Roles that may make it; 管理 always may. */
  readonly by: readonly Role[]
  /** Fields that must be filled once the move is made (不予 needs its reason; 结案 its outcome). */
  readonly needs?: readonly string[]
  /** Of those, fields that must then say one of these words (an objection that was upheld does not end a refusal). */
  readonly only?: Readonly<Record<string, readonly string[]>>
  /** Fields the move fills when they are empty: with today's date, or with the name of who moves. */
  readonly stamps?: Readonly<Record<string, 'today' | 'user'>>
  /** Fields the move empties: they tell of what it takes back (the end of a file that is opened again). */
  readonly clears?: readonly string[]
  /** Fields it asks for or stamps once more: what stands there tells of an earlier time and is no answer to this one. */
  readonly renews?: readonly string[]
  /** Whether the move asks why; the reason stands in the history. */
  readonly reason?: boolean
}

/** A record's path through its states. The state's field is changed by moves only, never typed. */
export interface Workflow {
  /** The choice field that holds the state. */
  readonly field: string
  readonly label: string
  /** The state of a new record. */
  readonly initial: string
  /** States in the order of the usual path, by name. */
  readonly states: Readonly<Record<string, string>>
  /** States beside the usual path: shown where a record stands in one of them. */
  readonly branches?: readonly string[]
  /** States that end the path. */
  readonly final: readonly string[]
  /** The state of a record that may still lack what its kind requires; whoever makes it begins there instead of at `initial`. */
  readonly draft?: string
  /** The state in which a record is only kept: nobody edits it, moves it on any path or makes anything out of it. */
  readonly closed?: string
  /** The state of what others have looked at: edited by these roles it goes back to `to`, and they do not delete it. */
  readonly approved?: { readonly state: string; readonly to: string; readonly editedBy: readonly Role[] }
  /** States in which nobody waits for a decision any more, though papers go on; absent: the final ones. */
  readonly decided?: readonly string[]
  readonly moves: readonly Move[]
}

/** The moves that somebody with this role can make from a state. */
export function movesFrom(flow: Workflow, state: string, role: Role): readonly Move[] {
  return flow.moves.filter(
    (move) => move.from.includes(state) && (role === 'admin' || move.by.includes(role)),
  )
}

/**
 * The states that lead through a record's own, by name: the usual path, and a branch where it stands in one. A branch stands
 * right behind the last state that leads there; what ends the path is its end.
 */
export function pathThrough(flow: Workflow, state: string): readonly string[] {
  const usual = Object.keys(flow.states).filter((one) => !flow.branches?.includes(one))
  if (usual.includes(state)) return usual
  const from = flow.moves.filter(({ to }) => to === state).flatMap((move) => move.from)
  // What no move leads to is a state of a newer version.
  const behind = from.length === 0 ? usual.length : usual.findLastIndex((one) => from.includes(one)) + 1
  return [...usual.slice(0, behind), state, ...(flow.final.includes(state) ? [] : usual.slice(behind))]
}

/** 草稿 → 已提交 → 已审核 | 退回 → 作废 (DOMAIN 2): the review that every kept record goes through. */
export const reviewStates = {
  draft: '草稿',
  submitted: '已提交',
  reviewed: '已审核',
  returned: '退回',
  void: '作废',
} as const

/** The field of the review's state. */
export const REVIEW = 'status'

/** The field that `reviewFlow` moves; the same in every kept kind. */
export const reviewStatus = () =>
  choice({ label: '审核状态', options: reviewStates, index: true, measured: true })

/** Records in these states are in no figure. */
export const uncountedStates: readonly string[] = ['draft', 'void']

/** The state of what was approved. */
export const approvedState = 'reviewed' satisfies keyof typeof reviewStates

export const reviewFlow: Workflow = {
  field: REVIEW,
  label: '审核状态',
  initial: 'submitted',
  states: reviewStates,
  final: ['void'],
  draft: 'draft',
  closed: 'void',
  approved: { state: approvedState, to: 'submitted', editedBy: ['entry'] },
  moves: [
    { name: 'submit', label: '提交', from: ['draft', 'returned'], to: 'submitted', by: ['entry', 'review'] },
    { name: 'approve', label: '审核通过', from: ['submitted'], to: 'reviewed', by: ['review'] },
    {
      name: 'return',
      label: '退回',
      from: ['submitted', 'reviewed'],
      to: 'returned',
      by: ['review'],
      reason: true,
    },
    {
      name: 'void',
      label: '作废',
      from: ['draft', 'submitted', 'returned', 'reviewed'],
      to: 'void',
      by: ['review'],
      reason: true,
    },
  ],
}
