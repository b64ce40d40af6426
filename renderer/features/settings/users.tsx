import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { type Role, roleLabels, roles } from '../../../shared/rights'
import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { PassphrasePair, passphraseReady } from '../../ui/credentials'
import { ErrorNotice } from '../../ui/error-notice'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import { showToast } from '../../ui/toasts'
import { useBusy } from '../../ui/use-busy'
import { BackupsElsewhere } from './backups-elsewhere'
import { HandOver } from './hand-over'
import { UserRow } from './user-row'

export function Users({ mayManage }: { mayManage: boolean }) {
  const { data, error, again } = useCall('users.list', {})
  if (error) return <ErrorNotice error={error} again={again} />
  if (!data) return null
  return (
    <div className="stack">
      <Section title="用户">
        <p className="help">
          角色用于分工和留痕。任何人知道其中一人的口令，又取得这台电脑的资料文件夹，就能用其他工具读出全部内容：口令须各自保管，电脑须妥善看管。
        </p>
        <table className="plain" aria-label="用户">
          <thead>
            <tr>
              <th scope="col">姓名</th>
              <th scope="col">角色</th>
              <th scope="col">添加时间</th>
              {mayManage && <th scope="col">操作</th>}
            </tr>
          </thead>
          <tbody>
            {data.users.map((user) => (
              <UserRow key={user.name} user={user} mayManage={mayManage} onChanged={again} />
            ))}
          </tbody>
        </table>
      </Section>
      <BackupsElsewhere only="former" />
      {mayManage && <AddUser onAdded={again} />}
      {mayManage && <HandOver users={data.users.map(({ name }) => name)} />}
    </div>
  )
}

function AddUser({ onAdded }: { onAdded: () => void }) {
  const rpc = useRpc()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('entry')
  const [pair, setPair] = useState({ passphrase: '', again: '' })
  const { busy, run } = useBusy()
  const add = async (): Promise<void> => {
    await rpc.users.add({ name, role, passphrase: pair.passphrase })
    showToast(`已添加用户 ${name.trim()}`)
    setName('')
    setPair({ passphrase: '', again: '' })
    onAdded()
  }
  return (
    <Section title="添加用户">
      <form
        className="inline-form"
        aria-label="添加用户"
        onSubmit={(event) => {
          event.preventDefault()
          void run(add)
        }}
      >
        <Labeled label="姓名" required>
          {(control) => (
            <Input
              {...control}
              maxLength={40}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Labeled>
        <Labeled label="角色" required>
          {(control) => (
            <Select
              id={control.id}
              className="wide"
              options={roles.map((value) => ({ value, label: roleLabels[value] }))}
              value={role}
              onChange={setRole}
            />
          )}
        </Labeled>
        <PassphrasePair
          label="初始口令"
          owner={name}
          passphrase={pair.passphrase}
          again={pair.again}
          onChange={(passphrase, again) => setPair({ passphrase, again })}
        />
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={name.trim() === '' || !passphraseReady(pair.passphrase, pair.again, name.trim())}
          title={
            name.trim() === '' || !passphraseReady(pair.passphrase, pair.again, name.trim())
              ? '请先填写姓名，口令两遍要一致'
              : undefined
          }
        >
          添加用户
        </Button>
      </form>
    </Section>
  )
}
