import { AnswerRequest } from './answer-request'
import { ReplaceRecoveryKey } from './replace-recovery-key'

/** What the keeper of the recovery key does at an office. */
export function RecoveryKeyTab() {
  return (
    <div className="stack">
      <AnswerRequest />
      <ReplaceRecoveryKey />
    </div>
  )
}
