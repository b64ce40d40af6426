import { Alert, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { messageFor } from '../../../shared/messages'
import type { ProfileTrouble } from '../../../shared/profile-trouble'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useSaved } from '../../engine/use-saved'
import { attempt } from '../../ui/errors'
import { RescueToExcel } from './rescue-to-excel'
import { RestoreBackup } from './restore-backup'
import { StartFrame } from './start-frame'

type Step = 'choose' | 'restore' | 'excel'

const titles: Readonly<Record<Step, string>> = {
  choose: '资料打不开',
  restore: '恢复备份',
  excel: '抢救数据到 Excel',
}

/** A profile that is there and does not open: a backup in its place, what can be read as a table, or what an expert asks for. */
export function Rescue({
  trouble,
  users,
  onAgain,
  onAnew,
}: {
  /** `restore`: nothing is wrong, somebody wants a backup in its place. */
  trouble: ProfileTrouble | 'restore'
  /** The people that the file of keys names; none where it can not be read. */
  users: readonly string[]
  onAgain: () => void
  onAnew: () => void
}) {
  const [step, setStep] = useState<Step>(trouble === 'restore' ? 'restore' : 'choose')
  const back = (): void => (trouble === 'restore' ? onAgain() : setStep('choose'))
  return (
    <StartFrame title={titles[step]} topic="trouble">
      {step === 'choose' && trouble !== 'restore' && (
        <Choices
          trouble={trouble}
          isKeyless={users.length === 0}
          onStep={setStep}
          onAgain={onAgain}
          onAnew={onAnew}
        />
      )}
      {step === 'restore' && <RestoreBackup replace onBack={back} onRestored={onAgain} />}
      {step === 'excel' && <RescueToExcel users={users} onBack={back} />}
    </StartFrame>
  )
}

function Choices({
  trouble,
  isKeyless,
  onStep,
  onAgain,
  onAnew,
}: {
  trouble: ProfileTrouble
  isKeyless: boolean
  onStep: (step: Step) => void
  onAgain: () => void
  onAnew: () => void
}) {
  const rpc = useRpc()
  const { files } = useTransport()
  const saved = useSaved()
  const diagnose = async (): Promise<void> => {
    const folder = await files.openFolder({ title: '选择保存诊断的文件夹' })
    if (!folder) return
    const { file } = await rpc.rescue.diagnose({ folder: folder.token })
    saved({ at: folder, file })
  }
  const { title, detail, action } = messageFor({ code: trouble, params: {} })
  return (
    <div className="start-choices">
      <Alert type="error" showIcon title={title} description={`${detail}${action}`} />
      <Button type="primary" size="large" block onClick={() => onStep('restore')}>
        恢复备份
      </Button>
      <p className="help">
        有备份文件（.ybk）的，先用它：回到备份那时的样子，之后的内容从对方电脑或抢救出的表里补。
      </p>
      <Button size="large" block onClick={() => onStep('excel')}>
        抢救数据到 Excel
      </Button>
      <p className="help">
        没有备份，或备份以后又登记了内容：把还读得出的记录写成表格，由管理或保管恢复密钥的人来做。
      </p>
      <Button size="large" block onClick={() => attempt(diagnose)}>
        导出诊断
      </Button>
      <p className="help">给管理员或技术人员看的文字文件，没有任何填写的内容、姓名和密钥。</p>
      <div className="form-actions">
        <Button onClick={onAgain}>再试一次</Button>
        {isKeyless && (
          <Popconfirm
            title="重新建立单位资料？"
            description="现在的文件不会删除，会改名留在资料文件夹里。"
            okText="重新建立"
            cancelText="返回"
            onConfirm={onAnew}
          >
            <Button type="link">重新建立单位资料</Button>
          </Popconfirm>
        )}
      </div>
    </div>
  )
}
