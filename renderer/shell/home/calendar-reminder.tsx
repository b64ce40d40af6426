import { Alert, Button } from 'antd'
import { holidayYear } from '../../../shared/kinds/holiday-year'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { noticePath } from '../../paths'
import { navigate } from '../../ui/hash-route'

/** From 1 November on: the next year's notice is missing, and deadlines into it can not be told to the day. */
export function CalendarReminder({ year }: { year: number | null }) {
  const may = useMayWrite(holidayYear)
  if (year === null) return null
  return (
    <Alert
      type="info"
      showIcon
      title={
        may
          ? `还没有登记${year}年的放假安排，落在${year}年的期限暂时不能确定到日。`
          : `还没有${year}年的放假安排，区级登记后随交换文件带来。`
      }
      action={may && <Button onClick={() => navigate(noticePath)}>读取放假通知</Button>}
    />
  )
}
