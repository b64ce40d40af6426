import { Alert } from 'antd'
import type { ReactNode } from 'react'
import type { Input } from '../../shared/contract'
import { useCall } from '../engine/use-call'

interface UnreviewedNoticeProps {
  /** Which records the paper counts; null for a paper that this is not asked of. */
  readonly of: Input<'records.unreviewed'> | null
  /** A way to leave them out, where there is one. */
  readonly action?: ReactNode
}

/** Says before printing that the paper counts what nobody has approved, or what was sent back. */
export function UnreviewedNotice({ of, action }: UnreviewedNoticeProps) {
  const { data } = useCall('records.unreviewed', of)
  if (!of || !data || data.submitted + data.returned === 0) return null
  const parts = [
    ...(data.submitted > 0 ? [`${data.submitted.toLocaleString('zh-CN')} 条还没有审核`] : []),
    ...(data.returned > 0 ? [`${data.returned.toLocaleString('zh-CN')} 条已被退回`] : []),
  ]
  return (
    <Alert
      type="warning"
      showIcon
      title={`打印或上报前请留意：${parts.join('，')}，${countedText(of, data.approvedFrom)}。`}
      action={action}
    />
  )
}

/** Whether they are in the figures: by the district's rule, of the days from one on they are not. */
function countedText(of: Input<'records.unreviewed'>, approvedFrom: string | null): string {
  const { from, to } = of.filter ?? {}
  if (approvedFrom === null || (to !== undefined && to < approvedFrom)) return '均已计入'
  const rule = `区级从 ${approvedFrom} 起只计已审核的`
  return from !== undefined && from >= approvedFrom ? `${rule}，均未计入` : `${rule}，这一天及以后的未计入`
}
