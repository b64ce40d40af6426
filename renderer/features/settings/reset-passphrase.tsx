import { Modal } from 'antd'
import { useState } from 'react'
import { newKeyText } from '../../../shared/contract/removed-user'
import { useRpc } from '../../engine/engine-context'
import { PassphrasePair, passphraseReady } from '../../ui/credentials'

interface ResetPassphraseProps {
  readonly name: string
  /** Does the work and says what has become of it. */
  readonly run: (work: () => Promise<string>) => Promise<void>
  readonly onClose: () => void
}

/** A 管理 gives somebody who has forgotten the passphrase another one. */
export function ResetPassphrase({ name, run, onClose }: ResetPassphraseProps) {
  const rpc = useRpc()
  const [pair, setPair] = useState({ passphrase: '', again: '' })
  const reset = async (): Promise<void> => {
    onClose()
    await run(async () => {
      const { rekeyed } = await rpc.users.setPassphrase({ name, passphrase: pair.passphrase })
      return newKeyText(`已重设 ${name} 的口令`, rekeyed)
    })
  }
  return (
    <Modal
      open
      title={`重设 ${name} 的口令`}
      okText="重设"
      cancelText="取消"
      okButtonProps={{ disabled: !passphraseReady(pair.passphrase, pair.again, name) }}
      onOk={reset}
      onCancel={onClose}
    >
      <p>
        请当面或打电话告知本人，登录后立即改为自己的口令。原口令不能再打开这台电脑上的资料；本次操作记入操作日志。
      </p>
      <PassphrasePair
        label="新口令"
        owner={name}
        passphrase={pair.passphrase}
        again={pair.again}
        onChange={(passphrase, again) => setPair({ passphrase, again })}
      />
    </Modal>
  )
}
