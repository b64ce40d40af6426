import { Button, Input } from 'antd'
import { useState } from 'react'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useMay } from '../../engine/session'
import type { PickedFile } from '../../transport/transport'
import { attempt, showError } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import { showToast } from '../../ui/toasts'

/** A district connects to its city by the city's joining file; afterwards the city is one more to export to. */
export function JoinCitySection({ onDone }: { onDone: () => void }) {
  const rpc = useRpc()
  const { files } = useTransport()
  const mayManage = useMay('profile.manage')
  const [file, setFile] = useState<PickedFile | null>(null)
  const [joinPassphrase, setJoinPassphrase] = useState('')
  const [busy, setBusy] = useState(false)
  const choose = async (): Promise<void> => {
    const title = '选择市级的接入文件'
    const [chosen] = await files.openFile({ title, extensions: ['ybj'], multiple: false })
    if (chosen) setFile(chosen)
  }
  const join = async (): Promise<void> => {
    if (!file) return
    setBusy(true)
    try {
      const { unit } = await rpc.sites.joinCity({ file: file.token, joinPassphrase })
      showToast(`已连接 ${unit},请导出一次带给市级`)
      setFile(null)
      setJoinPassphrase('')
      onDone()
    } catch (error) {
      showError(error)
    } finally {
      setBusy(false)
    }
  }
  if (!mayManage) return null
  return (
    <Section title="连接市级">
      <p className="help">需要向市级报送时使用:读取市级给的接入文件,以后在「导出给」里选择市级。</p>
      <div className="inline-form">
        <div className="picked-file">
          <Button onClick={() => attempt(choose)}>选择市级接入文件</Button>
          <span aria-live="polite">{file ? file.name : '还没有选择文件'}</span>
        </div>
        <Labeled label="市级接入口令" required>
          {(control) => (
            <Input.Password
              {...control}
              autoComplete="off"
              visibilityToggle={false}
              value={joinPassphrase}
              onChange={(event) => setJoinPassphrase(event.target.value)}
            />
          )}
        </Labeled>
        <Button loading={busy} disabled={!file || joinPassphrase === ''} onClick={() => void join()}>
          连接
        </Button>
      </div>
    </Section>
  )
}
