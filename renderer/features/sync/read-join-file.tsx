import { Button } from 'antd'
import { useState } from 'react'
import type { Input as CallInput } from '../../../shared/contract'
import type { Chosen } from '../../../shared/wire'
import { useTransport } from '../../engine/engine-context'
import { useMay } from '../../engine/session'
import { attempt } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import { PassphraseInput } from '../../ui/passphrase-input'
import { showToast } from '../../ui/toasts'
import { useBusy } from '../../ui/use-busy'

interface ReadJoinFileProps {
  readonly title: string
  readonly help: string
  /** What the file is called, as in 选择…; and its passphrase. */
  readonly file: string
  readonly passphrase: string
  readonly action: string
  /** Does it and answers what to say. */
  readonly read: (input: CallInput<'sites.joinCity'>) => Promise<string>
  readonly onDone: () => void
}

/** Chooses a joining file, asks for its passphrase and reads it into a profile that exists. */
export function ReadJoinFile({
  title,
  help,
  file: called,
  passphrase,
  action,
  read,
  onDone,
}: ReadJoinFileProps) {
  const { files } = useTransport()
  const mayManage = useMay('profile.manage')
  const [file, setFile] = useState<Chosen | null>(null)
  const [joinPassphrase, setJoinPassphrase] = useState('')
  const { busy, run } = useBusy()
  const choose = async (): Promise<void> => {
    const [chosen] = await files.openFile({ title: `选择${called}`, extensions: ['ybj'], multiple: false })
    if (chosen) setFile(chosen)
  }
  const submit = async (): Promise<void> => {
    if (!file) return
    showToast(await read({ file: file.token, joinPassphrase }))
    setFile(null)
    setJoinPassphrase('')
    onDone()
  }
  if (!mayManage) return null
  return (
    <Section title={title}>
      <p className="help">{help}</p>
      <div className="inline-form">
        <div className="picked-file">
          <Button onClick={() => attempt(choose)}>选择{called}</Button>
          <span aria-live="polite">{file ? file.name : '还没有选择文件'}</span>
        </div>
        <Labeled label={passphrase} required>
          {(control) => (
            <PassphraseInput
              {...control}
              autoComplete="off"
              value={joinPassphrase}
              onChange={(event) => setJoinPassphrase(event.target.value)}
            />
          )}
        </Labeled>
        <Button
          loading={busy}
          disabled={!file || joinPassphrase === ''}
          title={!file || joinPassphrase === '' ? '请先选择接入文件，填写接入口令' : undefined}
          onClick={() => void run(submit)}
        >
          {action}
        </Button>
      </div>
    </Section>
  )
}
