import { Alert, Input } from 'antd'
import type { RecordView } from '../../../shared/records/view'
import { Labeled } from '../../ui/labeled'
import { localMinute } from '../../ui/today'

interface SignedOffNoticeProps {
  readonly signedOff: NonNullable<RecordView['signedOff']>
  readonly reason: string
  /** The sentence of a refusal for want of a reason. */
  readonly problem: string | undefined
  readonly onReason: (reason: string) => void
}

/** Says before anything is typed that the record has been reported, and asks why it is changed all the same. */
export function SignedOffNotice({ signedOff, reason, problem, onReason }: SignedOffNoticeProps) {
  const { title, at, asksReason } = signedOff
  return (
    <Alert
      type="warning"
      showIcon
      title={`这条记录已计入 ${localMinute(at)} 定稿的“${title}”。修改后与已上报的不一致，将标为“定稿后改过”。`}
      description={
        asksReason && (
          <Labeled label="修改理由" required problem={problem} help="记入修改历史">
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
        )
      }
    />
  )
}
