import { Alert, Button } from 'antd'
import { useMay } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { duplicatesPath } from '../../paths'
import { navigate } from '../../ui/hash-route'

/** After something came in: how many records may be logged twice now, and the way to settle them. */
export function SuspectsLine() {
  const mayWrite = useMay('record.write')
  const { data } = useCall('records.suspectCount', mayWrite ? {} : null)
  if (!data || data.count === 0) return null
  return (
    <Alert
      type="info"
      showIcon
      title={`有 ${data.count}${data.more ? ' 多' : ''} 条记录可能重复登记，请在核对里逐条确认。`}
      action={<Button onClick={() => navigate(duplicatesPath)}>核对重复</Button>}
    />
  )
}
