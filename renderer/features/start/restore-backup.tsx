import { Alert, Button, Input, Radio } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { readRecoveryKey } from '../../../shared/identifiers/recovery-key'
import type { Chosen } from '../../../shared/wire'
import { useRpc, useTransport } from '../../engine/engine-context'
import { ProgressLine } from '../../engine/progress-line'
import { useTask } from '../../engine/use-task'
import { CredentialFields, type Credentials, credentialsReady, emptyCredentials } from '../../ui/credentials'
import { attempt } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { PassphraseInput } from '../../ui/passphrase-input'
import { localMinute } from '../../ui/today'
import { RecoveryKeyField } from './recovery-key-field'

type Way = 'passphrase' | 'recovery'
type Restored = Output<'profile.restore'>

/** A backup becomes the profile of this computer: opened by somebody's passphrase, or by the district's recovery key. */
export function RestoreBackup({
  onBack,
  onRestored,
  replace = false,
}: {
  onBack: () => void
  onRestored: () => void
  /** In place of the profile that lies here. */
  replace?: boolean
}) {
  const rpc = useRpc()
  const { files } = useTransport()
  const [file, setFile] = useState<Chosen | null>(null)
  const [way, setWay] = useState<Way>('passphrase')
  const [recoveryKey, setRecoveryKey] = useState('')
  const readKey = readRecoveryKey(recoveryKey)
  const [credentials, setCredentials] = useState<Credentials>(emptyCredentials)
  const task = useTask()
  const [restored, setRestored] = useState<Restored | null>(null)
  const choose = async (): Promise<void> => {
    const [chosen] = await files.openFile({ title: '选择备份文件', extensions: ['ybk'], multiple: false })
    if (chosen) setFile(chosen)
  }
  const restore = async (): Promise<void> => {
    if (!file) return
    const { user, passphrase } = credentials
    const opening = way === 'recovery' && 'key' in readKey ? { recoveryKey: readKey.key } : {}
    const made = await task.run((operation) =>
      rpc.profile.restore({ file: file.token, user, passphrase, replace, operation, ...opening }),
    )
    setRestored(made)
  }
  if (restored) return <Done restored={restored} onDone={onRestored} />
  const ready =
    way === 'recovery'
      ? 'key' in readKey && credentialsReady(credentials)
      : credentials.user.trim() !== '' && credentials.passphrase !== ''
  return (
    <form
      className="start-form"
      onSubmit={(event) => {
        event.preventDefault()
        attempt(restore)
      }}
    >
      {replace && (
        <Alert
          type="info"
          showIcon
          title="备份会代替这台电脑上现在的资料"
          description="要由备份里的管理或保管恢复密钥的人来做。现在的文件不会删除，会移到资料文件夹里单独的一个文件夹。"
        />
      )}
      <div className="picked-file">
        <Button onClick={() => attempt(choose)}>选择备份文件</Button>
        <span aria-live="polite">{file ? file.name : '还没有选择文件'}</span>
      </div>
      <Radio.Group
        aria-label="打开备份的方式"
        value={way}
        onChange={(event) => setWay(event.target.value)}
        options={[
          { value: 'passphrase', label: '用户口令' },
          { value: 'recovery', label: '恢复密钥' },
        ]}
      />
      {way === 'passphrase' ? (
        <Person value={credentials} onChange={setCredentials} />
      ) : (
        <>
          <RecoveryKeyField value={recoveryKey} onChange={setRecoveryKey} />
          <CredentialFields value={credentials} onChange={setCredentials} />
        </>
      )}
      <ProgressLine task="restore" label="正在恢复" operation={task.operation} />
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={task.operation !== null}
          disabled={!file || !ready}
          title={!file || !ready ? '请先选择备份文件，填写口令或恢复密钥' : undefined}
        >
          恢复
        </Button>
        <Button onClick={onBack}>返回</Button>
      </div>
    </form>
  )
}

/** Somebody of the backup, with the passphrase of that time. */
function Person({ value, onChange }: { value: Credentials; onChange: (value: Credentials) => void }) {
  return (
    <>
      <Labeled label="姓名" required help="备份时能登录的用户">
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={40}
            value={value.user}
            onChange={(event) => onChange({ ...value, user: event.target.value })}
          />
        )}
      </Labeled>
      <Labeled label="口令" required help="备份时使用的口令">
        {(control) => (
          <PassphraseInput
            {...control}
            autoComplete="off"
            value={value.passphrase}
            onChange={(event) => onChange({ ...value, passphrase: event.target.value })}
          />
        )}
      </Labeled>
    </>
  )
}

const asideText = (aside: string | null): string =>
  aside === null ? '' : `原来的文件没有删除，放在资料文件夹的 ${aside} 里。`

/** What has become of it, and what to do next: the others must hear of the new keys. */
function Done({ restored, onDone }: { restored: Restored; onDone: () => void }) {
  const next =
    restored.role === 'street'
      ? '请先到“U盘交换”导出一次带给区级，区级回执会带回备份之后已经上报的内容。'
      : '请给各街道的电脑各导出一次；它们收到后改与本机交换，并补回备份之后的内容。'
  return (
    <div className="start-form">
      <Alert
        type="success"
        showIcon
        title={`已恢复“${restored.unit}”${localMinute(restored.at)} 的备份`}
        description={`本机代号改为 ${restored.letter}，新记录的编号从这个代号重新开始，不会与原来的重复。${next}${asideText(restored.aside)}`}
      />
      <div className="form-actions">
        <Button type="primary" autoFocus onClick={onDone}>
          开始使用
        </Button>
      </div>
    </div>
  )
}
