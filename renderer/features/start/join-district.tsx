import { Button } from 'antd'
import { useState } from 'react'
import type { Chosen } from '../../../shared/wire'
import { useRpc, useTransport } from '../../engine/engine-context'
import { CredentialFields, credentialsReady, emptyCredentials } from '../../ui/credentials'
import { attempt } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { PassphraseInput } from '../../ui/passphrase-input'
import { useBusy } from '../../ui/use-busy'

interface JoinDistrictProps {
  /** The joining file: chosen here, or opened with the program. */
  readonly file: Chosen | null
  readonly onChosen: (file: Chosen) => void
  readonly onBack: () => void
  readonly onJoined: () => void
}

/** A street's laptop: the joining file, its passphrase, the first user. */
export function JoinDistrict({ file, onChosen, onBack, onJoined }: JoinDistrictProps) {
  const rpc = useRpc()
  const { files } = useTransport()
  const [joinPassphrase, setJoinPassphrase] = useState('')
  const [credentials, setCredentials] = useState(emptyCredentials)
  const { busy, run } = useBusy()
  const choose = async (): Promise<void> => {
    const [chosen] = await files.openFile({ title: '选择接入文件', extensions: ['ybj'], multiple: false })
    if (chosen) onChosen(chosen)
  }
  const join = async (): Promise<void> => {
    if (!file) return
    await rpc.profile.join({
      file: file.token,
      joinPassphrase,
      user: credentials.user,
      passphrase: credentials.passphrase,
    })
    onJoined()
  }
  return (
    <form
      className="start-form"
      aria-label="读取接入文件"
      onSubmit={(event) => {
        event.preventDefault()
        void run(join)
      }}
    >
      <div className="picked-file">
        <Button onClick={() => attempt(choose)}>选择接入文件</Button>
        <span aria-live="polite">{file ? file.name : '还没有选择文件'}</span>
      </div>
      <Labeled label="接入口令" required help="区级单位打电话告诉您的 24 位数字，横线可以不输">
        {(control) => (
          <PassphraseInput
            {...control}
            autoComplete="off"
            value={joinPassphrase}
            onChange={(event) => setJoinPassphrase(event.target.value)}
          />
        )}
      </Labeled>
      <CredentialFields value={credentials} onChange={setCredentials} />
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={!file || joinPassphrase === '' || !credentialsReady(credentials)}
          title={
            !file || joinPassphrase === '' || !credentialsReady(credentials)
              ? '请先选择接入文件，填写接入口令、姓名和口令'
              : undefined
          }
        >
          接入
        </Button>
        <Button onClick={onBack}>返回</Button>
      </div>
    </form>
  )
}
