import { Button, Input } from 'antd'
import { useState } from 'react'
import { messageFor } from '../../../shared/messages'
import { useRpc } from '../../engine/engine-context'
import { errorBodyOf } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { PassphraseInput } from '../../ui/passphrase-input'
import { useBusy } from '../../ui/use-busy'
import { StartFrame } from './start-frame'

const noSpaces = (text: string): string => text.replaceAll(/\s/g, '')

/** Sign-in to a hub: name, passphrase, and what the telephone's authenticator shows. Nobody's name is offered. */
export function HubSignIn({ onOpened }: { onOpened: () => void }) {
  const rpc = useRpc()
  const [user, setUser] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string>()
  const { busy, run } = useBusy()
  const isWhole = user.trim() !== '' && passphrase !== '' && /^\d{6}$/.test(code)
  const enter = async (): Promise<void> => {
    setProblem(undefined)
    await rpc.session.unlock({ user, passphrase, code })
    onOpened()
  }
  const refused = (error: unknown): void => {
    const message = messageFor(errorBodyOf(error))
    setProblem(`${message.title}。${message.action}`)
    setCode('')
  }
  return (
    <StartFrame title="登录平台" topic="sign-in">
      <form
        className="start-form"
        aria-label="登录"
        onSubmit={(event) => {
          event.preventDefault()
          void run(enter, refused)
        }}
      >
        <Labeled label="用户名" required>
          {(control) => (
            <Input {...control} autoFocus value={user} onChange={(event) => setUser(event.target.value)} />
          )}
        </Labeled>
        <Labeled label="口令" required>
          {(control) => (
            <PassphraseInput
              {...control}
              autoComplete="current-password"
              value={passphrase}
              onChange={(event) => setPassphrase(event.target.value)}
            />
          )}
        </Labeled>
        <Labeled label="验证码" required help="手机验证器上的 6 位数字" problem={problem}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={(event) => setCode(noSpaces(event.target.value))}
            />
          )}
        </Labeled>
        <div className="form-actions">
          <Button
            type="primary"
            htmlType="submit"
            loading={busy}
            disabled={!isWhole}
            title={isWhole ? undefined : '请先填写用户名、口令和 6 位验证码'}
          >
            登录
          </Button>
        </div>
      </form>
    </StartFrame>
  )
}
