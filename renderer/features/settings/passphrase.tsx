import { Button } from 'antd'
import { useState } from 'react'
import { newKeyText } from '../../../shared/contract/removed-user'
import { useRpc } from '../../engine/engine-context'
import { useSession } from '../../engine/session'
import { PassphrasePair, passphraseReady } from '../../ui/credentials'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import { PassphraseInput } from '../../ui/passphrase-input'
import { showToast } from '../../ui/toasts'
import { useBusy } from '../../ui/use-busy'

const empty = { old: '', passphrase: '', again: '' }

export function Passphrase() {
  const rpc = useRpc()
  const self = useSession().user.name
  const [typed, setTyped] = useState(empty)
  const { busy, run } = useBusy()
  const change = async (): Promise<void> => {
    const { rekeyed } = await rpc.users.changePassphrase({ old: typed.old, new: typed.passphrase })
    setTyped(empty)
    showToast(newKeyText('口令已修改，下次登录请用新口令', rekeyed))
  }
  return (
    <Section title="修改我的口令">
      <form
        className="start-form"
        aria-label="修改我的口令"
        onSubmit={(event) => {
          event.preventDefault()
          void run(change)
        }}
      >
        <Labeled label="现在的口令" required>
          {(control) => (
            <PassphraseInput
              {...control}
              autoComplete="current-password"
              value={typed.old}
              onChange={(event) => setTyped({ ...typed, old: event.target.value })}
            />
          )}
        </Labeled>
        <PassphrasePair
          owner={self}
          label="新口令"
          passphrase={typed.passphrase}
          again={typed.again}
          onChange={(passphrase, again) => setTyped({ ...typed, passphrase, again })}
        />
        <div className="form-actions">
          <Button
            type="primary"
            htmlType="submit"
            loading={busy}
            disabled={typed.old === '' || !passphraseReady(typed.passphrase, typed.again, self)}
            title={
              typed.old === '' || !passphraseReady(typed.passphrase, typed.again, self)
                ? '请先填写原口令，新口令两遍要一致'
                : undefined
            }
          >
            修改口令
          </Button>
        </div>
      </form>
    </Section>
  )
}
