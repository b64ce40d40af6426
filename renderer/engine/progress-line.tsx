import { Progress } from 'antd'
import { useEffect, useState } from 'react'
import { useTransport } from './engine-context'

/** How far a long task is, as the engine tells it. */
export function ProgressLine({ task, label }: { task: string; label: string }) {
  const transport = useTransport()
  const [{ done, total }, setProgress] = useState({ done: 0, total: 0 })
  useEffect(
    () =>
      transport.subscribe('progress', (progress) => {
        if (progress.task === task) setProgress(progress)
      }),
    [transport, task],
  )
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100)
  return (
    <div className="progress-line">
      <p aria-live="polite">
        {label}
        {total === 0 ? '…' : `:${percent}%`}
      </p>
      <Progress percent={percent} showInfo={false} aria-label={label} />
    </div>
  )
}
