import { Button, Progress } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
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
  const rpc = useRpc()
  const progress = useProgress(task)
  const [cancelling, setCancelling] = useState(false)
  const cancel = (): void => {
    setCancelling(true)
    rpc.tasks.cancel({ operation }).catch(showError)
  }
  return (
    <Line label={label} progress={progress}>
      <Button size="small" disabled={cancelling} title={cancelling ? '正在停止' : undefined} onClick={cancel}>
        取消
      </Button>
    </Line>
  )
}

/** How far the engine is with what it does by itself, from its first word on; nobody started it, and nobody can cancel it. */
export function OwnProgress({ task, label }: Pick<ProgressLineProps, 'task' | 'label'>) {
  const progress = useProgress(task)
  return progress.total === 0 ? null : <Line label={label} progress={progress} />
}

interface Progressed {
  readonly done: number
  /** 0: nothing was heard yet. */
  readonly total: number
}

/** What the engine said last of a task since this was drawn. */
function useProgress(task: string): Progressed {
  const transport = useTransport()
  const [progress, setProgress] = useState<Progressed>({ done: 0, total: 0 })
  useEffect(
    () =>
      transport.subscribe('progress', (told) => {
        if (told.task === task) setProgress(told)
      }),
    [transport, task],
  )
  return progress
}

interface LineProps {
  readonly label: string
  readonly progress: Progressed
  readonly children?: ReactNode
}

function Line({ label, progress: { done, total }, children }: LineProps) {
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
      {children}
    </div>
  )
}
