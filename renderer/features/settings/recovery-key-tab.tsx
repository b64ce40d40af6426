import { useSession } from '../../engine/session'
import { AnswerRequest } from './answer-request'
import { ReplaceRecoveryKey } from './replace-recovery-key'

/** What the keeper of the recovery key does at an office. */
export function RecoveryKeyTab() {
  const { site } = useSession()
  return (
    <div className="stack">
      {site.role === 'district' && <AnswerRequest />}
      <ReplaceRecoveryKey />
    </div>
  )
}
