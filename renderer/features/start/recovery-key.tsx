import { Alert, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTransport } from '../../engine/engine-context'
import { attempt } from '../../ui/errors'
import { today } from '../../ui/today'
import { groupsOf, recoverySheet } from './recovery-sheet'

interface RecoveryKeyProps {
  readonly recoveryKey: string
  readonly unit: string
  readonly onKept: () => void
}

/** The recovery key, shown this once; going on wants the word that it was kept. */
export function RecoveryKey({ recoveryKey, unit, onKept }: RecoveryKeyProps) {
  const { printing } = useTransport()
  const [kept, setKept] = useState(false)
  return (
    <div className="start-form">
      <Alert
        type="warning"
        showIcon
        title="恢复密钥只显示这一次"
        description="所有人都忘记口令时，只有它能打开资料。请打印或抄写下来，由专人锁在柜子里，不要存在这台电脑上。"
      />
      <p className="recovery-key" data-testid="recovery-key">
        {groupsOf(recoveryKey).map(({ at, text }) => (
          <span key={at}>{text}</span>
        ))}
      </p>
      <div className="form-actions">
        <Button onClick={() => attempt(() => printing.print(recoverySheet(unit, recoveryKey, today())))}>
          打印
        </Button>
      </div>
      <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
        我已抄写或打印
      </Checkbox>
      <div className="form-actions">
        <Button
          type="primary"
          disabled={!kept}
          title={!kept ? '请先抄写或打印，再勾选上面一项' : undefined}
          onClick={onKept}
        >
          继续
        </Button>
      </div>
    </div>
  )
}
