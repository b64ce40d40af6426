import { Alert, Button, Radio } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { readRecoveryKey } from '../../../shared/identifiers/recovery-key'
import { useRpc } from '../../engine/engine-context'
import { type CallState, useCall } from '../../engine/use-call'
import { CredentialFields, type Credentials, credentialsReady, emptyCredentials } from '../../ui/credentials'
import { RecoveryKeyField } from '../../ui/recovery-key-field'
import { useBusy } from '../../ui/use-busy'
import { RecoverByFile } from './recover-by-file'

type Way = 'file' | 'key'

/** Who has forgotten the passphrase asks the district by a file, or comes in with the recovery key. */
export function Recover({ onBack, onOpened }: { onBack: () => void; onOpened: () => void }) {
  const { data, error, again } = useCall('recovery.state', {}, [])
  const [chosen, setChosen] = useState<Way>()
  const way = chosen ?? offeredFirst({ data, error })
  return (
    <div className="start-form">
      <Alert
        type="info"
        showIcon
        title="忘记口令，请先联系本机的管理"
        description="管理登录后，可以在“设置”里给您重设口令。没有其他管理人员时，用下面的办法；已登记的内容都不变。"
      />
      {data?.mayAsk && (
        <Radio.Group
          aria-label="办法"
          value={way}
          onChange={(event) => setChosen(event.target.value)}
          options={[
            { value: 'file', label: '写申请带到区级' },
            { value: 'key', label: '恢复密钥就在这里' },
          ]}
        />
      )}
      {data !== undefined && way === 'file' && (
        <RecoverByFile pending={data.pending} onAsked={again} onBack={onBack} onOpened={onOpened} />
      )}
      {way === 'key' && <RecoverByKey onBack={onBack} onOpened={onOpened} />}
    </div>
  )
}

/** No form stands before it is known which: what somebody typed into the other one would be gone with the answer. */
function offeredFirst(state: Pick<CallState<Output<'recovery.state'>>, 'data' | 'error'>): Way | undefined {
  if (state.data !== undefined) return state.data.mayAsk ? 'file' : 'key'
  return state.error === undefined ? undefined : 'key'
}

function RecoverByKey({ onBack, onOpened }: { onBack: () => void; onOpened: () => void }) {
  const rpc = useRpc()
  const [typed, setTyped] = useState('')
  const [credentials, setCredentials] = useState<Credentials>(emptyCredentials)
  const { busy, run } = useBusy()
  const read = readRecoveryKey(typed)
  const ready = 'key' in read && credentialsReady(credentials)
  const recover = async (): Promise<void> => {
    if (!('key' in read)) return
    const { user, passphrase } = credentials
    await rpc.session.recover({ recoveryKey: read.key, user, passphrase })
    onOpened()
  }
  return (
    <form
      className="start-form"
      aria-label="用恢复密钥登录"
      onSubmit={(event) => {
        event.preventDefault()
        void run(recover)
      }}
    >
      <p className="help">请区级保管恢复密钥的人员到场输入。您将成为本机的管理，资料更换数据密钥。</p>
      <RecoveryKeyField value={typed} onChange={setTyped} />
      <CredentialFields value={credentials} onChange={setCredentials} />
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={!ready}
          title={ready ? undefined : '请先填写恢复密钥、姓名和新口令'}
        >
          进入
        </Button>
        <Button onClick={onBack}>返回登录</Button>
      </div>
    </form>
  )
}
