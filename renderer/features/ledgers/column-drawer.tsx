import type { Variant } from '../../../shared/privacy/variant'
import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { OrderDrawer } from '../../paper-ui/order-drawer'
import { useChosen } from '../../paper-ui/use-chosen'
import { ErrorNotice } from '../../ui/error-notice'
import { newOperation } from '../../ui/operation'

interface ColumnDrawerProps {
  readonly ledger: string
  readonly variant: Variant | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}

/** The columns of a ledger and their order, remembered for the person at the screen. */
export function ColumnDrawer({ ledger, variant, onClose, onSaved }: ColumnDrawerProps) {
  const rpc = useRpc()
  const input = { ledger, ...(variant !== undefined && { variant }) }
  const { data, error, again } = useCall('ledgers.columns', input, [])
  const choosing = useChosen(
    data?.chosen,
    (columns) => rpc.ledgers.saveColumns({ ledger, columns: [...columns], operation: newOperation() }),
    () => {
      again()
      onSaved()
    },
  )
  return (
    <OrderDrawer
      title="选择列"
      help="按下列顺序从左到右打印，第一列固定为序号。系统会记住您的选择。"
      items={data?.columns ?? []}
      choosing={choosing}
      onClose={onClose}
    >
      {error ? <ErrorNotice error={error} again={again} /> : null}
    </OrderDrawer>
  )
}
