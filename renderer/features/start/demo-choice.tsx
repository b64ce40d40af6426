import { Button } from 'antd'
import { useState } from 'react'
import { useRpc } from '../../engine/engine-context'
import { ProgressLine } from '../../engine/progress-line'
import { showError } from '../../ui/errors'
import { today } from '../../ui/today'

const demoSeed = 1
/** Activities and sessions of a year. */
const demoSize = 600

/** Optional example data, to try the program with before real work starts. */
export function DemoChoice({ onDone }: { onDone: () => void }) {
  const rpc = useRpc()
  const [busy, setBusy] = useState(false)
  const fill = async (): Promise<void> => {
    setBusy(true)
    try {
      await rpc.profile.demo({ seed: demoSeed, period: today().slice(0, 4), size: demoSize })
      onDone()
    } catch (error) {
      showError(error)
      setBusy(false)
    }
  }
  return (
    <div className="start-form">
      <p>
        可以先装入一套编造的示例数据(26
        个村、社区一年的活动和院坝会)熟悉操作。装入后窗口上方会一直标明「示例数据」, 不要与真实数据混用。
      </p>
      {busy && <ProgressLine task="demo" label="正在装入示例数据" />}
      <div className="form-actions">
        <Button type="primary" disabled={busy} onClick={onDone}>
          不装,直接开始
        </Button>
        <Button loading={busy} onClick={() => void fill()}>
          装入示例数据
        </Button>
      </div>
    </div>
  )
}
