import { Button } from 'antd'
import { useRpc } from '../../engine/engine-context'
import { ProgressLine } from '../../engine/progress-line'
import { useTask } from '../../engine/use-task'
import { useBusy } from '../../ui/use-busy'
import { demoOrder } from './demo-choice'
import { practiceUser } from './practice-user'
import { StartFrame } from './start-frame'

/** The first start for practice: an invented district with a year of records, by one press. */
export function PracticeStart({ exists, onDone }: { readonly exists: boolean; readonly onDone: () => void }) {
  const rpc = useRpc()
  const task = useTask()
  const { busy, run } = useBusy()
  const begin = async (): Promise<void> => {
    // Where it was cancelled in the middle the district is there, and its records are still wanted.
    if (!exists) await rpc.profile.createDistrict({ unit: '练习区司法局', role: 'district', ...practiceUser })
    await task.run((operation) => rpc.profile.demo({ ...demoOrder(), operation }))
    onDone()
  }
  return (
    <StartFrame title="练习资料" topic="practice">
      <div className="start-form">
        <p>
          这里是单独的一份资料，专门用来练习：单位和记录都是虚构的，随便改，不怕错。正式资料在另外的文件夹里，这里碰不到它。
        </p>
        <ProgressLine task="demo" label="正在装入练习资料" operation={task.operation} />
        <div className="form-actions">
          <Button type="primary" loading={busy} onClick={() => void run(begin)}>
            开始练习
          </Button>
        </div>
      </div>
    </StartFrame>
  )
}
