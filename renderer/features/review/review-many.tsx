import { Button } from 'antd'
import { useState } from 'react'
import type { Move } from '../../../shared/definition/workflow'
import type { Review } from '../../../shared/records/review'
import { BulkDialog } from '../../kinds-ui/bulk/bulk-dialog'

interface ReviewManyProps {
  /** Of any kinds: all of them are looked at along the same path. */
  readonly ids: readonly string[]
  readonly review: Review
  /** What this person may decide. */
  readonly moves: readonly Move[]
  readonly reasons: readonly string[]
  readonly onUntick: () => void
}

/** One decision about all that is ticked in the pile, with one undo. */
export function ReviewMany({ ids, review, moves, reasons, onUntick }: ReviewManyProps) {
  const [asking, setAsking] = useState<Move | null>(null)
  return (
    <section className="review-actions" aria-label="审核已选的记录">
      <strong aria-live="polite">已选 {ids.length.toLocaleString('zh-CN')} 条</strong>
      {moves
        .filter(({ to }) => to !== review.flow.closed)
        .map((move) => (
          <Button key={move.name} onClick={() => setAsking(move)}>
            {move.label}
          </Button>
        ))}
      <Button type="text" onClick={onUntick}>
        取消勾选
      </Button>
      {asking && (
        <BulkDialog
          kind={undefined}
          ids={ids}
          offer={{
            label: asking.label,
            step: { do: 'move', flow: review.flow.field, move: asking.name },
            reason: asking.reason ?? false,
          }}
          reasons={reasons}
          onDone={() => {
            setAsking(null)
            onUntick()
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  )
}
