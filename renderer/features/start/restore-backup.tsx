import { Alert, Button, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { readRecoveryKey } from '../../../shared/identifiers/recovery-key'
import type { Chosen } from '../../../shared/wire'
import { useRpc, useTransport } from '../../engine/engine-context'
import { ProgressLine } from '../../engine/progress-line'
import { useCall } from '../../engine/use-call'
import { useTask } from '../../engine/use-task'
import { CredentialFields, type Credentials, credentialsReady, emptyCredentials } from '../../ui/credentials'
import { attempt } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { PassphraseInput } from '../../ui/passphrase-input'
import { RecoveryKeyField } from '../../ui/recovery-key-field'
import { localMinute } from '../../ui/today'
import { hereReady, hereSaid, ManagerNow, type NamedManager } from './manager-now'

type Way = 'passphrase' | 'recovery'
type Restored = Output<'profile.restore'>
type Preview = Output<'profile.previewBackup'>

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
  const [here, setHere] = useState<NamedManager>(null)
  const task = useTask()
  const [restored, setRestored] = useState<Restored | null>(null)
  const [looked, setLooked] = useState<{ readonly asked: string; readonly preview: Preview } | null>(null)
  const choose = async (): Promise<void> => {
    const [chosen] = await files.openFile({ title: '选择备份文件', extensions: ['ybk'], multiple: false })
    if (chosen) setFile(chosen)
  }
  const { user, passphrase } = credentials
  const opening = way === 'recovery' && 'key' in readKey ? { recoveryKey: readKey.key } : {}
  // What was looked at counts for that file, opened in that way, alone.
  const asked = JSON.stringify([file?.token, user, passphrase, opening])
  const isLookedAt = !replace || looked?.asked === asked
  const look = async (): Promise<void> => {
    if (!file) return
    const preview = await task.run((operation) =>
      rpc.profile.previewBackup({ file: file.token, user, passphrase, operation, ...opening }),
    )
    setLooked({ asked, preview })
  }
  const restore = async (): Promise<void> => {
    if (!file) return
    const made = await task.run((operation) =>
      rpc.profile.restore({
        file: file.token,
        user,
        passphrase,
        replace,
        operation,
        ...opening,
        ...(replace && way === 'passphrase' && hereSaid(here)),
      }),
    )
    setRestored(made)
  }
  const { data: own, error: ownError } = useCall('profile.backups', {}, [])
  if (restored) return <Done restored={restored} onDone={onRestored} />
  // They stand above all that is filled: nothing stands before it is known whether there are some.
  if (!own && ownError === undefined) return null
  const ready =
    way === 'recovery'
      ? 'key' in readKey && credentialsReady(credentials)
      : credentials.user.trim() !== '' && credentials.passphrase !== '' && hereReady(here)
  return (
    <form
      className="start-form"
      aria-label="从备份恢复"
      onSubmit={(event) => {
        event.preventDefault()
        attempt(isLookedAt ? restore : look)
      }}
    >
      {replace && (
        <Alert
          type="info"
          showIcon
          title="备份会代替这台电脑上现在的资料"
          description="要由备份里和现在都是管理的人，或保管恢复密钥的人来做。现在的文件不会删除，会移到资料文件夹里单独的一个文件夹。"
        />
      )}
      <OwnBackups backups={own?.backups ?? []} chosen={file} onChoose={setFile} />
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
        <>
          <Person value={credentials} onChange={setCredentials} />
          {replace && <ManagerNow value={here} onChange={setHere} />}
        </>
      ) : (
        <>
          <RecoveryKeyField value={recoveryKey} onChange={setRecoveryKey} />
          <CredentialFields value={credentials} onChange={setCredentials} />
        </>
      )}
      <ProgressLine
        task="restore"
        label={isLookedAt ? '正在恢复' : '正在读备份'}
        operation={task.operation}
      />
      {replace && isLookedAt && looked && <PreviewOf preview={looked.preview} />}
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={task.operation !== null}
          disabled={!file || !ready}
          title={!file || !ready ? '请先选择备份文件，填写口令或恢复密钥' : undefined}
        >
          {isLookedAt ? '恢复' : '查看备份内容'}
        </Button>
        <Button onClick={onBack}>返回</Button>
      </div>
    </form>
  )
}

interface OwnBackupsProps {
  readonly backups: Output<'profile.backups'>['backups']
  readonly chosen: Chosen | null
  readonly onChoose: (file: Chosen) => void
}

/** The backups that this computer made by itself and that still lie here. */
function OwnBackups({ backups, chosen, onChoose }: OwnBackupsProps) {
  if (backups.length === 0) return null
  return (
    <Labeled label="这台电脑上的自动备份" help="也可以另选U盘或别处的备份文件">
      {(control) => (
        <Select
          id={control.id}
          className="wide"
          placeholder="请选择"
          value={backups.find(({ token }) => token === chosen?.token)?.token ?? null}
          options={backups.map(({ token, at }) => ({ value: token, label: localMinute(at) }))}
          onChange={(token) => {
            const backup = backups.find((each) => each.token === token)
            if (backup) onChoose({ token: backup.token, name: backup.file })
          }}
        />
      )}
    </Labeled>
  )
}

/** What the backup holds, until when, and what of here would be missing afterwards. */
function PreviewOf({ preview: { at, unit, kinds, lastChange, lost } }: { preview: Preview }) {
  const held = kinds.map(({ label, count }) => `${label} ${count}`).join('、')
  const until = lastChange === null ? '' : `，最后一次修改在 ${localMinute(lastChange)}`
  return (
    <Alert
      type={lost?.changes === 0 ? 'success' : 'warning'}
      showIcon
      title={`“${unit}”${localMinute(at)} 的备份${until}`}
      description={
        <>
          <p>有{held || '单位资料，还没有记录'}。</p>
          <p>{lostText(lost)}</p>
        </>
      }
    />
  )
}

function lostText(lost: Preview['lost']): string {
  if (lost === null) return '现在的资料读不出来，说不清恢复后会少什么；备份以后登记的内容请对照纸质材料补登。'
  if (lost.changes === 0) return '现在的内容备份里都有，恢复后不会少。'
  return `备份以后又有 ${lost.changes} 次修改，涉及 ${lost.records} 条记录，恢复后不在。`
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
  aside === null
    ? ''
    : `原来的文件没有删除，放在资料文件夹的 ${aside} 里，保留 30 天；期间有人被移除、改口令或清除记录内容时提前删除。`

/** What has become of it, and what to do next: the others must hear of the new keys. */
function Done({ restored, onDone }: { restored: Restored; onDone: () => void }) {
  const next =
    restored.role === 'street'
      ? '请先到“U盘交换”导出一次带给区级，区级回执会带回备份之后已经上报的内容。'
      : '请给各街道的电脑各导出一次；它们收到后改与本机交换，并补回备份之后的内容。备份以后换过恢复密钥的，请再看“设置”里的“恢复密钥”。'
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
