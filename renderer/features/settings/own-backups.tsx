import { Button } from 'antd'
import { placesText } from '../../../shared/backups/words'
import { useRpc, useTransport } from '../../engine/engine-context'
import { ProgressLine } from '../../engine/progress-line'
import { useMay } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { useTask } from '../../engine/use-task'
import { attempt, useTrouble } from '../../ui/errors'
import { Section } from '../../ui/page'
import { showToast } from '../../ui/toasts'
import { localMinute } from '../../ui/today'

/** The backups that the program makes by itself: where, a second place, and one in the place of what is here. */
export function OwnBackups() {
  const rpc = useRpc()
  const { files } = useTransport()
  const task = useTask()
  const mayChoose = useMay('sync.export')
  const tell = useTrouble((state) => state.tell)
  const { data: places, again } = useCall('safety.places', {}, [])
  const keep = async (): Promise<void> => {
    const { written, problems } = await task.run((operation) =>
      rpc.safety.keepCopies({ why: 'before', operation }),
    )
    again()
    if (problems.length > 0) showToast('自动备份没有全部写成，请检查磁盘空间和第二个位置。')
    else showToast(written.length > 0 ? '已备份' : '上次备份以后没有改动，不用再备份')
  }
  const choose = async (): Promise<void> => {
    const folder = await files.openFolder({ title: '选择第二个备份位置' })
    if (!folder) return
    const { second } = await rpc.safety.setSecondPlace({ folder: folder.token })
    if (second?.sameDisk)
      showToast('选的文件夹和资料在同一个磁盘上，磁盘坏了两份都会没有，最好选另一个盘或U盘。')
    await keep()
  }
  const forget = async (): Promise<void> => {
    await rpc.safety.setSecondPlace({ folder: null })
    again()
  }
  // A browser does not say where its downloads go, so nothing can be put there by itself.
  const isDesktop = files.show !== null
  return (
    <Section title="自动备份">
      <p className="help">
        每天和关闭窗口时自动备份一份，没有改动就不写。留最近 7 天、4 周、12
        个月的，最多占空余磁盘的五分之一，照片只存一份；每月自动打开最近一份，核对当年的数字。
      </p>
      {places && <p>{placesText(places, localMinute)}。</p>}
      {places?.rehearsed && <p>上次打开核对无误：{localMinute(places.rehearsed)}。</p>}
      <div className="form-actions">
        <Button loading={task.operation !== null} onClick={() => attempt(keep)}>
          现在自动备份
        </Button>
        {mayChoose && isDesktop && <Button onClick={() => attempt(choose)}>选择第二个位置</Button>}
        {mayChoose && places?.second && <Button onClick={() => attempt(forget)}>不用第二个位置</Button>}
        <Button onClick={() => tell('restore')}>恢复备份</Button>
      </div>
      <ProgressLine task="backup" label="正在备份" operation={task.operation} />
    </Section>
  )
}
