import { Button } from 'antd'
import { useRpc } from '../../engine/engine-context'
import { ProgressLine } from '../../engine/progress-line'
import { useTask } from '../../engine/use-task'
import { attempt } from '../../ui/errors'
import { today } from '../../ui/today'

const demoSeed = 1
/** Activities and sessions of a year. */
const demoSize = 600

/** The same invented year for everybody who practises. */
export const demoOrder = () => ({
  seed: demoSeed,
  period: today().slice(0, 4),
  size: demoSize,
  practice: true,
})

/** Optional example data, to try the program with before real work starts. */
export function DemoChoice({ onDone }: { onDone: () => void }) {
  const rpc = useRpc()
  const task = useTask()
  const busy = task.operation !== null
  const fill = async (): Promise<void> => {
    await task.run((operation) => rpc.profile.demo({ ...demoOrder(), operation }))
    onDone()
  }
  return (
    <div className="start-form">
      <p>
        可以先装入一套虚构的示例数据（26
        个村、社区一年的活动和院坝会）熟悉操作。装入后这份资料只供练习：窗口上方和打印件都标明“练习”，不能导出给其他电脑，也不能再改作正式资料。
      </p>
      <ProgressLine task="demo" label="正在装入示例数据" operation={task.operation} />
      <div className="form-actions">
        <Button type="primary" disabled={busy} title={busy ? '正在装入示例数据' : undefined} onClick={onDone}>
          不装入，直接开始
        </Button>
        <Button loading={busy} onClick={() => attempt(fill)}>
          装入示例数据
        </Button>
      </div>
    </div>
  )
}
