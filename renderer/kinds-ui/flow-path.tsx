import { Button } from 'antd'
import { useRef, useState } from 'react'
import type { Kind } from '../../shared/definition/define'
import { type Move, movesFrom, pathThrough, type Workflow } from '../../shared/definition/workflow'
import type { FieldProblem } from '../../shared/errors'
import { stateIn, stateLabel } from '../../shared/records/states'
import type { RecordView } from '../../shared/records/view'
import { useRpc } from '../engine/engine-context'
import { useSession } from '../engine/session'
import { attempt, errorBodyOf, problemsOf } from '../ui/errors'
import { newOperation } from '../ui/operation'
import { MoveForm } from './move-form'
import { ProblemList } from './problem-list'
import { useRecordWrites } from './use-record-writes'
import type { SavedRecord } from './write-record'

interface FlowPathProps {
  readonly kind: Kind
  readonly flow: Workflow
  readonly record: RecordView
  /** The record may be written here, and is not in the recycle bin. */
  readonly mayMove: boolean
  /** Only where it stands: beside another path a review is no second ladder. */
  readonly brief?: boolean
}

/** One workflow of a record: its steps, where the record stands, and the moves that this person may make from there. */
export function FlowPath({ kind, flow, record, mayMove, brief = false }: FlowPathProps) {
  const rpc = useRpc()
  const { user } = useSession()
  const { tell } = useRecordWrites()
  const [asking, setAsking] = useState<Move | null>(null)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const operation = useRef(newOperation())
  const state = stateIn(flow, record.body)
  const moves = mayMove ? movesFrom(flow, state, user.role) : []
  const steps = brief ? [state] : pathThrough(flow, state)

  const moved = (move: Move, saved: SavedRecord): void => {
    operation.current = newOperation()
    setAsking(null)
    setProblems([])
    tell(`已${move.label}，现在是“${stateLabel(flow, move.to)}”`, saved)
  }
  const make = async (move: Move): Promise<void> => {
    const call = { id: record.id, flow: flow.field, move: move.name, operation: operation.current }
    try {
      moved(move, await rpc.records.move(call))
    } catch (error) {
      const found = problemsOf(errorBodyOf(error))
      if (found.length === 0) throw error
      setProblems(found)
    }
  }
  return (
    <section className={brief ? 'flow flow-brief' : 'flow'} aria-label={flow.label}>
      <h2>{flow.label}</h2>
      <ol className="flow-steps">
        {steps.map((step) => (
          <li key={step} aria-current={step === state ? 'step' : undefined}>
            {stateLabel(flow, step)}
          </li>
        ))}
      </ol>
      {moves.length > 0 && (
        <div className="flow-moves">
          {moves.map((move) => (
            <Button
              key={move.name}
              onClick={() =>
                move.reason || (move.needs?.length ?? 0) > 0 ? setAsking(move) : attempt(() => make(move))
              }
            >
              {move.label}
            </Button>
          ))}
        </div>
      )}
      <ProblemList kind={kind} problems={problems} />
      {asking && (
        <MoveForm
          key={asking.name}
          kind={kind}
          flow={flow}
          record={record}
          move={asking}
          onMoved={(saved) => moved(asking, saved)}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  )
}
