import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { useRpc } from '../../engine/engine-context'
import { ProgressLine } from '../../engine/progress-line'
import { useMay } from '../../engine/session'
import { useBackup } from '../../engine/use-backup'
import { useTask } from '../../engine/use-task'
import { attempt } from '../../ui/errors'
import { Section } from '../../ui/page'
import { BackupsElsewhere } from './backups-elsewhere'
import { OwnBackups } from './own-backups'
import { Retention } from './retention'

type Checked = Output<'safety.verify'>

/** Checking that the data is whole, and copying it away. */
export function Safety() {
  const mayBackup = useMay('sync.export')
  return (
    <div className="stack">
      <Verify />
      {mayBackup && <Backup />}
      <OwnBackups />
      <BackupsElsewhere />
      <Retention />
    </div>
  )
}

function Verify() {
  const rpc = useRpc()
  const task = useTask()
  const [checked, setChecked] = useState<Checked | null>(null)
  const verify = async (): Promise<void> =>
    setChecked(await task.run((operation) => rpc.safety.verify({ operation })))
  return (
    <Section title="检查数据">
      <p className="help">逐项核对数据文件、修改链条和操作日志是否完整。数据较多时需要几分钟。</p>
      <Button loading={task.operation !== null} onClick={() => attempt(verify)}>
        检查数据
      </Button>
      <ProgressLine task="verify" label="正在检查" operation={task.operation} />
      {checked && (
        <>
          <Alert
            type={checked.ok ? 'success' : 'error'}
            showIcon
            title={checked.ok ? '数据完整，没有发现问题。' : '发现问题，请不要删除任何文件，联系管理员。'}
          />
          <ul className="lines">
            {checked.checks.map((check) => (
              <li key={check.name}>
                <span>
                  {check.ok ? '正常' : '异常'}：{check.name}
                  {check.detail && `（${check.detail}）`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

function Backup() {
  const backup = useBackup(() => undefined)
  return (
    <Section title="备份">
      <p className="help">把全部资料加密复制到U盘或另一个文件夹，写完后读回校验。</p>
      <Button loading={backup.operation !== null} onClick={backup.run}>
        备份
      </Button>
      <ProgressLine task="backup" label="正在备份" operation={backup.operation} />
    </Section>
  )
}
