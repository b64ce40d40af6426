import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { writtenText } from '../../../shared/exchange/written-texts'
import { readRecoveryKey } from '../../../shared/identifiers/recovery-key'
import type { Chosen } from '../../../shared/wire'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useSaved } from '../../engine/use-saved'
import { FingerprintWords } from '../../ui/fingerprint-words'
import { Section } from '../../ui/page'
import { RecoveryKeyField } from '../../ui/recovery-key-field'
import { localMinute } from '../../ui/today'
import { useBusy } from '../../ui/use-busy'

type Seen = Output<'recovery.look'>

/** Somebody at a street has forgotten the passphrase: the request is looked at, compared by telephone, and answered. */
export function AnswerRequest() {
  const rpc = useRpc()
  const { files } = useTransport()
  const saved = useSaved()
  const { busy, run } = useBusy()
  const [file, setFile] = useState<Chosen | null>(null)
  const [typed, setTyped] = useState('')
  const [seen, setSeen] = useState<Seen | null>(null)
  const read = readRecoveryKey(typed)
  const choose = async (): Promise<void> => {
    const [chosen] = await files.openFile({ title: '选择申请文件', extensions: ['ybq'], multiple: false })
    if (!chosen) return
    setFile(chosen)
    setSeen(null)
  }
  const giveUp = (): void => {
    setFile(null)
    setTyped('')
    setSeen(null)
  }
  const look = async (): Promise<void> => {
    if (file && 'key' in read) setSeen(await rpc.recovery.look({ file: file.token, recoveryKey: read.key }))
  }
  const answer = async (): Promise<void> => {
    if (!file || !seen || !('key' in read)) return
    const folder = await files.openFolder({ title: '选择写答复的U盘' })
    if (!folder) return
    const fingerprint = seen.fingerprint.join(' ')
    const asked = { file: file.token, recoveryKey: read.key, fingerprint, folder: folder.token }
    const made = await rpc.recovery.answer(asked)
    saved({ at: folder, file: made.file }, `答复${writtenText(made.readFrom)}：${made.file}`)
    giveUp()
  }
  const ready = file !== null && 'key' in read
  return (
    <Section title="答复口令重设申请">
      <p className="help">
        街道的人都忘记口令时，会带来一个申请文件（.ybq）。打电话核对后写一份答复（.yba）带回去；恢复密钥只在本机用一次，不写进答复，也不保存。
      </p>
      <form
        className="start-form"
        aria-label="答复口令重设申请"
        onSubmit={(event) => {
          event.preventDefault()
          void run(look)
        }}
      >
        <div className="picked-file">
          <Button onClick={() => void run(choose)}>选择申请文件</Button>
          <span aria-live="polite">{file ? file.name : '还没有选择文件'}</span>
        </div>
        <RecoveryKeyField
          value={typed}
          onChange={(value) => {
            setTyped(value)
            setSeen(null)
          }}
        />
        <div className="form-actions">
          <Button
            type={seen ? 'default' : 'primary'}
            htmlType="submit"
            loading={busy}
            disabled={!ready}
            title={ready ? undefined : '请先选择申请文件，填写恢复密钥'}
          >
            查看申请
          </Button>
        </div>
      </form>
      {seen && (
        <article className="newcomer" aria-label="申请">
          <h3>
            {seen.computer ?? '还没有准入的电脑'}，{seen.user}
            <span className="cell-note">{localMinute(seen.at)} 写的申请（按那台电脑的时钟）</span>
          </h3>
          {cautionOf(seen) !== '' && <Alert type="warning" showIcon title={cautionOf(seen)} />}
          <p>
            请给{seen.user}本人打电话（用您自己知道的号码，听得出是本人），请对方打开“忘记口令”，把八个词从第
            1 个起读给您听。都一样才答复；有了答复就能看到那台电脑上的全部资料。
          </p>
          <FingerprintWords words={seen.fingerprint} label="申请的核对词" />
          <div className="form-actions">
            <Button
              type="primary"
              loading={busy}
              disabled={seen.isLost || seen.answeredAt !== null}
              title={seen.isLost || seen.answeredAt !== null ? cautionOf(seen) : undefined}
              onClick={() => void run(answer)}
            >
              一致，写答复
            </Button>
            <Button danger onClick={giveUp}>
              不一致，不答复
            </Button>
          </div>
        </article>
      )}
    </Section>
  )
}

/** What a manager should know before answering. */
function cautionOf({ isLost, answeredAt, computer, isKnownUser, user }: Seen): string {
  if (isLost) return '这台电脑已停用，不能答复它的申请。'
  if (answeredAt !== null)
    return `这份申请已在 ${localMinute(answeredAt)} 答复过。答复丢了的，请对方重新写一份申请。`
  const unknown = computer === null ? '本机还不认识这台电脑（没有准入过），请核实确有其事。' : ''
  const fresh = isKnownUser ? '' : `那台电脑上没有“${user}”这个用户，答复后将成为它的管理，请核实接替的人。`
  return unknown + fresh
}
