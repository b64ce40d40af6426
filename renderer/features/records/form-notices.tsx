import { Alert } from 'antd'
import type { Kind } from '../../../shared/definition/define'
import type { FormStart } from '../../kinds-ui/record-form/form-start'
import { StandingNotice } from '../../kinds-ui/standing-notice'
import { localMinute } from '../../ui/today'

/** Over a form: where its contents come from, and how its record stands. */
export function FormNotices({ kind, start }: { kind: Kind; start: FormStart }) {
  const { record, follows, draft } = start
  return (
    <>
      {follows && (
        <Alert
          type="info"
          showIcon
          title={`由 ${follows.name} 转来，已带入的内容请核对；隐去的号码保存时会完整带入。`}
        />
      )}
      {draft && (
        <Alert
          type="info"
          showIcon
          title={`已接续 ${localMinute(draft.savedAt)} 未完成的登记继续，核对后保存即可。`}
        />
      )}
      {record && <StandingNotice kind={kind} record={record} />}
    </>
  )
}
