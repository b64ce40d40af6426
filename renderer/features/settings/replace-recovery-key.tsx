import { Alert, Button } from 'antd'
import { useState } from 'react'
import { newKeyText } from '../../../shared/contract/removed-user'
import { useRpc } from '../../engine/engine-context'
import { useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { RecoveryKey } from '../../paper-ui/recovery-key'
import { ErrorNotice } from '../../ui/error-notice'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import { PassphraseInput } from '../../ui/passphrase-input'
import { showToast } from '../../ui/toasts'
import { localMinute } from '../../ui/today'
import { useBusy } from '../../ui/use-busy'

/** Another recovery key, where the paper was seen, lost or its keeper has left; who below has heard of it. */
export function ReplaceRecoveryKey() {
  const rpc = useRpc()
  const { site } = useSession()
  const { data, error, again } = useCall('recovery.about', {})
  const { busy, run } = useBusy()
  const [passphrase, setPassphrase] = useState('')
  const [made, setMade] = useState<string | null>(null)
  const replace = async (): Promise<void> => {
    const { recoveryKey, rekeyed } = await rpc.recovery.replace({ passphrase })
    setPassphrase('')
    setMade(recoveryKey)
    showToast(newKeyText('恢复密钥已更换', rekeyed))
    again()
  }
  if (error) return <ErrorNotice error={error} again={again} />
  if (made !== null)
    return (
      <Section title="新的恢复密钥">
        <RecoveryKey recoveryKey={made} unit={site.unitName} onKept={() => setMade(null)} />
      </Section>
    )
  return (
    <Section title="更换恢复密钥">
      <p className="help">
        密钥的纸丢了、被人看过，或者保管人离岗，就换一把。以后的交换文件、备份和本机资料改用新的；下级电脑导入下一个交换文件、再登录一次后也改用新的。以前的备份和交换文件仍要用原来的那把打开，请把原来的纸和旧备份一起保管，不要销毁。
      </p>
      {data && (
        <p>
          现在的恢复密钥从 {localMinute(data.since)} 起使用。
          {data.isReplaced && toldText(data.computers)}
        </p>
      )}
      {data && data.restoredFrom !== null && (
        <Alert
          type="warning"
          showIcon
          title={`本机是从 ${localMinute(data.restoredFrom)} 的备份恢复的`}
          description="那以后如果换过恢复密钥，本机现在用的又是换之前的那一把，已经收到的下级电脑仍用后来的那一把。请在这里再换一次，再给各台电脑导出，大家就都用同一把；以前的几把都不要销毁。"
        />
      )}
      <form
        className="start-form"
        aria-label="更换恢复密钥"
        onSubmit={(event) => {
          event.preventDefault()
          void run(replace)
        }}
      >
        <Labeled label="您的口令" required help="换之前再确认一次是您本人">
          {(control) => (
            <PassphraseInput
              {...control}
              autoComplete="current-password"
              value={passphrase}
              onChange={(event) => setPassphrase(event.target.value)}
            />
          )}
        </Labeled>
        <Alert type="warning" showIcon title="新密钥只显示一次，请先准备好打印机或纸笔。" />
        <div className="form-actions">
          <Button
            danger
            htmlType="submit"
            loading={busy}
            disabled={passphrase === ''}
            title={passphrase === '' ? '请先输入您的口令' : undefined}
          >
            更换恢复密钥
          </Button>
        </div>
      </form>
    </Section>
  )
}

function toldText(computers: readonly { readonly name: string; readonly isTold: boolean }[]): string {
  if (computers.length === 0) return ''
  const waiting = computers.filter(({ isTold }) => !isTold).map(({ name }) => name)
  if (waiting.length === 0) return '下级电脑都已收到。'
  return `还没有收到的电脑：${waiting.join('、')}；请给它们各导出一次，并等它们的下一个文件。`
}
