import { Alert, Button, Checkbox } from 'antd'
import { useRef, useState } from 'react'
import { useTransport } from '../engine/engine-context'
import { attempt } from '../ui/errors'
import { loadedLater } from '../ui/loaded-later'
import { today } from '../ui/today'
import { groupsOf, recoverySheet } from './recovery-sheet'

const RecoveryPicture = loadedLater(async () => (await import('./recovery-picture')).RecoveryPicture, {
  meanwhile: <p className="nothing">正在生成二维码……</p>,
})

interface RecoveryKeyProps {
  readonly recoveryKey: string
  readonly unit: string
  readonly onKept: () => void
}

/** The recovery key, shown this once; going on wants the word that it was kept. */
export function RecoveryKey({ recoveryKey, unit, onKept }: RecoveryKeyProps) {
  const { printing } = useTransport()
  const [kept, setKept] = useState(false)
  const picture = useRef<HTMLDivElement>(null)
  const print = (): void => {
    const drawn = picture.current?.querySelector('svg')?.outerHTML ?? ''
    attempt(() => printing.print(recoverySheet(unit, recoveryKey, today(), drawn)))
  }
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
      <p className="help">最后六位是校验位：抄错或漏抄时，程序在恢复时会指出来。</p>
      <div ref={picture} className="recovery-picture" role="img" aria-label="恢复密钥的二维码">
        <span aria-hidden="true">
          <RecoveryPicture recoveryKey={recoveryKey} />
        </span>
      </div>
      <div className="form-actions">
        <Button onClick={print}>打印</Button>
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
