import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { fileToken } from '../../../shared/contract/types'
import { updateSystemText } from '../../../shared/update/fit'
import type { Chosen } from '../../../shared/wire'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useMay, useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { useOpened } from '../../engine/use-opened'
import { isUpdate } from '../../engine/use-waiting'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt } from '../../ui/errors'
import { useHashQuery } from '../../ui/hash-route'
import { Section } from '../../ui/page'
import { useBusy } from '../../ui/use-busy'
import { KeptUpdates } from './kept-updates'
import { type LookedAt, UpdatePackage } from './update-package'

/** 更新: a new version of the program from a stick, for this computer and for those below. */
export function Updates() {
  const { site } = useSession()
  const mayManage = useMay('profile.manage')
  const state = useCall('update.state', {}, [])
  const rpc = useRpc()
  const { files } = useTransport()
  const { busy, run } = useBusy()
  const [looked, setLooked] = useState<LookedAt | null>(null)
  const opened = useOpened(isUpdate)
  const look = async (file: Chosen): Promise<void> => {
    setLooked(null)
    setLooked({ file, found: await rpc.update.read({ file: file.token }) })
  }
  const choose = async (): Promise<void> => {
    const [file] = await files.openFile({ title: '选择更新包', extensions: ['ybu'], multiple: false })
    if (file) await look(file)
  }
  useEffect(() => {
    const [file] = opened
    if (file) attempt(async () => setLooked({ file, found: await rpc.update.read({ file: file.token }) }))
  }, [opened, rpc])
  // Another screen found it beside what came from a stick.
  const query = useHashQuery()
  const [token, name] = [fileToken.safeParse(query.get('package')).data, query.get('name') ?? '']
  useEffect(() => {
    if (token !== undefined)
      attempt(async () => setLooked({ file: { token, name }, found: await rpc.update.read({ file: token }) }))
  }, [token, name, rpc])
  const isOffice = site.role !== 'street'
  return (
    <div className="stack">
      <Section title="本机程序">
        {state.error ? <ErrorNotice error={state.error} again={state.again} /> : null}
        {state.data && (
          <p>
            现在是 {state.data.app} 版，{updateSystemText(state.data)}。
          </p>
        )}
        <p className="help">
          新版本的更新包（扩展名 .ybu）由发放单位用U盘送来。安装前先核对签名、自动备份，登记的内容都保留。
        </p>
        <Button loading={busy} onClick={() => void run(choose)}>
          选择更新包
        </Button>
        {looked && (
          <UpdatePackage
            key={looked.file.token}
            looked={looked}
            mayKeep={isOffice && mayManage}
            onKept={state.again}
          />
        )}
      </Section>
      {isOffice && state.data && (
        <KeptUpdates state={state.data} mayManage={mayManage} onDone={state.again} />
      )}
    </div>
  )
}
