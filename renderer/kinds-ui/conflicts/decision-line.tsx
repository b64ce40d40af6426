import { Button, Input } from 'antd'
import { Labeled } from '../../ui/labeled'

interface DecisionLineProps {
  readonly reason: string
  /** Something is chosen, and a reason is given. */
  readonly isReady: boolean
  readonly saving: boolean
  readonly onReason: (reason: string) => void
  readonly onDecide: () => void
}

/** Why a version is taken, and the button that takes it. */
export function DecisionLine({ reason, isReady, saving, onReason, onDecide }: DecisionLineProps) {
  return (
    <div className="conflict-decide">
      <Labeled label="采用理由" required help="记入修改历史">
        {(control) => (
          <Input
            {...control}
            value={reason}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => onReason(event.target.value)}
          />
        )}
      </Labeled>
      <Button
        type="primary"
        loading={saving}
        disabled={!isReady}
        title={!isReady ? '请先选一个内容，并写明理由' : undefined}
        onClick={onDecide}
      >
        采用
      </Button>
    </div>
  )
}
