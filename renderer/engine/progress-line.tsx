import { Button, Progress } from 'antd'
import { useEffect, useState } from 'react'
import { showError } from '../ui/errors'
import { useRpc, useTransport } from './engine-context'

interface ProgressLineProps {
  /** Its name in the engine's events. */
  readonly task: string
  readonly label: string
  /** Under which it was started; null: nothing runs, and nothing is drawn. */
  readonly operation: string | null
}

/** How far a long task is, as the engine tells it, and the button that cancels it. */
export function ProgressLine({ task, label, operation }: ProgressLineProps) {
  return operation === null ? null : (
    <Running key={operation} task={task} label={label} operation={operation} />
  )
}

function Running({ task, label, operation }: { task: string; label: string; operation: string }) {
  const transport = useTransport()
  const rpc = useRpc()
  const [{ done, total }, setProgress] = useState({ done: 0, total: 0 })
  const [cancelling, setCancelling] = useState(false)
  useEffect(
    () =>
      transport.subscribe('progress', (progress) => {
        if (progress.task === task) setProgress(progress)
      }),
    [transport, task],
  )
  const cancel = (): void => {
    setCancelling(true)
    rpc.tasks.cancel({ operation }).catch(showError)
  }
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100)
  return (
    <div className="progress-line">
      <div>
        <p aria-live="polite">
          {label}
          {total === 0 ? '…' : `：${percent}%`}
        </p>
        <Progress percent={percent} showInfo={false} aria-label={label} />
      </div>
      <Button size="small" disabled={cancelling} title={cancelling ? '正在停止' : undefined} onClick={cancel}>
        取消
      </Button>
    </div>
  )
}
