import { AutoComplete, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Move } from '../../../shared/definition/workflow'
import type { FieldProblem } from '../../../shared/errors'
import { knownKind } from '../../../shared/kinds'
import type { Review } from '../../../shared/records/review'
import { stateLabel } from '../../../shared/records/states'
import type { RecordView } from '../../../shared/records/view'
import { useRpc } from '../../engine/engine-context'
import { ProblemList } from '../../kinds-ui/problem-list'
import { useRecordWrites } from '../../kinds-ui/use-record-writes'
import { attempt, errorBodyOf, problemsOf } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { newOperation } from '../../ui/operation'
import { useLatest } from '../../ui/use-latest'

interface ReviewActionsProps {
  readonly record: RecordView
  readonly review: Review
  /** What this person may decide. */
  readonly moves: readonly Move[]
  readonly reasons: readonly string[]
}

/** 通过 and 退回, one key each; what is decided leaves the pile, and the next one takes its place. */
export function ReviewActions({ record, review, moves, reasons }: ReviewActionsProps) {
  const rpc = useRpc()
  const { tell } = useRecordWrites()
  const [asking, setAsking] = useState<Move | null>(null)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const operation = useRef(newOperation())
  const kind = knownKind(record.kind)
  const make = async (move: Move, reason?: string): Promise<void> => {
    try {
      const saved = await rpc.records.move({
        id: record.id,
        flow: review.flow.field,
        move: move.name,
        // What was looked at is what is decided: a newer change asks for another look.
        seen: record.lastChange,
        ...(reason !== undefined && { reason }),
        operation: operation.current,
      })
      operation.current = newOperation()
      tell(`${record.number ?? record.title} ${stateLabel(review.flow, move.to)}`, saved)
    } catch (error) {
      const found = problemsOf(errorBodyOf(error))
      if (found.length === 0) throw error
      setProblems(found)
    }
  }
  const begin = (move: Move): void => (move.reason ? setAsking(move) : attempt(() => make(move)))
  // Ending a record for good is no daily decision: it has its place on the record's own page.
  const offered = moves.filter(({ to }) => to !== review.flow.closed)
  const [first, second] = offered
  useLetters(asking === null, { a: first, r: second }, begin)
  return (
    <section className="review-actions" aria-label="审核">
      {kind && <ProblemList kind={kind} problems={problems} />}
      {asking ? (
        <Reason
          move={asking}
          reasons={reasons}
          onGive={(reason) => attempt(() => make(asking, reason))}
          onClose={() => setAsking(null)}
        />
      ) : (
        offered.map((move, at) => (
          <Button key={move.name} type={at === 0 ? 'primary' : 'default'} onClick={() => begin(move)}>
            {move.label}
            {at < 2 && <kbd>{at === 0 ? 'A' : 'R'}</kbd>}
          </Button>
        ))
      )}
    </section>
  )
}

/** A letter decides while nothing is being typed. */
function useLetters(
  isOn: boolean,
  moves: Readonly<Record<string, Move | undefined>>,
  begin: (move: Move) => void,
): void {
  const latest = useLatest({ moves, begin })
  useEffect(() => {
    if (!isOn) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
      if (event.target instanceof Element && event.target.closest('input, textarea, [role=dialog]')) return
      const move = latest.current.moves[event.key.toLowerCase()]
      if (!move) return
      event.preventDefault()
      latest.current.begin(move)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [isOn, latest])
}

interface ReasonProps {
  readonly move: Move
  readonly reasons: readonly string[]
  readonly onGive: (reason: string) => void
  readonly onClose: () => void
}

/** Why: typed, or one of those that were given lately. */
function Reason({ move, reasons, onGive, onClose }: ReasonProps) {
  const [reason, setReason] = useState('')
  const [left, setLeft] = useState(false)
  const given = reason.trim()
  const give = (): void => (given === '' ? setLeft(true) : onGive(given))
  return (
    <form
      className="review-reason"
      aria-label={move.label}
      onSubmit={(event) => {
        event.preventDefault()
        give()
      }}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <Labeled
        label="理由"
        required
        help="记入修改历史，街道可以看到"
        problem={left && given === '' ? '请填写理由。' : undefined}
      >
        {(control) => (
          <AutoComplete
            {...control}
            className="wide"
            autoFocus
            value={reason}
            maxLength={500}
            options={reasons.map((value) => ({ value }))}
            showSearch={{ filterOption: (typed, option) => String(option?.value ?? '').includes(typed) }}
            onChange={setReason}
          />
        )}
      </Labeled>
      <div className="form-actions">
        <Button type="primary" htmlType="submit">
          {move.label}
        </Button>
        <Button onClick={onClose}>取消</Button>
      </div>
    </form>
  )
}
