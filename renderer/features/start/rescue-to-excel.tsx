import { Alert, Button, Checkbox, Input, Radio } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { readRecoveryKey } from '../../../shared/identifiers/recovery-key'
import type { Chosen } from '../../../shared/wire'
import { useRpc, useTransport } from '../../engine/engine-context'
import { ProgressLine } from '../../engine/progress-line'
import { useSaved } from '../../engine/use-saved'
import { useTask } from '../../engine/use-task'
import { attempt } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { PassphraseInput } from '../../ui/passphrase-input'
import { RecoveryKeyField } from '../../ui/recovery-key-field'
import { hereReady, hereSaid, ManagerNow, type NamedManager } from './manager-now'

type Way = 'passphrase' | 'recovery'
type Made = Output<'rescue.toExcel'>

/** What can still be read of the records, as a table: a 管理 with the passphrase, or the recovery key. */
export function RescueToExcel({ users, onBack }: { users: readonly string[]; onBack: () => void }) {
  const rpc = useRpc()
  const { files } = useTransport()
  const saved = useSaved()
  const task = useTask()
  const [way, setWay] = useState<Way>('passphrase')
  const [user, setUser] = useState(users[0] ?? '')
  const [passphrase, setPassphrase] = useState('')
  const [typedKey, setTypedKey] = useState('')
  const [backup, setBackup] = useState<Chosen | null>(null)
  const [here, setHere] = useState<NamedManager>(null)
  const [whole, setWhole] = useState(false)
  const [made, setMade] = useState<Made | null>(null)
  const readKey = readRecoveryKey(typedKey)
  const isKeyless = users.length === 0
  const opens = way === 'recovery' ? 'key' in readKey : user.trim() !== '' && passphrase !== ''
  // A file of keys that reads is asked, whatever opens the backup.
  const asksHere = way === 'passphrase' && backup !== null && !isKeyless
  const ready = opens && (!isKeyless || backup !== null) && (!asksHere || hereReady(here))
  const choose = async (): Promise<void> => {
    const [chosen] = await files.openFile({ title: '选择备份文件', extensions: ['ybk'], multiple: false })
    if (chosen) setBackup(chosen)
  }
  const rescue = async (): Promise<void> => {
    const folder = await files.openFolder({ title: '选择保存表格的文件夹' })
    if (!folder) return
    const opening =
      way === 'recovery' && 'key' in readKey
        ? { recoveryKey: readKey.key }
        : { user: user.trim(), passphrase }
    const written = await task.run((operation) =>
      rpc.rescue.toExcel({
        folder: folder.token,
        whole,
        operation,
        ...opening,
        ...(backup && { backup: backup.token }),
        ...(asksHere && hereSaid(here)),
      }),
    )
    saved({ at: folder, file: written.file })
    setMade(written)
  }
  return (
    <form
      className="start-form"
      aria-label="抢救数据到 Excel"
      onSubmit={(event) => {
        event.preventDefault()
        attempt(rescue)
      }}
    >
      <Alert
        type="info"
        showIcon
        title="只读取，不改动资料文件"
        description="做过的抢救会记下来，下次登录时进入操作日志。表格没有加密，请按内部资料保管。"
      />
      <Radio.Group
        aria-label="用什么打开资料"
        value={way}
        onChange={(event) => setWay(event.target.value)}
        options={[
          { value: 'passphrase', label: '管理的口令' },
          { value: 'recovery', label: '恢复密钥' },
        ]}
      />
      {way === 'recovery' ? (
        <RecoveryKeyField value={typedKey} onChange={setTypedKey} />
      ) : (
        <>
          <Labeled label="姓名" required help="本机的管理">
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={40}
                value={user}
                onChange={(event) => setUser(event.target.value)}
              />
            )}
          </Labeled>
          <Labeled label="口令" required>
            {(control) => (
              <PassphraseInput
                {...control}
                autoComplete="off"
                value={passphrase}
                onChange={(event) => setPassphrase(event.target.value)}
              />
            )}
          </Labeled>
        </>
      )}
      <div className="picked-file">
        <Button onClick={() => attempt(choose)}>选择备份文件</Button>
        <span aria-live="polite">{backup ? backup.name : backupText(isKeyless)}</span>
      </div>
      {asksHere && <ManagerNow value={here} onChange={setHere} />}
      <Checkbox checked={whole} onChange={(event) => setWhole(event.target.checked)}>
        写出完整的个人信息（不勾选时按屏幕上的样子遮盖）
      </Checkbox>
      <ProgressLine task="rescue" label="正在抢救" operation={task.operation} />
      {made && <Alert type="success" showIcon title={madeTitle(made)} description={madeText(made)} />}
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={task.operation !== null}
          disabled={!ready}
          title={ready ? undefined : '请先填写姓名和口令，或恢复密钥'}
        >
          写成 Excel
        </Button>
        <Button onClick={onBack}>返回</Button>
      </div>
    </form>
  )
}

const backupText = (isKeyless: boolean): string =>
  isKeyless
    ? '密钥文件（keys.json）读不出，要借这份资料的一个备份来打开，口令是备份时的'
    : '一般不用选；密钥文件也坏了时，借一个备份来打开'

const madeTitle = ({ file, records }: Made): string => `已写成 ${file}，共 ${records} 条记录`

const madeText = ({ doubtful, pages, lostPages, proved }: Made): string => {
  const lost = proved
    ? `读了 ${pages} 页，其中 ${lostPages} 页已损坏。`
    : `读了 ${pages} 页；文件的开头坏了，各页都不能校验。`
  return doubtful === 0
    ? `${lost}各条都校验过。`
    : `${lost}有 ${doubtful} 条请对照纸质材料核对，见表格最后一列。`
}
