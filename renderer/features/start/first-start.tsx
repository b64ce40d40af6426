import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import type { Topic } from '../../../shared/manual/topics'
import type { Chosen } from '../../../shared/wire'
import { useTransport } from '../../engine/engine-context'
import { PracticeButton } from '../../engine/practice-button'
import { isBundle, isJoinFile, useWaiting } from '../../engine/use-waiting'
import { RecoveryKey } from '../../paper-ui/recovery-key'
import { attempt } from '../../ui/errors'
import { CloudWarning } from './cloud-warning'
import { DemoChoice } from './demo-choice'
import { JoinDistrict } from './join-district'
import { NewDistrict } from './new-district'
import { RestoreBackup } from './restore-backup'
import { StartFrame } from './start-frame'

type Step =
  | { readonly name: 'choose' | 'district' | 'restore' | 'demo' }
  | { readonly name: 'join'; readonly file: Chosen | null }
  | { readonly name: 'recovery'; readonly key: string; readonly unit: string }

const titles: Readonly<Record<Step['name'], string>> = {
  choose: '第一次使用',
  district: '新建区级单位',
  join: '读取接入文件',
  restore: '从备份恢复',
  recovery: '恢复密钥',
  demo: '示例数据',
}

const topicOf: Readonly<Record<Step['name'], Topic>> = {
  choose: 'start',
  district: 'start',
  join: 'join',
  restore: 'backup',
  recovery: 'start',
  demo: 'practice',
}

/** First start: a new district, a street's laptop from a joining file, or a backup. */
export function FirstStart({ cloud, onDone }: { cloud: string | null; onDone: () => void }) {
  const [step, setStep] = useState<Step>({ name: 'choose' })
  const { files, openPractice } = useTransport()
  const waiting = useWaiting()
  // Where something is being typed a file that is opened meanwhile waits.
  const isFree = step.name === 'choose' || step.name === 'join'
  useEffect(() => {
    if (!isFree || !waiting.some(isJoinFile)) return
    attempt(async () => {
      const file = (await files.take()).find(({ name }) => isJoinFile(name))
      if (file) setStep({ name: 'join', file })
    })
  }, [isFree, waiting, files])
  const bundle = waiting.find(isBundle)
  const back = (): void => setStep({ name: 'choose' })
  return (
    <StartFrame title={titles[step.name]} topic={topicOf[step.name]}>
      {step.name === 'choose' && (
        <div className="start-choices">
          <CloudWarning cloud={cloud} />
          <p>这台电脑上还没有单位资料，请选择一种方式开始。</p>
          {bundle !== undefined && (
            <Alert
              type="info"
              showIcon
              title={`“${bundle}”是数据交换文件，这台电脑有了单位资料才能导入；建好或接入以后会接着打开它。`}
            />
          )}
          <Button type="primary" size="large" block onClick={() => setStep({ name: 'district' })}>
            新建区级单位
          </Button>
          <p className="help">区级普法主管部门使用：建立单位、给各街道制作接入文件、汇总和打印报表。</p>
          <Button size="large" block onClick={() => setStep({ name: 'join', file: null })}>
            读取接入文件
          </Button>
          <p className="help">街道的电脑使用：用区级单位给的接入文件（.ybj）接入。</p>
          <Button size="large" block onClick={() => setStep({ name: 'restore' })}>
            从备份恢复
          </Button>
          <p className="help">电脑损坏、丢失或换新：用备份文件（.ybk）恢复到这台电脑。</p>
          {openPractice && (
            <>
              <PracticeButton size="large" block />
              <p className="help">先练习：另有一份虚构的资料，和正式资料分开放，随便改，不会混在一起。</p>
            </>
          )}
        </div>
      )}
      {step.name === 'district' && (
        <NewDistrict onBack={back} onCreated={(key, unit) => setStep({ name: 'recovery', key, unit })} />
      )}
      {step.name === 'join' && (
        <JoinDistrict
          file={step.file}
          onChosen={(file) => setStep({ name: 'join', file })}
          onBack={back}
          onJoined={onDone}
        />
      )}
      {step.name === 'restore' && <RestoreBackup onBack={back} onRestored={onDone} />}
      {step.name === 'recovery' && (
        <RecoveryKey recoveryKey={step.key} unit={step.unit} onKept={() => setStep({ name: 'demo' })} />
      )}
      {step.name === 'demo' && <DemoChoice onDone={onDone} />}
    </StartFrame>
  )
}
