import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { writtenText } from '../../../shared/exchange/written-texts'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useSaved } from '../../engine/use-saved'
import { CredentialFields, type Credentials, credentialsReady, emptyCredentials } from '../../ui/credentials'
import { FingerprintWords } from '../../ui/fingerprint-words'
import { Labeled } from '../../ui/labeled'
import { PassphraseInput } from '../../ui/passphrase-input'
import { localMinute } from '../../ui/today'
import { useBusy } from '../../ui/use-busy'

type Pending = NonNullable<Output<'recovery.state'>['pending']>

/** A request for the district, and its answer: between the two the eight words stand here, for the telephone. */
export function RecoverByFile({
  pending,
  onAsked,
  onBack,
  onOpened,
}: {
  pending: Pending | null
  onAsked: () => void
  onBack: () => void
  onOpened: () => void
}) {
  /** The words of the request that another one is to replace: they must not be read out once that is written. */
  const [replaced, setReplaced] = useState<string | null>(null)
  const words = pending?.fingerprint.join(' ') ?? null
  if (pending !== null && words !== replaced)
    return <Waiting pending={pending} onAnew={() => setReplaced(words)} onBack={onBack} onOpened={onOpened} />
  return <Ask onAsked={onAsked} onBack={pending === null ? onBack : () => setReplaced(null)} />
}

function Ask({ onAsked, onBack }: { onAsked: () => void; onBack: () => void }) {
  const rpc = useRpc()
  const { files } = useTransport()
  const saved = useSaved()
  const { busy, run } = useBusy()
  const [credentials, setCredentials] = useState<Credentials>(emptyCredentials)
  const ask = async (): Promise<void> => {
    const folder = await files.openFolder({ title: '选择写申请的U盘' })
    if (!folder) return
    const { user, passphrase } = credentials
    const { file, readFrom } = await rpc.recovery.ask({ user, passphrase, folder: folder.token })
    saved({ at: folder, file }, `申请${writtenText(readFrom)}：${file}`)
    onAsked()
  }
  const ready = credentialsReady(credentials)
  return (
    <form
      className="start-form"
      aria-label="写申请"
      onSubmit={(event) => {
        event.preventDefault()
        void run(ask)
      }}
    >
      <p className="help">
        先设好新口令，把申请写到U盘带到区级。区级核对后写一份答复带回来，就用这个新口令登录。恢复密钥不离开区级。
      </p>
      <CredentialFields value={credentials} onChange={setCredentials} />
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={!ready}
          title={ready ? undefined : '请先填写姓名，新口令两遍要一致'}
        >
          写申请
        </Button>
        <Button onClick={onBack}>返回</Button>
      </div>
    </form>
  )
}

function Waiting({
  pending,
  onAnew,
  onBack,
  onOpened,
}: {
  pending: Pending
  onAnew: () => void
  onBack: () => void
  onOpened: () => void
}) {
  const rpc = useRpc()
  const { files } = useTransport()
  const { busy, run } = useBusy()
  const [passphrase, setPassphrase] = useState('')
  const finish = async (): Promise<void> => {
    const [chosen] = await files.openFile({ title: '选择答复文件', extensions: ['yba'], multiple: false })
    if (!chosen) return
    await rpc.recovery.finish({ file: chosen.token, passphrase })
    onOpened()
  }
  return (
    <form
      className="start-form"
      aria-label="读取答复文件"
      onSubmit={(event) => {
        event.preventDefault()
        void run(finish)
      }}
    >
      <Alert
        type="info"
        showIcon
        title={`${localMinute(pending.at)} 已写“${pending.user}”的申请，等待区级答复`}
        description="区级会打电话来核对，请把下面八个词从第 1 个起读给对方听。只接区里您认识的人的电话。"
      />
      <FingerprintWords words={pending.fingerprint} label="申请的核对词" />
      <Labeled label="写申请时设的新口令" required help="也忘记了的，重新写一份申请">
        {(control) => (
          <PassphraseInput
            {...control}
            autoComplete="off"
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        )}
      </Labeled>
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={passphrase === ''}
          title={passphrase === '' ? '请先输入写申请时设的新口令' : undefined}
        >
          读取答复文件
        </Button>
        <Button onClick={onAnew}>重新写申请</Button>
        <Button onClick={onBack}>返回登录</Button>
      </div>
    </form>
  )
}
