import { Alert, Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { standaloneHtml } from '../../../shared/paper/print-style'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useSession } from '../../engine/session'
import { PassphrasePair, passphraseReady } from '../../ui/credentials'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import { PassphraseInput } from '../../ui/passphrase-input'
import { showToast } from '../../ui/toasts'
import { useBusy } from '../../ui/use-busy'

/** A laptop passes to a successor: role and drafts go over, names under records stay. */
export function HandOver({ users }: { users: readonly string[] }) {
  const rpc = useRpc()
  const { printing } = useTransport()
  const self = useSession().user.name
  const [asking, setAsking] = useState(false)
  const [from, setFrom] = useState(self)
  const [to, setTo] = useState('')
  const [pair, setPair] = useState({ passphrase: '', again: '' })
  const [own, setOwn] = useState('')
  const { busy, run } = useBusy()
  const handOver = async (): Promise<void> => {
    const note = await rpc.session.handOver({ from, to, newPassphrase: pair.passphrase, passphrase: own })
    showToast(`${note.from} 已交接给 ${note.to}；本机名称变更为 ${note.computer}，请导出一次交换文件`)
    await printing.print(standaloneHtml(note.title, note.markup))
  }
  const isReady = to.trim() !== '' && own !== '' && passphraseReady(pair.passphrase, pair.again, to.trim())
  return (
    <Section title="人员交接">
      <p className="help">
        人员变动时使用：角色和未完成的草稿转给接交人，已登记内容的署名不变，移交人不能再登录。本机同时更换密钥和电脑代号（已有编号不变），之后请导出一次交换文件。完成后打印交接单。
      </p>
      <Button onClick={() => setAsking(true)}>办理交接</Button>
      {asking && (
        <Modal
          open
          title="人员交接"
          okText="交接并打印交接单"
          cancelText="取消"
          okButtonProps={{ disabled: !isReady, loading: busy }}
          onOk={() => void run(handOver)}
          onCancel={() => setAsking(false)}
        >
          <div className="stack">
            <Labeled label="移交人" required>
              {(control) => (
                <Select
                  id={control.id}
                  className="wide"
                  options={users.map((name) => ({ value: name, label: name }))}
                  value={from}
                  onChange={setFrom}
                />
              )}
            </Labeled>
            <Labeled label="接交人姓名" required help="登录时使用，也会记在以后登记的内容上">
              {(control) => (
                <Input
                  {...control}
                  maxLength={40}
                  autoComplete="off"
                  value={to}
                  onChange={(event) => setTo(event.target.value)}
                />
              )}
            </Labeled>
            <PassphrasePair
              owner={to}
              label="接交人口令"
              passphrase={pair.passphrase}
              again={pair.again}
              onChange={(passphrase, again) => setPair({ passphrase, again })}
            />
            <Labeled label="您自己的口令" required help="确认是您本人在办理">
              {(control) => (
                <PassphraseInput
                  {...control}
                  autoComplete="current-password"
                  value={own}
                  onChange={(event) => setOwn(event.target.value)}
                />
              )}
            </Labeled>
            {from === self && <Alert type="info" showIcon title="交接的是您自己：完成后由接交人登录。" />}
          </div>
        </Modal>
      )}
    </Section>
  )
}
