import { Alert, Button, Select } from 'antd'
import { useState } from 'react'
import type { ProfileState } from '../../../shared/contract/profile'
import { messageFor } from '../../../shared/messages'
import { isProfileTrouble, type ProfileTrouble } from '../../../shared/profile-trouble'
import { useRpc, useTransport } from '../../engine/engine-context'
import { PracticeButton } from '../../engine/practice-button'
import { OwnProgress } from '../../engine/progress-line'
import { useWaiting } from '../../engine/use-waiting'
import { errorBodyOf } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { loadedLater } from '../../ui/loaded-later'
import { PassphraseInput } from '../../ui/passphrase-input'
import { useBusy } from '../../ui/use-busy'
import { CloudWarning } from './cloud-warning'
import { practiceUser } from './practice-user'
import { StartFrame } from './start-frame'

const Recover = loadedLater(async () => (await import('./recover')).Recover)

const lastUserKey = 'yuanba.last-user'

/** Sign-in: who, and the passphrase. */
export function SignIn({
  profile,
  onOpened,
  onTrouble,
}: {
  profile: ProfileState
  onOpened: () => void
  /** The passphrase may be right: the data can not be opened. */
  onTrouble: (trouble: ProfileTrouble | 'restore') => void
}) {
  const rpc = useRpc()
  const { users } = profile
  const practises = useTransport().host.practice
  const [waiting] = useWaiting()
  const [user, setUser] = useState(
    () => users.find((name) => name === localStorage.getItem(lastUserKey)) ?? users[0],
  )
  const [passphrase, setPassphrase] = useState('')
  const [problem, setProblem] = useState<string>()
  const { busy, run } = useBusy()
  const [forgotten, setForgotten] = useState(false)
  const enter = async (by: { readonly user: string; readonly passphrase: string }): Promise<void> => {
    setProblem(undefined)
    localStorage.setItem(lastUserKey, by.user)
    await rpc.session.unlock(by)
    onOpened()
  }
  const unlock = async (): Promise<void> => {
    if (user !== undefined) await enter({ user, passphrase })
  }
  const refused = (error: unknown): void => {
    const body = errorBodyOf(error)
    if (isProfileTrouble(body.code)) onTrouble(body.code)
    const message = messageFor(body)
    setProblem(`${message.title}。${message.action}`)
    setPassphrase('')
  }
  if (forgotten)
    return (
      <StartFrame title="忘记口令" topic="sign-in">
        <Recover onBack={() => setForgotten(false)} onOpened={onOpened} />
      </StartFrame>
    )
  return (
    <StartFrame title={profile.site?.unitName ?? '登录'} topic="sign-in">
      <CloudWarning cloud={profile.cloud} />
      {practises && <p>这是练习资料，口令是“{practiceUser.passphrase}”；也可以直接进入。</p>}
      {waiting !== undefined && <Alert type="info" showIcon title={`登录后接着打开“${waiting}”。`} />}
      <form
        className="start-form"
        aria-label="登录"
        onSubmit={(event) => {
          event.preventDefault()
          void run(unlock, refused)
        }}
      >
        <Labeled label="用户" required>
          {(control) => (
            <Select
              id={control.id}
              className="wide"
              options={users.map((name) => ({ value: name, label: name }))}
              value={user ?? null}
              onChange={(name: string | null) => setUser(name ?? undefined)}
            />
          )}
        </Labeled>
        <Labeled label="口令" required problem={problem}>
          {(control) => (
            <PassphraseInput
              {...control}
              autoFocus
              autoComplete="current-password"
              value={passphrase}
              onChange={(event) => setPassphrase(event.target.value)}
            />
          )}
        </Labeled>
        {busy && <OwnProgress task="arrange" label="程序更新后首次打开，正在整理资料" />}
        <div className="form-actions">
          <Button
            type="primary"
            htmlType="submit"
            loading={busy}
            disabled={passphrase === ''}
            title={passphrase === '' ? '请先输入口令' : undefined}
          >
            登录
          </Button>
          {practises ? (
            <Button loading={busy} onClick={() => void run(() => enter(practiceUser), refused)}>
              直接进入
            </Button>
          ) : (
            <>
              <Button type="link" onClick={() => setForgotten(true)}>
                忘记口令
              </Button>
              <Button type="link" onClick={() => onTrouble('restore')}>
                恢复备份
              </Button>
              <PracticeButton type="link" />
            </>
          )}
        </div>
      </form>
    </StartFrame>
  )
}
