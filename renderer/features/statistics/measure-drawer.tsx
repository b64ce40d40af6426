import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { OrderDrawer } from '../../paper-ui/order-drawer'
import { useChosen } from '../../paper-ui/use-chosen'
import { ErrorNotice } from '../../ui/error-notice'
import { newOperation } from '../../ui/operation'

/** The measures of the 统计表 and their order, remembered for the person at the screen. */
export function MeasureDrawer({ onClose, onSaved }: { onClose: () => void; onSaved: () => void }) {
  const rpc = useRpc()
  const { data, error, again } = useCall('statistics.measures', {}, [])
  const choosing = useChosen(
    data?.chosen,
    (measures) => rpc.statistics.saveMeasures({ measures: [...measures], operation: newOperation() }),
    () => {
      again()
      onSaved()
    },
  )
  const items = data?.measures.map(({ name, label, word }) => ({ key: name, label: `${label}（${word}）` }))
  return (
    <OrderDrawer
      title="选择统计项"
      help="按下列顺序从左到右打印。系统会记住您的选择。"
      items={items ?? []}
      choosing={choosing}
      {...(data && { most: data.most })}
      onClose={onClose}
    >
      {error ? <ErrorNotice error={error} again={again} /> : null}
    </OrderDrawer>
  )
}
