import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { messageFor } from '../../../shared/messages'
import { may } from '../../../shared/rights'
import { updateSystemText } from '../../../shared/update/fit'
import { installCommand } from '../../../shared/update/words'
import type { Chosen } from '../../../shared/wire'
import { useRpc, useTransport } from '../../engine/engine-context'
import { ProgressLine } from '../../engine/progress-line'
import { useSession } from '../../engine/session'
import { useTask } from '../../engine/use-task'
import { showToast } from '../../ui/toasts'
import { localMinute } from '../../ui/today'
import { useBusy } from '../../ui/use-busy'

/** A package that was read and found good, and the file that it is. */
export interface LookedAt {
  readonly file: Chosen
  readonly found: Output<'update.read'>
}

interface UpdatePackageProps {
  readonly looked: LookedAt
  readonly mayKeep: boolean
  readonly onKept: () => void
}

/** What an installer that was laid out came to: the system opened it, or the person does it by hand. */
type Prepared = Output<'update.prepare'> & { readonly opened: boolean }

/** One package: what is new in it, and what can be done with it here. */
export function UpdatePackage({ looked: { file, found }, mayKeep, onKept }: UpdatePackageProps) {
  const { version, notes, createdAt, installer } = found.package
  const rpc = useRpc()
  const { machine } = useTransport()
  const { user, readOnly } = useSession()
  const task = useTask()
  const { busy, run } = useBusy()
  const [prepared, setPrepared] = useState<Prepared | null>(null)
  const refused = found.refused && messageFor(found.refused)

  const install = async (): Promise<void> => {
    // A profile of a newer version can only be looked at: nothing of it can be lost by the newer program.
    if (!readOnly) await task.run((operation) => rpc.safety.keepCopies({ why: 'before', operation }))
    const made = await rpc.update.prepare({ file: file.token })
    const opened = (await machine?.runInstaller(made.installer)) ?? false
    setPrepared({ ...made, opened })
  }
  const keep = async (): Promise<void> => {
    await task.run((operation) => rpc.update.keep({ file: file.token, operation }))
    showToast(`已存放 ${version} 版，下次导出时带给需要它的电脑`)
    onKept()
  }
  return (
    <>
      <dl className="pairs">
        <dt>更新包</dt>
        <dd>{file.name}，签名和内容完好</dd>
        <dt>版本</dt>
        <dd>
          {version} 版，给 {updateSystemText(found.package)} 的电脑
        </dd>
        <dt>制作时间</dt>
        <dd>{localMinute(createdAt)}</dd>
        <dt>大小</dt>
        <dd>{Math.ceil(installer.size / 1024 / 1024).toLocaleString('zh-CN')} MB</dd>
        <dt>更新内容</dt>
        <dd className="update-notes">{notes}</dd>
      </dl>
      {refused && (
        <Alert
          type="warning"
          showIcon
          title={`${refused.title}，不能安装在本机。`}
          description={refused.action}
        />
      )}
      <div className="form-actions">
        {!refused && may(user.role, 'sync.export') && (
          <Button type="primary" loading={busy} onClick={() => void run(install)}>
            {readOnly ? '安装' : '备份并安装'}
          </Button>
        )}
        {mayKeep && (
          <Button loading={busy} onClick={() => void run(keep)}>
            存放，导出时带给各台电脑
          </Button>
        )}
      </div>
      <ProgressLine task="backup" label="正在备份" operation={task.operation} />
      {prepared && <Handed prepared={prepared} />}
    </>
  )
}

function Handed({ prepared }: { prepared: Prepared }) {
  const isWindows = prepared.platform === 'win32'
  if (prepared.opened)
    return (
      <Alert
        type="success"
        showIcon
        title={isWindows ? '安装程序已经打开，本程序即将关闭。' : '安装包已交给系统安装。'}
        description={isWindows ? '请按安装程序的提示操作。' : '装好以后，请关闭本程序再重新打开。'}
      />
    )
  return (
    <Alert
      type="info"
      showIcon
      title={isWindows ? '安装程序已经取出，请关闭本程序后打开它：' : '安装包已经取出，请在终端里运行：'}
      description={
        <>
          <code className="hash">{installCommand(prepared)}</code>
          <p>没有管理员口令的，请把这一行交给管理电脑的人。装好以后，请关闭本程序再重新打开。</p>
        </>
      }
    />
  )
}
